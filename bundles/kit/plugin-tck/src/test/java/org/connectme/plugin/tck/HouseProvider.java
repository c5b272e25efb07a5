package org.connectme.plugin.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.ClientForm;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Descriptor;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Probe;
import org.connectme.payment.spi.Raise;
import org.connectme.payment.spi.Refund;
import org.connectme.payment.spi.Save;
import org.connectme.payment.spi.Statement;
import org.connectme.payment.spi.TestCards;
import org.connectme.payment.spi.Webhook;
import org.connectme.plugin.tck.House.Account;

/** A provider for the {@link House} that is right in all. */
class HouseProvider implements PaymentProvider {

    static final Set<Ability> ALL = EnumSet.allOf(Ability.class);

    final House house;
    final PretendWire wire;
    private final Set<Ability> abilities;

    HouseProvider(House house, PretendWire wire, Set<Ability> abilities) {
        this.house = house;
        this.wire = wire;
        this.abilities = abilities;
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor("house", "1.0.0", "House", true);
    }

    @Override
    public Optional<Capabilities> capabilities(String currency) {
        long quantum = currency.equals("KWD") ? 10 : 1;
        return Set.of("EUR", "JPY", "KWD").contains(currency)
                ? Optional.of(new Capabilities(50, 9_999_990, quantum, House.HOLD_WINDOW, House.KEY_WINDOW, abilities))
                : Optional.empty();
    }

    @Override
    public Outcome<Authorisation> authorise(Authorise request) {
        if (!takes(request.amount())) {
            return new Outcome.Rejected<>("amount");
        }
        return ask(
                () -> {
                    Outcome<Account> said = house.authorise(
                            request.operation(),
                            request.consultation(),
                            units(request.amount()),
                            request.amount().currency(),
                            request.method(),
                            request.customerPresent());
                    if (said instanceof Outcome.Done<Account> done && abilities.contains(Ability.SPLIT)) {
                        house.share(done.value().reference(), request.seller());
                    }
                    return said;
                },
                HouseProvider::authorisation);
    }

    @Override
    public Outcome<Authorisation> save(Save request) {
        return abilities.contains(Ability.SAVED_CARDS)
                ? ask(
                        () -> house.save(request.operation(), request.consultation(), request.method()),
                        HouseProvider::authorisation)
                : PaymentProvider.super.save(request);
    }

    @Override
    public Outcome<Authorisation> resume(String operation, String reference, String answer) {
        String said = answer.equals(House.CONFIRM) || answer.equals(House.REFUSE) ? answer : House.REFUSE;
        return ask(() -> house.resume(operation, reference, said), HouseProvider::authorisation);
    }

    @Override
    public Outcome<Authorisation> raise(Raise request) {
        if (!abilities.contains(Ability.RAISE)) {
            return PaymentProvider.super.raise(request);
        }
        if (!takes(request.total())) {
            return new Outcome.Rejected<>("amount");
        }
        return ask(
                () -> house.raise(
                        request.operation(),
                        request.reference(),
                        units(request.total()),
                        request.total().currency()),
                HouseProvider::authorisation);
    }

    @Override
    public Outcome<Payment> capture(Capture request) {
        if (!takes(request.amount())) {
            return new Outcome.Rejected<>("amount");
        }
        if (!abilities.contains(Ability.PARTIAL_CAPTURE)) {
            Outcome<Payment> payment = fetch(request.reference());
            if (payment instanceof Outcome.Done<Payment> done
                    && done.value().held() != request.amount().minorUnits()) {
                return new Outcome.Rejected<>("amount");
            }
        }
        return ask(
                () -> house.capture(
                        request.operation(),
                        request.reference(),
                        units(request.amount()),
                        request.amount().currency()),
                HouseProvider::payment);
    }

    @Override
    public Outcome<Payment> release(String operation, String reference) {
        return ask(() -> house.release(operation, reference), HouseProvider::payment);
    }

    @Override
    public Outcome<Payment> refund(Refund request) {
        return abilities.contains(Ability.REFUND)
                ? ask(
                        () -> house.refund(
                                request.operation(),
                                request.reference(),
                                units(request.amount()),
                                request.amount().currency()),
                        HouseProvider::payment)
                : new Outcome.Rejected<>(NOT_SUPPORTED);
    }

    @Override
    public Outcome<Payment> fetch(String reference) {
        return ask(() -> house.fetch(reference), HouseProvider::payment);
    }

