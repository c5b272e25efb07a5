package org.connectme.payment.stripe;

import com.stripe.model.Customer;
import com.stripe.model.PaymentMethod;
import com.stripe.model.SetupIntent;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.SetupIntentCancelParams;
import com.stripe.param.SetupIntentCreateParams;
import com.stripe.param.SetupIntentRetrieveParams;
import com.stripe.param.SetupIntentUpdateParams;
import java.util.Optional;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.Save;

/**
 * Cards for later, with the cardholder away: a SetupIntent each, and for each a customer of its own, since Stripe keeps a
 * card only for somebody. The customer has no name and no address; forgetting the card detaches it for good.
 */
final class SavedCards {

    private static final String METHOD = "payment_method";
    private static final String WRONG_STATE = "setup_intent_unexpected_state";

    private final Api api;
    private final Books books;
    private final Split split;

    SavedCards(Api api, Books books, Split split) {
        this.api = api;
        this.books = books;
        this.split = split;
    }

    Outcome<Authorisation> save(Save request) {
        CustomerCreateParams owner = CustomerCreateParams.builder()
                .putMetadata(StripeProvider.CONSULTATION, request.consultation())
                .putMetadata(StripeProvider.OPERATION, request.operation())
                .build();
        Outcome<Customer> customer = api.ask(stripe ->
                Cards.sound(stripe.customers().create(owner, Api.once(request.operation() + "-customer"))));
        return Api.then(Api.beforehand(customer), made -> {
            SetupIntentCreateParams params = params(request, made.getId());
            Outcome<SetupIntent> saved =
                    api.ask(stripe -> Cards.sound(stripe.setupIntents().create(params, Api.once(request.operation()))));
            return Api.then(settled(saved, request), Cards::authorisation);
        });
    }

    private SetupIntentCreateParams params(Save request, String customer) {
        SetupIntentCreateParams.Builder params = SetupIntentCreateParams.builder()
                .setCustomer(customer)
                .setConfirm(true)
                .setUsage(SetupIntentCreateParams.Usage.OFF_SESSION)
                .addPaymentMethodType("card")
                .putMetadata(StripeProvider.CONSULTATION, request.consultation())
                .putMetadata(StripeProvider.OPERATION, request.operation())
                .putMetadata(Holds.REQUEST, fingerprint(request))
                .addExpand(METHOD);
        if (request.method().startsWith("ctoken_")) {
            params.setConfirmationToken(request.method());
        } else {
            params.setPaymentMethod(request.method()).setUseStripeSdk(true);
        }
        split.onBehalfOf(request.seller()).ifPresent(params::setOnBehalfOf);
        return params.build();
    }

    private static String fingerprint(Save request) {
        return Form.hash(String.join("\n", request.consultation(), request.seller(), request.method()))
                .substring(0, 32);
    }

    /** As with holds: what the key has made tells where the key itself no longer does. */
    private Outcome<SetupIntent> settled(Outcome<SetupIntent> saved, Save request) {
        boolean otherParameters = Api.isRejected(saved, Api.OTHER_PARAMETERS);
        if (!otherParameters && !Api.isRecordedFailure(saved)) {
            return saved;
        }
        Outcome<Optional<String>> located = books.locate(request.operation());
        if (!(located instanceof Outcome.Done<Optional<String>> done)) {
            return new Outcome.Unknown<>(Api.RECORDED_FAILURE);
        }
        if (done.value().isEmpty()) {
            return new Outcome.Rejected<>(otherParameters ? Api.OTHER_PARAMETERS : Api.RECORDED_FAILURE);
        }
        if (!done.value().get().startsWith("seti_")) {
            return new Outcome.Rejected<>(Api.OTHER_PARAMETERS);
        }
        Outcome<SetupIntent> found = get(done.value().get());
        if (!(found instanceof Outcome.Done<SetupIntent> intent)) {
            return new Outcome.Unknown<>(Api.RECORDED_FAILURE);
        }
        return intent.value().getMetadata() != null
                        && fingerprint(request)
                                .equals(intent.value().getMetadata().get(Holds.REQUEST))
                ? found
                : new Outcome.Rejected<>(Api.OTHER_PARAMETERS);
    }

