package org.connectme.payment.stripe;

import com.google.gson.JsonObject;
import com.stripe.model.Charge;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.Refund;
import com.stripe.model.SetupIntent;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.jspecify.annotations.Nullable;

/** Stripe's payments and saved cards in the words of the SPI. */
final class Cards {

    /** What the shortest hold lasts: Visa, started by the merchant (docs.stripe.com/payments/place-a-hold-on-a-payment-method). */
    static final Duration SHORTEST_HOLD = Duration.ofDays(4).plusHours(18);

    /** ISO 4217 for "no currency": a saved card has none. */
    private static final String NO_CURRENCY = "XXX";

    private Cards() {}

    /** @return it, if it has all that every one has */
    static PaymentIntent sound(@Nullable PaymentIntent intent) {
        if (intent == null
                || intent.getId() == null
                || intent.getStatus() == null
                || intent.getAmount() == null
                || intent.getCreated() == null
                || intent.getCurrency() == null) {
            throw new IllegalStateException("Not a PaymentIntent");
        }
        return intent;
    }

    /** @return it, if it has all that every one has */
    static SetupIntent sound(@Nullable SetupIntent intent) {
        if (intent == null || intent.getId() == null || intent.getStatus() == null || intent.getCreated() == null) {
            throw new IllegalStateException("Not a SetupIntent");
        }
        return intent;
    }

    /** @return it, if it has all that every one has */
    static Refund sound(@Nullable Refund refund) {
        if (refund == null || refund.getId() == null || refund.getStatus() == null) {
            throw new IllegalStateException("Not a Refund");
        }
        return refund;
    }

    /** @return it, if it has all that every one has */
    static Customer sound(@Nullable Customer customer) {
        if (customer == null || customer.getId() == null) {
            throw new IllegalStateException("Not a Customer");
        }
        return customer;
    }

    static String currency(PaymentIntent intent) {
        return intent.getCurrency().toUpperCase(Locale.ROOT);
    }