    @Override
    public Outcome<Optional<Payment>> find(String operation) {
        return ask(() -> new Outcome.Done<>(house.find(operation)), found -> found.map(HouseProvider::payment));
    }

    @Override
    public Outcome<Statement> reconcile(Instant from, Instant to, Optional<String> cursor) {
        if (!abilities.contains(Ability.RECONCILE)) {
            return PaymentProvider.super.reconcile(from, to, cursor);
        }
        int start = cursor.map(Integer::parseInt).orElse(0);
        return ask(() -> new Outcome.Done<>(house.list(from, to)), all -> page(all, start));
    }

    static Statement page(List<Account> all, int start) {
        int end = Math.min(start + House.PAGE, all.size());
        return new Statement(
                all.subList(start, end).stream().map(HouseProvider::line).toList(),
                end < all.size() ? Optional.of(Integer.toString(end)) : Optional.empty());
    }

    static Statement.Line line(Account account) {
        return new Statement.Line(
                payment(account),
                Optional.of(account.consultation()),
                Optional.of(account.operation()),
                account.created());
    }

    @Override
    public Webhook webhook(byte[] body, Map<String, List<String>> headers, Instant received) {
        return abilities.contains(Ability.WEBHOOKS)
                ? new HouseCalls.Judge().judge(body, headers, received)
                : PaymentProvider.super.webhook(body, headers, received);
    }

    @Override
    public Outcome<Probe> probe() {
        return ask(() -> new Outcome.Done<>("The House"), account -> new Probe(account, true));
    }

    @Override
    public ClientForm form() {
        return new ClientForm("export function mount() {}".getBytes(UTF_8), "{\"key\": [1, true, \"p\\u0042\"]}", "");
    }

    @Override
    public Optional<TestCards> testCards() {
        return Optional.of(new TestCards(
                House.GOOD,
                Map.of(
                        House.refusedCard(Decline.EXPIRED_CARD), Decline.EXPIRED_CARD,
                        House.refusedCard(Decline.GENERIC), Decline.GENERIC,
                        House.refusedCard(Decline.INSUFFICIENT_FUNDS), Decline.INSUFFICIENT_FUNDS,
                        House.refusedCard(Decline.LOST_OR_STOLEN), Decline.LOST_OR_STOLEN),
                Optional.of(new TestCards.Challenged(House.CHALLENGE, House.CONFIRM, House.REFUSE))));
    }

    @Override
    public String toString() {
        return "House";
    }

    boolean takes(Amount amount) {
        return capabilities(amount.currency())
                .filter(can -> can.takes(amount.minorUnits()))
                .isPresent();
    }

    /** What the service said, or what is known when it could not be heard. */
    final <A, T> Outcome<T> ask(Supplier<Outcome<A>> request, Function<A, T> translation) {
        try {
            Outcome<A> said = wire.send(request);
            if (said instanceof Outcome.Done<A> done) {
                return new Outcome.Done<>(translation.apply(done.value()));
            }
            return said instanceof Outcome.Declined<A> declined
                    ? new Outcome.Declined<>(declined.reason())
                    : new Outcome.Rejected<>(((Outcome.Rejected<A>) said).code());
        } catch (PretendWire.Broken e) {
            return switch (e.fault()) {
                case REFUSED, BUSY -> new Outcome.NotExecuted<>(e.fault().name());
                default -> new Outcome.Unknown<>(e.fault().name());
            };
        }
    }

    static Authorisation authorisation(Account account) {
        return switch (account.state()) {
            case SAVED -> new Authorisation.Saved(account.reference(), "visa", "4242");
            case CHALLENGE -> new Authorisation.Challenge(account.reference(), "{\"question\":\"Is it you?\"}");
            default ->
                new Authorisation.Held(
                        account.reference(),
                        new Amount(minor(account.held(), account.currency()), account.currency()),
                        "visa",
                        "4242",
                        account.until());
        };
    }

    static Payment payment(Account account) {
        return new Payment(
                account.reference(),
                account.state(),
                account.currency(),
                minor(account.held(), account.currency()),
                minor(account.captured(), account.currency()),
                minor(account.refunded(), account.currency()),
                "visa",
                "4242",
                account.until());
    }

    static BigDecimal units(Amount amount) {
        return BigDecimal.valueOf(amount.minorUnits(), decimals(amount.currency()));
    }

    static long minor(BigDecimal units, String currency) {
        return units.movePointRight(decimals(currency)).longValueExact();
    }

    private static int decimals(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }
}
