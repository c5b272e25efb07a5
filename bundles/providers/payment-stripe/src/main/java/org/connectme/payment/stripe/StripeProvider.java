package org.connectme.payment.stripe;

import com.stripe.model.Account;
import com.stripe.model.Balance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.connectme.payment.spi.Ability;
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

/**
 * Stripe. A hold is a PaymentIntent with manual capture, a saved card a SetupIntent with a customer of its own; their ids
 * are the references. Keeps no state: metadata carries our consultation and operation.
 */
final class StripeProvider implements PaymentProvider {

    /** Metadata: our reference. */
    static final String CONSULTATION = "consultation";

    /** Metadata: the key of what made it. */
    static final String OPERATION = "operation";

    /** Stripe keeps keys for at least 24 hours (docs.stripe.com/api/idempotent_requests). */
    private static final Duration KEY_WINDOW = Duration.ofHours(24);

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{1,200}");
    private static final Pattern HOLD = Pattern.compile("pi_\\w{1,190}");
    private static final Pattern CARD = Pattern.compile("seti_\\w{1,190}");
    private static final Pattern METHOD = Pattern.compile("(pm|ctoken)_\\w{1,190}");

    private final Settings settings;
    private final Currencies currencies;
    private final Split split;
    private final Calls calls;
    private final Api api;
    private final Holds holds;
    private final SavedCards savedCards;
    private final Books books;
    private final ClientForm form;
    private final Descriptor descriptor;
    private final Optional<PaymentProvider> rehearsal;