    /** What a hold led to. */
    static Outcome<Authorisation> authorisation(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case "requires_capture", "succeeded" -> new Outcome.Done<>(held(intent));
            case "requires_action" -> challenge(intent.getId(), intent.getClientSecret());
            case "requires_payment_method" -> new Outcome.Declined<>(Declines.of(intent.getLastPaymentError()));
            case "canceled" -> new Outcome.Rejected<>(Api.WRONG_STATE);
            default -> new Outcome.Unknown<>(intent.getStatus());
        };
    }

    /** What saving led to. */
    static Outcome<Authorisation> authorisation(SetupIntent intent) {
        return switch (intent.getStatus()) {
            case "succeeded" -> new Outcome.Done<>(saved(intent));
            case "requires_action" -> challenge(intent.getId(), intent.getClientSecret());
            case "requires_payment_method" -> new Outcome.Declined<>(Declines.of(intent.getLastSetupError()));
            case "canceled" -> new Outcome.Rejected<>("setup_intent_unexpected_state");
            default -> new Outcome.Unknown<>(intent.getStatus());
        };
    }

    private static Authorisation held(PaymentIntent intent) {
        Card card = card(intent);
        return new Authorisation.Held(
                intent.getId(),
                new Amount(intent.getAmount(), currency(intent)),
                card.brand(),
                card.lastFour(),
                heldUntil(intent));
    }

    private static Authorisation saved(SetupIntent intent) {
        Card card = card(intent.getPaymentMethodObject());
        return new Authorisation.Saved(intent.getId(), card.brand(), card.lastFour());
    }

    private static Outcome<Authorisation> challenge(String reference, @Nullable String secret) {
        if (secret == null) {
            return new Outcome.Unknown<>("unreadable-answer");
        }
        JsonObject action = new JsonObject();
        action.addProperty("reference", reference);
        action.addProperty("secret", secret);
        return new Outcome.Done<>(new Authorisation.Challenge(reference, action.toString()));
    }

    /** @return empty for what no state describes: a payment that is not by card and still under way */
    static Optional<Payment> payment(PaymentIntent intent) {
        return state(intent).map(state -> {
            Card card = card(intent);
            boolean captured = state == State.CAPTURED;
            return new Payment(
                    intent.getId(),
                    state,
                    currency(intent),
                    intent.getAmount(),
                    captured ? received(intent) : 0,
                    captured ? refunded(intent) : 0,
                    card.brand(),
                    card.lastFour(),
                    heldUntil(intent));
        });
    }

    private static Optional<State> state(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case "requires_capture" -> Optional.of(State.HELD);
            case "succeeded" -> Optional.of(State.CAPTURED);
            case "requires_action", "requires_confirmation" -> Optional.of(State.CHALLENGE);
            case "requires_payment_method" -> Optional.of(State.DECLINED);
            case "canceled" -> Optional.of(ranOut(intent) ? State.EXPIRED : State.RELEASED);
            default -> Optional.empty();
        };
    }

    private static boolean ranOut(PaymentIntent intent) {
        return "automatic".equals(intent.getCancellationReason()) || "expired".equals(intent.getCancellationReason());
    }

    static Optional<Payment> payment(SetupIntent intent) {
        PaymentMethod method = intent.getPaymentMethodObject();
        Card card = card(method);
        return state(intent)
                .map(state -> new Payment(
                        intent.getId(),
                        state,
                        NO_CURRENCY,
                        0,
                        0,
                        0,
                        card.brand(),
                        card.lastFour(),
                        usableUntil(method, intent.getCreated())));
    }

    private static Optional<State> state(SetupIntent intent) {
        return switch (intent.getStatus()) {
            case "succeeded" -> Optional.of(isKept(intent) ? State.SAVED : State.RELEASED);
            case "requires_action", "requires_confirmation" -> Optional.of(State.CHALLENGE);
            case "requires_payment_method" -> Optional.of(State.DECLINED);
            case "canceled" -> Optional.of(State.RELEASED);
            default -> Optional.empty();
        };
    }

    /** A card that was forgotten belongs to nobody any more. */
    static boolean isKept(SetupIntent intent) {
        PaymentMethod method = intent.getPaymentMethodObject();
        return method != null && method.getCustomer() != null;
    }

    private static long received(PaymentIntent intent) {
        return Optional.ofNullable(intent.getAmountReceived()).orElse(0L);
    }

    /**
     * What was given back of what was taken. Stripe counts what a smaller capture or a cancellation set free as refunded
     * too, so only what goes beyond that is a refund.
     */
    private static long refunded(PaymentIntent intent) {
        Charge charge = intent.getLatestChargeObject();
        if (charge == null || charge.getAmountRefunded() == null) {
            return 0;
        }
        long setFree = charge.getAmount() - received(intent);
        long counted = charge.getAmountRefunded();
        return Math.min(counted >= setFree ? counted - setFree : counted, received(intent));
    }

    private static Instant heldUntil(PaymentIntent intent) {
        return cardOf(intent.getLatestChargeObject())
                .flatMap(card -> Optional.ofNullable(card.getCaptureBefore()))
                .map(Instant::ofEpochSecond)
                .orElseGet(() -> Instant.ofEpochSecond(intent.getCreated()).plus(SHORTEST_HOLD));
    }

    private static Instant usableUntil(@Nullable PaymentMethod method, long created) {
        if (method == null
                || method.getCard() == null
                || method.getCard().getExpYear() == null
                || method.getCard().getExpMonth() == null) {
            return Instant.ofEpochSecond(created);
        }
        return YearMonth.of(
                        method.getCard().getExpYear().intValue(),
                        method.getCard().getExpMonth().intValue())
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    private record Card(String brand, String lastFour) {

        static Card of(@Nullable String brand, @Nullable String lastFour) {
            return new Card(brand == null ? "" : brand, lastFour == null ? "" : lastFour);
        }
    }

    private static Card card(PaymentIntent intent) {
        return cardOf(intent.getLatestChargeObject())
                .map(card -> Card.of(card.getBrand(), card.getLast4()))
                .orElseGet(() -> card(intent.getPaymentMethodObject()));
    }

    private static Card card(@Nullable PaymentMethod method) {
        return method == null || method.getCard() == null
                ? Card.of(null, null)
                : Card.of(method.getCard().getBrand(), method.getCard().getLast4());
    }

    private static Optional<Charge.PaymentMethodDetails.Card> cardOf(@Nullable Charge charge) {
        return Optional.ofNullable(charge)
                .map(Charge::getPaymentMethodDetails)
                .map(Charge.PaymentMethodDetails::getCard);
    }
}
