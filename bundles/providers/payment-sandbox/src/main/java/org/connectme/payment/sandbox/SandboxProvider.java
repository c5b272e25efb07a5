package org.connectme.payment.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.connectme.database.Database;
import org.connectme.payment.sandbox.Ledger.Given;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.ClientForm;
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
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The sandbox as a payment provider: a card service with its own books, and the faults its test cards ask for. */
@Component(configurationPid = "org.connectme.payment.sandbox")
@Designate(ocd = SandboxConfig.class)
public final class SandboxProvider implements PaymentProvider {

    private static final long LONGEST_LATENCY_MILLIS = 60_000;

    private static final Pattern REFERENCE = Pattern.compile("(pay|card)_[0-9a-f]{32}");
    private static final Pattern CURSOR = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CONSULTATION = Pattern.compile("\"([0-9a-f-]{36})\"");

    private static final Set<Ability> ABILITIES = Set.of(
            Ability.PARTIAL_CAPTURE,
            Ability.RAISE,
            Ability.SAVED_CARDS,
            Ability.REFUND,
            Ability.LOOKUP,
            Ability.RECONCILE);

    private final CardService service;
    private final Ledger ledger;
    private final Rules rules;
    private final Clock clock;
    private final Optional<Signature> signature;
    private final long latencyMillis;
    private final Descriptor descriptor;
    private final ClientForm form;

    @Activate
    public SandboxProvider(@Reference Database database, SandboxConfig config) {
        this(
                database,
                Clock.systemUTC(),
                Duration.ofSeconds(config.hold_seconds()),
                config.latency_millis(),
                version(),
                config.webhook_secret());
    }

    /** Without calls of its own. */
    public SandboxProvider(Database database, Clock clock, Duration holdWindow, long latencyMillis, String version) {
        this(database, clock, holdWindow, latencyMillis, version, "");
    }

    /** @param webhookSecret empty for none */
    public SandboxProvider(
            Database database,
            Clock clock,
            Duration holdWindow,
            long latencyMillis,
            String version,
            String webhookSecret) {
        this.clock = clock;
        this.ledger = new Ledger(database.open("sandbox", SandboxProvider.class), clock);
        this.signature = webhookSecret.isEmpty() ? Optional.empty() : Optional.of(new Signature(webhookSecret));
        this.rules = new Rules(holdWindow, abilities(signature.isPresent()));
        this.service = new CardService(ledger, rules, holdWindow);
        this.latencyMillis = Math.min(Math.max(latencyMillis, 0), LONGEST_LATENCY_MILLIS);
        byte[] module = module();
        // With the form's own hash: the address of a form that changed is new even where the bundle's version is not.
        String formVersion =
                version + "-" + Ledger.sha256(new String(module, UTF_8)).substring(0, 8);
        this.descriptor = new Descriptor("sandbox", formVersion, "Sandbox (test cards only)", true);
        this.form = new ClientForm(module, "{}", "");
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public Optional<Capabilities> capabilities(String currency) {
        return rules.capabilities(currency);
    }

    @Override
    public boolean serves(String reference) {
        return REFERENCE.matcher(reference).matches();
    }

    @Override
    public Outcome<Authorisation> authorise(Authorise request) {
        travel();
        return unlessLost(service.authorise(request));
    }

    @Override
    public Outcome<Authorisation> save(Save request) {
        travel();
        return unlessLost(service.save(request));
    }

    private Outcome<Authorisation> unlessLost(Given given) {
        Payment begun = given.answer().about();
        boolean lost = given.attempt() == 1
                && begun != null
                && ledger.scenario(begun.reference())
                        .filter(scenario -> scenario == Scenario.HOLD_UNKNOWN)
                        .isPresent();
        return lost ? new Outcome.Unknown<>("answer-lost") : given.answer().outcome(SandboxProvider::authorisation);
    }

    @Override
    public Outcome<Authorisation> resume(String operation, String reference, String answer) {
        travel();
        return service.resume(operation, reference, answer).answer().outcome(SandboxProvider::authorisation);
    }

    @Override
    public Outcome<Authorisation> raise(Raise request) {
        travel();
        return service.raise(request).answer().outcome(SandboxProvider::authorisation);
    }

    @Override
    public Outcome<Payment> capture(Capture request) {
        travel();
        Given given = service.capture(request);
        boolean lost = given.attempt() == 1
                && ledger.scenario(request.reference())
                        .filter(scenario -> scenario == Scenario.CAPTURE_UNKNOWN)
                        .isPresent();
        return lost ? new Outcome.Unknown<>("answer-lost") : given.answer().outcome(payment -> payment);
    }

    @Override
    public Outcome<Payment> release(String operation, String reference) {
        travel();
        return service.release(operation, reference).answer().outcome(payment -> payment);
    }

    @Override
    public Outcome<Payment> refund(Refund request) {
        travel();
        return service.refund(request).answer().outcome(payment -> payment);
    }

    @Override
    public Outcome<Payment> fetch(String reference) {
        travel();
        return ledger.fetch(reference)
                .<Outcome<Payment>>map(Outcome.Done::new)
                .orElseGet(() -> new Outcome.Rejected<>("no-such-payment"));
    }

    @Override
    public Outcome<Optional<Payment>> find(String operation) {
        travel();
        return new Outcome.Done<>(ledger.find(operation));
    }

    @Override
    public Outcome<Statement> reconcile(Instant from, Instant to, Optional<String> cursor) {
        travel();
        if (to.isAfter(clock.instant())) {
            return new Outcome.Rejected<>("not-in-the-past");
        }
        if (cursor.filter(text -> !CURSOR.matcher(text).matches()).isPresent()) {
            return new Outcome.Rejected<>("no-such-cursor");
        }
        return new Outcome.Done<>(
                ledger.statement(from, to, cursor.map(Long::parseLong).orElse(0L)));
    }

    /** Genuine ones are JSON that names consultations: {@code {"consultations":["…"]}}. */
    @Override
    public Webhook webhook(byte[] body, Map<String, List<String>> headers, Instant received) {
        if (signature.isEmpty()) {
            return new Webhook.Forged(NOT_SUPPORTED);
        }
        Optional<String> objection = signature.get().objection(body, headers, received);
        if (objection.isPresent()) {
            return new Webhook.Forged(objection.get());
        }
        Set<String> consultations = CONSULTATION
                .matcher(new String(body, UTF_8))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toUnmodifiableSet());
        return consultations.isEmpty() ? new Webhook.Nothing() : new Webhook.LookAgain(consultations);
    }