    StripeProvider(Settings settings, Clock clock, Transport transport, String bundleVersion) {
        this.settings = settings;
        this.currencies = new Currencies(settings.minimums());
        this.split = new Split(settings);
        this.calls = new Calls(settings.webhookSecrets());
        this.api = new Api(settings, transport);
        this.books = new Books(api, clock);
        this.holds = new Holds(api, books, split, settings, clock);
        this.savedCards = new SavedCards(api, books, split);
        this.form = Form.of(settings);
        this.descriptor = new Descriptor(
                "stripe",
                Form.version(bundleVersion, form),
                settings.test() ? "Stripe (test)" : "Stripe",
                settings.test());
        this.rehearsal = settings.rehearsal().map(test -> new StripeProvider(test, clock, transport, bundleVersion));
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public Optional<Capabilities> capabilities(String currency) {
        return currencies
                .range(currency)
                .map(range -> new Capabilities(
                        range.minimum(),
                        range.maximum(),
                        range.quantum(),
                        Cards.SHORTEST_HOLD,
                        KEY_WINDOW,
                        abilities()));
    }

    private Set<Ability> abilities() {
        Set<Ability> abilities = EnumSet.of(
                Ability.PARTIAL_CAPTURE, Ability.SAVED_CARDS, Ability.REFUND, Ability.LOOKUP, Ability.RECONCILE);
        if (settings.raise()) {
            abilities.add(Ability.RAISE);
        }
        if (calls.areHeard()) {
            abilities.add(Ability.WEBHOOKS);
        }
        if (split.isUsed()) {
            abilities.add(Ability.SPLIT);
        }
        return abilities;
    }

    @Override
    public boolean serves(String reference) {
        return isHold(reference) || isCard(reference);
    }

    @Override
    public Outcome<Authorisation> authorise(Authorise request) {
        Optional<String> objection = objection(request.operation())
                .or(() ->
                        objection(request.amount().currency(), request.amount().minorUnits()));
        if (objection.isPresent()) {
            return new Outcome.Rejected<>(objection.get());
        }
        long quantum = quantum(request.amount().currency());
        if (isCard(request.method())) {
            return Api.then(
                    Api.beforehand(savedCards.usable(request.method())),
                    card -> holds.authorise(request, card, quantum));
        }
        return METHOD.matcher(request.method()).matches()
                ? holds.authorise(request, Holds.Card.entered(request.method()), quantum)
                : new Outcome.Rejected<>("no-such-method");
    }

    @Override
    public Outcome<Authorisation> save(Save request) {
        Optional<String> objection = objection(request.operation());
        if (objection.isPresent()) {
            return new Outcome.Rejected<>(objection.get());
        }
        return METHOD.matcher(request.method()).matches()
                ? savedCards.save(request)
                : new Outcome.Rejected<>("no-such-method");
    }

    @Override
    public Outcome<Authorisation> resume(String operation, String reference, String answer) {
        Optional<String> objection = objection(operation);
        if (objection.isPresent()) {
            return new Outcome.Rejected<>(objection.get());
        }
        if (isCard(reference)) {
            return savedCards.resume(operation, reference, answer);
        }
        return isHold(reference)
                ? holds.resume(operation, reference, answer)
                : new Outcome.Rejected<>("no-such-payment");
    }

    @Override
    public Outcome<Authorisation> raise(Raise request) {
        if (!settings.raise()) {
            return new Outcome.Rejected<>(NOT_SUPPORTED);
        }
        Optional<String> objection = objection(request.operation())
                .or(() -> objection(request.total().currency(), request.total().minorUnits()))
                .or(() -> objectionToHold(request.reference()));
        return objection.isPresent() ? new Outcome.Rejected<>(objection.get()) : holds.raise(request);
    }

    @Override
    public Outcome<Payment> capture(Capture request) {
        Optional<String> objection = objection(request.operation())
                .or(() ->
                        objection(request.amount().currency(), request.amount().minorUnits()))
                .or(() -> objectionToHold(request.reference()));
        return objection.isPresent()
                ? new Outcome.Rejected<>(objection.get())
                : holds.capture(request, quantum(request.amount().currency()));
    }

    @Override
    public Outcome<Payment> release(String operation, String reference) {
        Optional<String> objection = objection(operation);
        if (objection.isPresent()) {
            return new Outcome.Rejected<>(objection.get());
        }
        if (isCard(reference)) {
            return savedCards.release(operation, reference);
        }
        return isHold(reference) ? holds.release(operation, reference) : new Outcome.Rejected<>("no-such-payment");
    }

    @Override
    public Outcome<Payment> refund(Refund request) {
        // A refund may be smaller than the smallest charge.
        Optional<String> objection = objection(request.operation()).or(() -> objectionToHold(request.reference()));
        return objection.isPresent() ? new Outcome.Rejected<>(objection.get()) : holds.refund(request);
    }

    @Override
    public Outcome<Payment> fetch(String reference) {
        if (isCard(reference)) {
            return savedCards.fetch(reference);
        }
        return isHold(reference) ? holds.fetch(reference) : new Outcome.Rejected<>("no-such-payment");
    }

    @Override
    public Outcome<Optional<Payment>> find(String operation) {
        if (!KEY.matcher(operation).matches()) {
            return new Outcome.Done<>(Optional.empty());
        }
        return Api.then(
                books.locate(operation),
                found -> found.isEmpty()
                        ? new Outcome.Done<>(Optional.empty())
                        : Api.then(fetch(found.get()), payment -> new Outcome.Done<>(Optional.of(payment))));
    }

    @Override
    public Outcome<Statement> reconcile(Instant from, Instant to, Optional<String> cursor) {
        return books.page(from, to, cursor);
    }

    @Override
    public Webhook webhook(byte[] body, Map<String, List<String>> headers, Instant received) {
        return calls.areHeard() ? calls.judge(body, headers, received) : new Webhook.Forged(NOT_SUPPORTED);
    }

    @Override
    public Outcome<Probe> probe() {
        // The account itself does not say which of its two modes the key is for.
        Outcome<Balance> balance = api.ask(stripe -> stripe.balance().retrieve());
        return Api.then(balance, mode -> {
            boolean test = !Boolean.TRUE.equals(mode.getLivemode());
            return test == settings.test() ? account(test) : new Outcome.Rejected<>("other-mode-than-the-key-says");
        });
    }

    private Outcome<Probe> account(boolean test) {
        Outcome<Account> account = api.ask(stripe -> stripe.accounts().retrieveCurrent());
        if (account instanceof Outcome.NotExecuted<Account> refused
                && refused.code().equals("http-403")) {
            // A restricted key need not be allowed to see it.
            return new Outcome.Done<>(new Probe("Stripe", test));
        }
        return Api.then(
                account,
                known -> known.getId() == null || !Boolean.TRUE.equals(known.getChargesEnabled())
                        ? new Outcome.Rejected<>("charges-not-enabled")
                        : new Outcome.Done<>(new Probe(known.getId(), test)));
    }

    @Override
    public ClientForm form() {
        return form;
    }

    @Override
    public Optional<PaymentProvider> rehearsal() {
        return rehearsal;
    }

    /** docs.stripe.com/testing; a challenge needs somebody who answers it in a page. */
    @Override
    public Optional<TestCards> testCards() {
        return settings.test()
                ? Optional.of(new TestCards(
                        "pm_card_visa",
                        Map.of(
                                "pm_card_visa_chargeDeclined", Decline.GENERIC,
                                "pm_card_visa_chargeDeclinedInsufficientFunds", Decline.INSUFFICIENT_FUNDS,
                                "pm_card_visa_chargeDeclinedLostCard", Decline.LOST_OR_STOLEN,
                                "pm_card_visa_chargeDeclinedStolenCard", Decline.LOST_OR_STOLEN,
                                "pm_card_chargeDeclinedExpiredCard", Decline.EXPIRED_CARD,
                                "pm_card_chargeDeclinedIncorrectCvc", Decline.WRONG_SECURITY_CODE,
                                "pm_card_chargeDeclinedProcessingError", Decline.PROCESSING_ERROR),
                        Optional.empty()))
                : Optional.empty();
    }

    private static boolean isHold(String reference) {
        return HOLD.matcher(reference).matches();
    }

    private static boolean isCard(String reference) {
        return CARD.matcher(reference).matches();
    }

    private static Optional<String> objection(String operation) {
        return KEY.matcher(operation).matches() ? Optional.empty() : Optional.of("no-such-operation");
    }

    private static Optional<String> objectionToHold(String reference) {
        return isHold(reference) ? Optional.empty() : Optional.of("no-such-payment");
    }

    private Optional<String> objection(String currency, long minorUnits) {
        Optional<Currencies.Range> range = currencies.range(currency);
        if (range.isEmpty()) {
            return Optional.of("currency-not-supported");
        }
        if (minorUnits < range.get().minimum()) {
            return Optional.of("amount-too-small");
        }
        if (minorUnits > range.get().maximum()) {
            return Optional.of("amount-too-large");
        }
        return minorUnits % range.get().quantum() == 0 ? Optional.empty() : Optional.of("amount-not-a-multiple");
    }

    private long quantum(String currency) {
        return currencies.range(currency).map(Currencies.Range::quantum).orElse(1L);
    }

    @Override
    public String toString() {
        return "Stripe " + descriptor.version();
    }
}
