package org.connectme.payment.stripe;

import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentIncrementAuthorizationParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.Raise;

/** Holds and what becomes of them: PaymentIntents with manual capture. */
final class Holds {

    /** Metadata: what the operation was, so that the same key with anything else is known as such. */
    static final String REQUEST = "request";

    /** Metadata: the operation that captured. */
    private static final String CAPTURED_BY = "captured_by";

    private static final String CHARGE = "latest_charge";
    private static final Set<String> FAILED = Set.of("failed", "canceled");

    private final Api api;
    private final Books books;
    private final Split split;
    private final Settings settings;
    private final Clock clock;

    Holds(Api api, Books books, Split split, Settings settings, Clock clock) {
        this.api = api;
        this.books = books;
        this.split = split;
        this.settings = settings;
        this.clock = clock;
    }

    /** A card to hold on: as just entered, or a customer's saved one. */
    record Card(String method, Optional<String> customer) {

        static Card entered(String method) {
            return new Card(method, Optional.empty());
        }
    }

    Outcome<Authorisation> authorise(Authorise request, Card card, long quantum) {
        PaymentIntentCreateParams params = params(request, card, quantum);
        Outcome<PaymentIntent> made =
                api.ask(stripe -> Cards.sound(stripe.paymentIntents().create(params, Api.once(request.operation()))));
        Outcome<Authorisation> outcome = Api.then(settled(made, request), Cards::authorisation);
        boolean asks =
                outcome instanceof Outcome.Done<Authorisation> done && done.value() instanceof Authorisation.Challenge;
        return asks && !request.customerPresent() ? new Outcome.Declined<>(Decline.AUTHENTICATION_REQUIRED) : outcome;
    }

    private PaymentIntentCreateParams params(Authorise request, Card card, long quantum) {
        PaymentIntentCreateParams.Builder params = PaymentIntentCreateParams.builder()
                .setAmount(request.amount().minorUnits())
                .setCurrency(request.amount().currency().toLowerCase(Locale.ROOT))
                .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
                .setConfirm(true)
                .addPaymentMethodType("card")
                .putMetadata(StripeProvider.CONSULTATION, request.consultation())
                .putMetadata(StripeProvider.OPERATION, request.operation())
                .putMetadata(REQUEST, fingerprint(request))
                .addExpand(CHARGE)
                .addExpand("payment_method");
        if (card.method().startsWith("ctoken_")) {
            params.setConfirmationToken(card.method());
        } else {
            params.setPaymentMethod(card.method());
        }
        card.customer().ifPresent(params::setCustomer);
        if (!request.customerPresent()) {
            params.setOffSession(true);
        } else if (!card.method().startsWith("ctoken_")) {
            params.setUseStripeSdk(true);
        }
        request.receiptEmail().ifPresent(params::setReceiptEmail);
        statement(request.description()).ifPresent(params::setStatementDescriptorSuffix);
        if (settings.raise()) {
            params.setPaymentMethodOptions(PaymentIntentCreateParams.PaymentMethodOptions.builder()
                    .setCard(PaymentIntentCreateParams.PaymentMethodOptions.Card.builder()
                            .setRequestIncrementalAuthorization(
                                    PaymentIntentCreateParams.PaymentMethodOptions.Card.RequestIncrementalAuthorization
                                            .IF_AVAILABLE)
                            .build())
                    .build());
        }
        split.describe(params, request.seller(), request.amount().minorUnits(), quantum);
        return params.build();
    }

    /** Prefix, star, space and this have 22 characters in all, and this must have a letter. */
    private Optional<String> statement(String description) {
        String text = description
                .substring(0, Math.min(description.length(), settings.statementLength()))
                .strip();
        return Optional.of(text).filter(suffix -> suffix.matches(".*[A-Z].*"));
    }

    private static String fingerprint(Authorise request) {
        return Form.hash(String.join(
                        "\n",
                        request.consultation(),
                        request.seller(),
                        request.amount().toString(),
                        request.method(),
                        request.description(),
                        request.receiptEmail().orElse(""),
                        String.valueOf(request.customerPresent())))
                .substring(0, 32);
    }

    /**
     * Where the key alone no longer tells: it was used with other parameters, perhaps only because the configuration or
     * this bundle's version is another by now; or Stripe only repeats that it failed. Then what the key has made tells.
     */
    private Outcome<PaymentIntent> settled(Outcome<PaymentIntent> made, Authorise request) {
        boolean otherParameters = Api.isRejected(made, Api.OTHER_PARAMETERS);
        if (!otherParameters && !Api.isRecordedFailure(made)) {
            return made;
        }
        Outcome<Optional<String>> located = books.locate(request.operation());
        if (!(located instanceof Outcome.Done<Optional<String>> done)) {
            return new Outcome.Unknown<>(Api.RECORDED_FAILURE);
        }
        if (done.value().isEmpty()) {
            return new Outcome.Rejected<>(otherParameters ? Api.OTHER_PARAMETERS : Api.RECORDED_FAILURE);
        }
        if (!done.value().get().startsWith("pi_")) {
            return new Outcome.Rejected<>(Api.OTHER_PARAMETERS);
        }
        Outcome<PaymentIntent> found = get(done.value().get());
        return found instanceof Outcome.Done<PaymentIntent> intent
                        && !fingerprint(request).equals(metadata(intent.value(), REQUEST))
                ? new Outcome.Rejected<>(Api.OTHER_PARAMETERS)
                : unknownIfNotDone(found);
    }

