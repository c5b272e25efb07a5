package ${package};

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
import org.connectme.payment.spi.Refund;
import org.connectme.payment.spi.TestCards;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** ${providerName} as a payment provider. Keeps nothing: another instance can go on with what this one began. */
@Component(service = PaymentProvider.class)
public final class PluginProvider implements PaymentProvider {

    private static final Descriptor DESCRIPTOR =
            new Descriptor("${providerId}", "${version}", "${providerName} (pretended)", true);

    /** What the service can do; the server never asks for more. */
    private static final Set<Ability> ABILITIES = Set.of(Ability.PARTIAL_CAPTURE, Ability.REFUND, Ability.LOOKUP);

    private static final Map<String, Capabilities> CURRENCIES = Map.of(
            "EUR", new Capabilities(50, 99_999_999, 1, PretendService.HOLD_WINDOW, Duration.ofDays(1), ABILITIES),
            "USD", new Capabilities(50, 99_999_999, 1, PretendService.HOLD_WINDOW, Duration.ofDays(1), ABILITIES),
            "JPY", new Capabilities(50, 99_999_999, 1, PretendService.HOLD_WINDOW, Duration.ofDays(1), ABILITIES));

    private final PretendService service;
    private final ClientForm form = new ClientForm(module(), "{}", "");

    @Activate
    public PluginProvider() {
        this(PretendService.ONLY);
    }

    PluginProvider(PretendService service) {
        this.service = service;
    }

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<Capabilities> capabilities(String currency) {
        return Optional.ofNullable(CURRENCIES.get(currency));
    }

    @Override
    public Outcome<Authorisation> authorise(Authorise request) {
        return takes(request.amount())
                ? told(() -> service.authorise(request), PluginProvider::authorisation)
                : new Outcome.Rejected<>("amount");
    }

    @Override
    public Outcome<Authorisation> resume(String operation, String reference, String answer) {
        return told(() -> service.resume(operation, reference, answer), PluginProvider::authorisation);
    }

    @Override
    public Outcome<Payment> capture(Capture request) {
        return takes(request.amount())
                ? told(() -> service.capture(request), Function.identity())
                : new Outcome.Rejected<>("amount");
    }

    @Override
    public Outcome<Payment> release(String operation, String reference) {
        return told(() -> service.release(operation, reference), Function.identity());
    }

    @Override
    public Outcome<Payment> refund(Refund request) {
        return told(() -> service.refund(request), Function.identity());
    }

    @Override
    public Outcome<Payment> fetch(String reference) {
        return told(() -> service.fetch(reference), Function.identity());
    }

    @Override
    public Outcome<Optional<Payment>> find(String operation) {
        return told(() -> new Outcome.Done<>(service.find(operation)), Function.identity());
    }

    @Override
    public Outcome<Probe> probe() {
        return told(() -> new Outcome.Done<>(service.account()), account -> new Probe(account, true));
    }

    @Override
    public ClientForm form() {
        return form;
    }

    @Override
    public Optional<TestCards> testCards() {
        return Optional.of(new TestCards(
                PretendService.GOOD,
                Map.of(
                        PretendService.DECLINED, Decline.GENERIC,
                        PretendService.NO_FUNDS, Decline.INSUFFICIENT_FUNDS),
                Optional.of(new TestCards.Challenged(
                        PretendService.CHALLENGED, PretendService.CONFIRM, PretendService.REFUSE))));
    }

    private boolean takes(Amount amount) {
        return capabilities(amount.currency())
                .filter(can -> can.takes(amount.minorUnits()))
                .isPresent();
    }

    /** What the service said; or, where it could not be heard, whether it certainly did nothing. */
    private static <A, T> Outcome<T> told(Question<A> question, Function<A, T> translation) {
        try {
            Outcome<A> answer = question.ask();
            if (answer instanceof Outcome.Done<A> done) {
                return new Outcome.Done<>(translation.apply(done.value()));
            }
            return answer instanceof Outcome.Declined<A> declined
                    ? new Outcome.Declined<>(declined.reason())
                    : new Outcome.Rejected<>(((Outcome.Rejected<A>) answer).code());
        } catch (PretendService.NotReached e) {
            return new Outcome.NotExecuted<>("not-reached");
        } catch (PretendService.NotHeard e) {
            return new Outcome.Unknown<>("not-heard");
        }
    }

    private interface Question<A> {
        Outcome<A> ask() throws PretendService.NotReached, PretendService.NotHeard;
    }

    private static Authorisation authorisation(Payment payment) {
        return payment.state() == Payment.State.CHALLENGE
                ? new Authorisation.Challenge(payment.reference(), "{\"lastFour\":\"" + payment.cardLastFour() + "\"}")
                : new Authorisation.Held(
                        payment.reference(),
                        new Amount(payment.held(), payment.currency()),
                        payment.cardBrand(),
                        payment.cardLastFour(),
                        payment.heldUntil());
    }

    private static byte[] module() {
        try (InputStream module = PluginProvider.class.getResourceAsStream("/form/form.js")) {
            if (module == null) {
                throw new IllegalStateException("The bundle lacks its card form");
            }
            return module.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