    @Override
    public Outcome<Probe> probe() {
        travel();
        // Its service is its books: this throws where they cannot be reached.
        ledger.find("probe");
        return new Outcome.Done<>(new Probe("Sandbox", true));
    }

    @Override
    public ClientForm form() {
        return form;
    }

    @Override
    public Optional<TestCards> testCards() {
        return Optional.of(new TestCards(
                testCard(Scenario.OK),
                Arrays.stream(Scenario.values())
                        .filter(scenario -> scenario.decline().isPresent() && !scenario.isChallenged())
                        .collect(Collectors.toUnmodifiableMap(
                                SandboxProvider::testCard,
                                scenario -> scenario.decline().orElseThrow())),
                Optional.of(new TestCards.Challenged(testCard(Scenario.CHALLENGE), "complete", "fail"))));
    }

    private static String testCard(Scenario scenario) {
        return "sbx_" + scenario.word() + "_visa_4242_0123456789abcdef";
    }

    private static Set<Ability> abilities(boolean calls) {
        return Stream.concat(ABILITIES.stream(), calls ? Stream.of(Ability.WEBHOOKS) : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Authorisation authorisation(Payment payment) {
        if (payment.state() == Payment.State.CHALLENGE) {
            String action = "{\"reference\":\"" + payment.reference() + "\",\"minorUnits\":" + payment.held()
                    + ",\"currency\":\"" + payment.currency() + "\",\"lastFour\":\"" + payment.cardLastFour() + "\"}";
            return new Authorisation.Challenge(payment.reference(), action);
        }
        if (payment.state() == Payment.State.SAVED) {
            return new Authorisation.Saved(payment.reference(), payment.cardBrand(), payment.cardLastFour());
        }
        return new Authorisation.Held(
                payment.reference(),
                new Amount(payment.held(), payment.currency()),
                payment.cardBrand(),
                payment.cardLastFour(),
                payment.heldUntil());
    }

    /** The way to a real service and back takes time; configured, so that a test sees what it does to pages. */
    private void travel() {
        if (latencyMillis == 0) {
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(latencyMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted on the way to the sandbox", e);
        }
    }

    private static byte[] module() {
        try (InputStream module = SandboxProvider.class.getResourceAsStream("/form/sandbox-form.js")) {
            if (module == null) {
                throw new IllegalStateException("The bundle lacks its card form");
            }
            return module.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version() {
        return FrameworkUtil.getBundle(SandboxProvider.class).getVersion().toString();
    }
}
