package org.connectme.payment.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.connectme.database.Database;
import org.connectme.payment.sandbox.Ledger.Given;
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
import org.connectme.payment.spi.Refund;
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

    private final CardService service;
    private final Ledger ledger;
    private final Rules rules;
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
                version());
    }

    public SandboxProvider(Database database, Clock clock, Duration holdWindow, long latencyMillis, String version) {
        this.ledger = new Ledger(database.open("sandbox", SandboxProvider.class), clock);
        this.rules = new Rules(holdWindow);
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
    public Outcome<Authorisation> authorise(Authorise request) {
        travel();
        Given given = service.authorise(request);
        boolean lost = given.attempt() == 1
                && Method.parse(request.method())
                        .filter(method -> method.scenario() == Scenario.HOLD_UNKNOWN)
                        .isPresent();
        return lost ? new Outcome.Unknown<>("answer-lost") : given.answer().outcome(SandboxProvider::authorisation);
    }

    @Override
    public Outcome<Authorisation> resume(String operation, String reference, String answer) {
        travel();
        return service.resume(operation, reference, answer).answer().outcome(SandboxProvider::authorisation);
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
    public ClientForm form() {
        return form;
    }

    private static Authorisation authorisation(Payment payment) {
        if (payment.state() == Payment.State.CHALLENGE) {
            String action = "{\"reference\":\"" + payment.reference() + "\",\"minorUnits\":" + payment.held()
                    + ",\"currency\":\"" + payment.currency() + "\",\"lastFour\":\"" + payment.cardLastFour() + "\"}";
            return new Authorisation.Challenge(payment.reference(), action);
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
