package org.connectme.plugin.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Refund;
import org.connectme.payment.spi.TestCards;
import org.connectme.plugin.tck.Wire.Fault;
import org.connectme.plugin.tck.shared.Workbench;

/** One case's provider, and the words in which cases speak to it. */
final class Bench extends Workbench {

    /** So many share one currency's {@link #amount}. */
    static final int PARTS = 16;

    private final Subject subject;
    private final PaymentProvider provider;

    Bench(Subject subject) {
        this.subject = subject;
        this.provider = subject.provider();
    }

    @Override
    public void close() throws Exception {
        super.close();
        subject.close();
    }

    Subject subject() {
        return subject;
    }

    PaymentProvider provider() {
        return provider;
    }

    TestCards cards() {
        return subject.cards();
    }

    // What a case needs

    Capabilities can() {
        return can(subject.currency());
    }

    Capabilities can(String currency) {
        return provider.capabilities(currency)
                .orElseThrow(() -> new AssertionError("The provider does not take " + currency));
    }

    void needs(Ability ability) {
        assumeTrue(can().can(ability), ability + ": the provider does not name this ability");
    }

    void lacks(Ability ability) {
        assumeTrue(!can().can(ability), "without " + ability + ": the provider names this ability");
    }

    TestCards.Challenged challenge() {
        Optional<TestCards.Challenged> challenge = cards().challenge();
        assumeTrue(challenge.isPresent(), "challenge: no test card asks for one");
        return challenge.orElseThrow();
    }

    Time time() {
        assumeTrue(subject.time().isPresent(), "time: the subject cannot advance the service's clock");
        return subject.time().orElseThrow();
    }

    Books books() {
        assumeTrue(subject.books().isPresent(), "books: the subject cannot read the service's books");
        return subject.books().orElseThrow();
    }

    Shares shares() {
        needs(Ability.SPLIT);
        assumeTrue(subject.shares().isPresent(), "shares: the subject cannot tell what was paid out");
        return subject.shares().orElseThrow();
    }

    String raiseRefused() {
        needs(Ability.RAISE);
        assumeTrue(subject.raiseRefused().isPresent(), "raiseRefused: the subject has no card that is not raised");
        return subject.raiseRefused().orElseThrow();
    }

    Calls calls() {
        needs(Ability.WEBHOOKS);
        assumeTrue(subject.calls().isPresent(), "calls: the subject cannot call as the service does");
        return subject.calls().orElseThrow();
    }

    Wire wire(Fault fault) {
        assumeTrue(
                subject.wire().filter(wire -> wire.faults().contains(fault)).isPresent(),
                "wire: the subject cannot make the fault " + fault);
        return subject.wire().orElseThrow();
    }

    /** A currency that the provider takes and that has so many decimals, by ISO 4217. */
    String currencyWith(int decimals) {
        Optional<String> currency = currencies()
                .filter(code -> Currency.getInstance(code).getDefaultFractionDigits() == decimals)
                .findFirst();
        assumeTrue(currency.isPresent(), "currency: the provider takes none with " + decimals + " decimals");
        return currency.orElseThrow();
    }

    /** The currencies that the provider takes, the well-known ones first. */
    Stream<String> currencies() {
        return Stream.concat(
                        Stream.of(subject.currency(), "EUR", "USD", "JPY", "KRW", "KWD", "BHD"),
                        Currency.getAvailableCurrencies().stream()
                                .map(Currency::getCurrencyCode)
                                .sorted())
                .distinct()
                .filter(code -> provider.capabilities(code).isPresent());
    }

    // Requests

    /**
     * An idempotency key: the same word gives the same in one case, another in the next.
     *
     * @param word of {@code [A-Za-z0-9-]}
     */
    String key(String word) {
        return "tck-" + run() + "-" + word;
    }

    /** The id of a consultation or a consultant: the same word gives the same in one case, another in the next. */
    String id(String word) {
        return UUID.nameUUIDFromBytes(key(word).getBytes(UTF_8)).toString();
    }

    String consultation() {
        return id("consultation");
    }

    String seller() {
        return id("seller");
    }

    /** The smallest amount that can be charged and leaves room beneath a hold of {@link #PARTS} of it. */
    Amount part(String currency) {
        Capabilities can = can(currency);
        long atLeast = Math.max(can.minimum(), 100);
        return new Amount((atLeast + can.quantum() - 1) / can.quantum() * can.quantum(), currency);
    }

    Amount part() {
        return part(subject.currency());
    }

    Amount parts(int count) {
        return new Amount(part().minorUnits() * count, subject.currency());
    }

    Amount amount() {
        return parts(PARTS);
    }

    Amount more(Amount amount) {
        return new Amount(amount.minorUnits() + can(amount.currency()).quantum(), amount.currency());
    }

    Authorise request(String word, Amount amount, String method) {
        return new Authorise(
                key(word),
                consultation(),
                seller(),
                amount,
                method,
                "CONNECTME CONSULTATION",
                Optional.of("ada@customer.example"),
                true);
    }

    Authorise request(String word) {
        return request(word, amount(), cards().good());
    }

    Held hold() {
        return held(provider.authorise(request("hold")));
    }

    Held hold(Amount amount) {
        return held(provider.authorise(request("hold", amount, cards().good())));
    }

    Outcome<Payment> capture(String word, Authorisation hold, Amount amount) {
        return provider.capture(new Capture(key(word), hold.reference(), amount));
    }

    Held captured(Amount amount) {
        Held held = hold();
        done(capture("capture", held, amount));
        return held;
    }

    Outcome<Payment> release(String word, Authorisation hold) {
        return provider.release(key(word), hold.reference());
    }

    Outcome<Payment> refund(String word, Authorisation hold, Amount amount) {
        return provider.refund(new Refund(key(word), hold.reference(), amount));
    }

    Payment fetch(Authorisation hold) {
        return done(subject.provider().fetch(hold.reference()));
    }

    // Answers

    static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T> done) {
            return done.value();
        }
        return fail("Expected Done, but it was " + outcome);
    }

    static Held held(Outcome<Authorisation> outcome) {
        Authorisation authorisation = done(outcome);
        if (authorisation instanceof Held held) {
            return held;
        }
        return fail("Expected a hold, but it was " + authorisation);
    }

    static void rejected(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    }

    /** What the host hears: a provider that breaks is Unknown. For calls on a disturbed wire only. */
    static <T> Outcome<T> hear(Callable<Outcome<T>> call) {
        try {
            return call.call();
        } catch (Exception e) {
            return new Outcome.Unknown<>("threw");
        }
    }

    /** At most one payment stands in the service's books, as far as they can be read. */
    void heldOnce() {
        subject.books()
                .ifPresent(books -> assertThat(books.of(consultation()))
                        .as("payments in the service's books")
                        .hasSize(1));
    }

    // The service's time

    /** By the service's clock, down to a whole second: some count in nothing smaller. */
    Instant second() {
        return subject.time().map(Time::now).orElseGet(Instant::now).truncatedTo(ChronoUnit.SECONDS);
    }

    /** A whole second that lies after everything until now, and is past. */
    Instant nextSecond() {
        Instant next = second().plusSeconds(1);
        Optional<Time> time = subject.time();
        if (time.isPresent()) {
            time.get().pass(Duration.ofSeconds(2));
        } else {
            until(() -> Instant.now().isAfter(next), "a second has passed");
        }
        return next;
    }
}