    private static <T> Outcome<T> unknownIfNotDone(Outcome<T> found) {
        return found instanceof Outcome.Done<T> ? found : new Outcome.Unknown<>(Api.RECORDED_FAILURE);
    }

    /**
     * The card form's answer is only noted; what happened stands with the payment. Who comes back without having
     * confirmed has given up, and then nothing may be held later.
     */
    Outcome<Authorisation> resume(String operation, String reference, String answer) {
        PaymentIntentUpdateParams params = PaymentIntentUpdateParams.builder()
                .putMetadata("resumed_by", operation)
                .putMetadata("answer", Form.hash(answer).substring(0, 16))
                .addExpand(CHARGE)
                .build();
        Outcome<PaymentIntent> asked = again(
                operation,
                key -> api.ask(
                        stripe -> Cards.sound(stripe.paymentIntents().update(reference, params, Api.once(key)))));
        return Api.then(asked, intent -> switch (intent.getStatus()) {
            case "requires_action", "requires_confirmation" -> givenUp(operation, reference);
            case "processing" -> Api.then(get(reference), Cards::authorisation);
            default -> Cards.authorisation(intent);
        });
    }

    private Outcome<Authorisation> givenUp(String operation, String reference) {
        Outcome<PaymentIntent> cancelled = cancel(operation + "-cancel", reference);
        if (cancelled instanceof Outcome.Done<PaymentIntent>) {
            return new Outcome.Declined<>(Decline.AUTHENTICATION_FAILED);
        }
        // It may have been confirmed in this very moment.
        return Api.isRejected(cancelled, Api.WRONG_STATE)
                ? Api.then(get(reference), Cards::authorisation)
                : Api.then(cancelled, Cards::authorisation);
    }

    Outcome<Authorisation> raise(Raise request) {
        return Api.then(known(request.reference(), request.total()), intent -> {
            PaymentIntentIncrementAuthorizationParams params = PaymentIntentIncrementAuthorizationParams.builder()
                    .setAmount(request.total().minorUnits())
                    .addExpand(CHARGE)
                    .build();
            Function<String, Outcome<PaymentIntent>> send = key -> api.ask(stripe -> Cards.sound(
                    stripe.paymentIntents().incrementAuthorization(request.reference(), params, Api.once(key))));
            Outcome<PaymentIntent> raised = send.apply(request.operation());
            if (Api.isRecordedFailure(raised)) {
                // The total may stand all the same, and then Stripe would refuse it as no raise.
                raised = Api.then(
                        get(request.reference()),
                        now -> params.getAmount().equals(now.getAmount())
                                ? new Outcome.Done<>(now)
                                : send.apply(later(request.operation())));
            }
            return Api.then(raised, Cards::authorisation);
        });
    }

    Outcome<Payment> capture(Capture request, long quantum) {
        return Api.then(known(request.reference(), request.amount()), intent -> {
            PaymentIntentCaptureParams.Builder params = PaymentIntentCaptureParams.builder()
                    .setAmountToCapture(request.amount().minorUnits())
                    .putMetadata(CAPTURED_BY, request.operation())
                    .addExpand(CHARGE);
            Split.feeOfCapture(intent, request.amount().minorUnits(), quantum)
                    .ifPresent(params::setApplicationFeeAmount);
            Outcome<PaymentIntent> captured = again(
                    request.operation(),
                    key -> api.ask(stripe -> Cards.sound(
                            stripe.paymentIntents().capture(request.reference(), params.build(), Api.once(key)))));
            return Api.isRejected(captured, Api.WRONG_STATE)
                    ? capturedBefore(request)
                    : Api.then(captured, Holds::payment);
        });
    }

    /** Also when Stripe has forgotten the key: a capture by this operation is this operation's. */
    private Outcome<Payment> capturedBefore(Capture request) {
        return Api.then(get(request.reference()), intent -> {
            boolean ours = request.operation().equals(metadata(intent, CAPTURED_BY))
                    && "succeeded".equals(intent.getStatus())
                    && Long.valueOf(request.amount().minorUnits()).equals(intent.getAmountReceived());
            return ours ? payment(intent) : new Outcome.Rejected<>(Api.WRONG_STATE);
        });
    }

    Outcome<Payment> release(String operation, String reference) {
        Outcome<PaymentIntent> cancelled = cancel(operation, reference);
        if (!Api.isRejected(cancelled, Api.WRONG_STATE)) {
            return Api.then(cancelled, Holds::payment);
        }
        return Api.then(
                fetch(reference),
                payment -> Set.of(State.RELEASED, State.EXPIRED).contains(payment.state())
                        ? new Outcome.Done<>(payment)
                        : new Outcome.Rejected<>(Api.WRONG_STATE));
    }

