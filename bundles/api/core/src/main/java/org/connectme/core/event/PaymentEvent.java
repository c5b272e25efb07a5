package org.connectme.core.event;

import java.time.Instant;
import org.connectme.core.Money;

/**
 * Money on its way. An operation stands here before the payment service is called; its {@code operation} is the
 * idempotency key of that call for ever, and the amount is frozen with it.
 */
public sealed interface PaymentEvent extends Event {

    /**
     * @param method       what the provider's card form returned, opaque to everyone but the provider; of a customer who is
     *     away the reference of the card that was saved
     * @param customerAway placed in time for an appointment, with nobody there to confirm
     */
    record HoldRequested(
            String operation,
            String provider,
            Money amount,
            @Personal String method,
            boolean customerAway) implements PaymentEvent {}

    /**
     * The appointment is further away than a hold lasts: the card of this attempt is kept, and held in time. Written
     * before the service is asked to keep it.
     *
     * @param holdSeconds how long a hold lasts at this service
     */
    record CardToBeSaved(String operation, long holdSeconds) implements PaymentEvent {}

    record CardSaved(String operation, String provider, String reference, String cardBrand, String cardLastFour)
            implements PaymentEvent {}

    /** The service wants the cardholder's own confirmation (3-D Secure). {@code action} is for the provider's form. */
    record ChallengeRequired(String operation, String reference, String action) implements PaymentEvent {}

    record ChallengeAnswered(String operation, @Personal String answer) implements PaymentEvent {}

    record HoldPlaced(
            String operation,
            String provider,
            String reference,
            Money amount,
            String cardBrand,
            String cardLastFour,
            Instant heldUntil)
            implements PaymentEvent {}

    /** No hold, or no card kept. @param reason one of the payment SPI's decline codes, in lower case with hyphens, such as "insufficient-funds" */
    record HoldDeclined(String operation, String reason) implements PaymentEvent {}

    /** Four fifths of the hold are used and the service can raise it: the customer is asked. {@code total} in all. */
    record RaiseOffered(String reference, Money total) implements PaymentEvent {}

    /** The customer wants it. */
    record RaiseRequested(String operation, String provider, String reference, Money total) implements PaymentEvent {}

    /** From here on the hold is {@code total} in all. */
    record HoldRaised(String operation, String reference, Money total, Instant heldUntil) implements PaymentEvent {}

    /** The hold is as it was. {@code reason} as with {@link HoldDeclined}. */
    record RaiseDeclined(String operation, String reason) implements PaymentEvent {}

    record CaptureRequested(String operation, String provider, String reference, Money amount)
            implements PaymentEvent {}

    record Captured(String operation, Money amount, String reference) implements PaymentEvent {}

    /**
     * The answer never came: it is being looked up and shown to the operator.
     *
     * @param doubtful what was asked for: "hold", "challenge", "save", "raise", "capture", "release" or "refund"
     */
    record PaymentInDoubt(String operation, String doubtful) implements PaymentEvent {}

    /** The service answered that it will not do it; tried again for days and shown to the operator. */
    record CaptureFailed(String operation, String reason, int attempt) implements PaymentEvent {}

    record ReleaseRequested(String operation, String provider, String reference) implements PaymentEvent {}

    record Released(String operation) implements PaymentEvent {}

    record RefundRequested(String operation, Money amount) implements PaymentEvent {}

    record Refunded(String operation, Money amount) implements PaymentEvent {}

    record RefundFailed(String operation, String reason) implements PaymentEvent {}

    /** Nothing was taken although something was due, because the service takes no amount that small. */
    record AmountWaived(Money amount, Money smallest) implements PaymentEvent {}

    /** {@code number} continues the seller's sequence without a gap. */
    record ReceiptIssued(long number) implements PaymentEvent {}
}