    Outcome<Authorisation> resume(String operation, String reference, String answer) {
        SetupIntentUpdateParams params = SetupIntentUpdateParams.builder()
                .putMetadata("resumed_by", operation)
                .putMetadata("answer", Form.hash(answer).substring(0, 16))
                .addExpand(METHOD)
                .build();
        Outcome<SetupIntent> asked =
                api.ask(stripe -> Cards.sound(stripe.setupIntents().update(reference, params, Api.once(operation))));
        return Api.then(Api.isRecordedFailure(asked) ? get(reference) : asked, intent -> switch (intent.getStatus()) {
            case "requires_action", "requires_confirmation" -> givenUp(operation, reference);
            case "processing" -> Api.then(get(reference), Cards::authorisation);
            default -> Cards.authorisation(intent);
        });
    }

    private Outcome<Authorisation> givenUp(String operation, String reference) {
        Outcome<SetupIntent> cancelled = cancel(operation + "-cancel", reference);
        if (cancelled instanceof Outcome.Done<SetupIntent>) {
            return new Outcome.Declined<>(Decline.AUTHENTICATION_FAILED);
        }
        return Api.isRejected(cancelled, WRONG_STATE)
                ? Api.then(get(reference), Cards::authorisation)
                : Api.then(cancelled, Cards::authorisation);
    }

    private Outcome<SetupIntent> cancel(String operation, String reference) {
        SetupIntentCancelParams params =
                SetupIntentCancelParams.builder().addExpand(METHOD).build();
        return api.ask(stripe -> Cards.sound(stripe.setupIntents().cancel(reference, params, Api.once(operation))));
    }

    /** The card behind a reference, to hold on. */
    Outcome<Holds.Card> usable(String reference) {
        return Api.then(get(reference), intent -> {
            PaymentMethod method = intent.getPaymentMethodObject();
            return "succeeded".equals(intent.getStatus()) && Cards.isKept(intent)
                    ? new Outcome.Done<>(new Holds.Card(method.getId(), Optional.of(method.getCustomer())))
                    : new Outcome.Rejected<>("no-such-card");
        });
    }

    Outcome<Payment> release(String operation, String reference) {
        return Api.then(Api.beforehand(get(reference)), intent -> {
            if ("succeeded".equals(intent.getStatus())) {
                return forget(operation, intent);
            }
            if ("canceled".equals(intent.getStatus())) {
                return payment(intent);
            }
            Outcome<SetupIntent> cancelled = cancel(operation, reference);
            // Saved in this very moment, or cancelled by another: what to do about it depends on which.
            return Api.isRejected(cancelled, WRONG_STATE)
                    ? new Outcome.NotExecuted<>(WRONG_STATE)
                    : Api.then(cancelled, SavedCards::payment);
        });
    }

    private Outcome<Payment> forget(String operation, SetupIntent intent) {
        if (!Cards.isKept(intent)) {
            return payment(intent);
        }
        Outcome<PaymentMethod> detached = api.ask(stripe ->
                stripe.paymentMethods().detach(intent.getPaymentMethodObject().getId(), Api.once(operation)));
        Outcome<Payment> now = fetch(intent.getId());
        boolean isForgotten =
                now instanceof Outcome.Done<Payment> done && done.value().state() == State.RELEASED;
        return isForgotten ? now : Api.then(detached, method -> now);
    }

    Outcome<Payment> fetch(String reference) {
        return Api.then(get(reference), SavedCards::payment);
    }

    private static Outcome<Payment> payment(SetupIntent intent) {
        return Cards.payment(intent)
                .<Outcome<Payment>>map(Outcome.Done::new)
                .orElseGet(() -> new Outcome.Unknown<>(intent.getStatus()));
    }

    private Outcome<SetupIntent> get(String reference) {
        SetupIntentRetrieveParams params =
                SetupIntentRetrieveParams.builder().addExpand(METHOD).build();
        return api.ask(stripe -> Cards.sound(stripe.setupIntents().retrieve(reference, params)));
    }
}