    private Outcome<PaymentIntent> cancel(String operation, String reference) {
        PaymentIntentCancelParams params =
                PaymentIntentCancelParams.builder().addExpand(CHARGE).build();
        return again(
                operation,
                key -> api.ask(
                        stripe -> Cards.sound(stripe.paymentIntents().cancel(reference, params, Api.once(key)))));
    }

    Outcome<Payment> refund(org.connectme.payment.spi.Refund request) {
        return Api.then(known(request.reference(), request.amount()), intent -> {
            if (!"succeeded".equals(intent.getStatus())) {
                return new Outcome.Rejected<>("not-captured");
            }
            Outcome<Refund> refunded = api.ask(stripe ->
                    Cards.sound(stripe.refunds().create(refundParams(request, intent), Api.once(request.operation()))));
            if (Api.isRecordedFailure(refunded)) {
                refunded = refundBy(request);
            }
            return Api.then(
                    refunded,
                    refund -> FAILED.contains(refund.getStatus())
                            ? new Outcome.Rejected<>("refund-failed")
                            : refundedPayment(request.reference(), refund));
        });
    }

    private static RefundCreateParams refundParams(org.connectme.payment.spi.Refund request, PaymentIntent intent) {
        RefundCreateParams.Builder params = RefundCreateParams.builder()
                .setPaymentIntent(intent.getId())
                .setAmount(request.amount().minorUnits())
                .putMetadata(StripeProvider.OPERATION, request.operation())
                .addExpand("payment_intent.latest_charge");
        String consultation = metadata(intent, StripeProvider.CONSULTATION);
        if (!consultation.isEmpty()) {
            params.putMetadata(StripeProvider.CONSULTATION, consultation);
        }
        if (Split.isPaidOut(intent)) {
            // Each bears its part, as each got it.
            params.setReverseTransfer(true);
            if (Split.hasFee(intent)) {
                params.setRefundApplicationFee(true);
            }
        }
        return params.build();
    }

    /** What a refund whose key only repeats a failure has led to. */
    private Outcome<Refund> refundBy(org.connectme.payment.spi.Refund request) {
        RefundListParams params = RefundListParams.builder()
                .setPaymentIntent(request.reference())
                .setLimit(100L)
                .build();
        return Api.then(
                api.ask(stripe -> stripe.refunds().list(params).getData().stream()
                        .map(Cards::sound)
                        .toList()),
                refunds -> refunds.stream()
                        .filter(refund -> refund.getMetadata() != null
                                && request.operation()
                                        .equals(refund.getMetadata().get(StripeProvider.OPERATION)))
                        .findFirst()
                        .<Outcome<Refund>>map(Outcome.Done::new)
                        .orElseGet(() -> new Outcome.Rejected<>(Api.RECORDED_FAILURE)));
    }

    private Outcome<Payment> refundedPayment(String reference, Refund refund) {
        // The money is on its way back, whether or not the payment can be told now.
        PaymentIntent intent = refund.getPaymentIntentObject();
        Outcome<Payment> payment = intent == null ? fetch(reference) : payment(intent);
        return payment instanceof Outcome.Done<Payment> ? payment : new Outcome.Unknown<>("refunded");
    }

    Outcome<Payment> fetch(String reference) {
        return Api.then(get(reference), Holds::payment);
    }

    private static Outcome<Payment> payment(PaymentIntent intent) {
        return Cards.payment(intent)
                .<Outcome<Payment>>map(Outcome.Done::new)
                .orElseGet(() -> new Outcome.Unknown<>(intent.getStatus()));
    }

    /** The payment that is about to be changed: Stripe itself never compares currencies, an amount goes without one. */
    private Outcome<PaymentIntent> known(String reference, Amount amount) {
        return Api.then(
                Api.beforehand(get(reference)),
                intent -> Cards.currency(intent).equals(amount.currency())
                        ? new Outcome.Done<>(intent)
                        : new Outcome.Rejected<>("currency-mismatch"));
    }

    private Outcome<PaymentIntent> get(String reference) {
        PaymentIntentRetrieveParams params = PaymentIntentRetrieveParams.builder()
                .addExpand(CHARGE)
                .addExpand("payment_method")
                .build();
        return api.ask(stripe -> Cards.sound(stripe.paymentIntents().retrieve(reference, params)));
    }

    /**
     * For requests that Stripe can execute twice without doing more than once: a final capture, a cancellation, a note.
     * If their key only repeats a failure, they are sent with another one, hour by hour.
     */
    private <T> Outcome<T> again(String operation, Function<String, Outcome<T>> send) {
        Outcome<T> first = send.apply(operation);
        return Api.isRecordedFailure(first) ? send.apply(later(operation)) : first;
    }

    private String later(String operation) {
        return operation + "-" + clock.instant().getEpochSecond() / 3600;
    }

    private static String metadata(PaymentIntent intent, String name) {
        return intent.getMetadata() == null ? "" : intent.getMetadata().getOrDefault(name, "");
    }
}
