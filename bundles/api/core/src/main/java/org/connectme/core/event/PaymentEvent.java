package org.connectme.core.event;

import java.time.Instant;
import org.connectme.core.Money;

/**
 * Money on its way. An operation stands here before the payment service is called; its {@code operation} is the
 * idempotency key of that call for ever, and the amount is frozen with it.
 */
public sealed interface PaymentEvent extends Event {

    /** Tells of one operation at the payment service. */
    interface OfOperation {

        String operation();
    }

    /** Begins an operation, which is on its way from here on. */
    interface Asked extends OfOperation {}

    /** Ends an operation for good: what became of it is known. */
    interface Answered extends OfOperation {}

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
            boolean customerAway) implements PaymentEvent, Asked {}

    /**
     * The appointment is further away than a hold lasts: the card of this attempt is kept, and held in time. Written
     * before the service is asked to keep it.
     *
     * @param holdSeconds how long a hold lasts at this service
     */
    record CardToBeSaved(String operation, long holdSeconds) implements PaymentEvent, OfOperation {}

    record CardSaved(String operation, String provider, String reference, String cardBrand, String cardLastFour)
            implements PaymentEvent, Answered {}

    /** The service wants the cardholder's own confirmation (3-D Secure). {@code action} is for the provider's form. */
    record ChallengeRequired(String operation, String reference, String action) implements PaymentEvent, OfOperation {}

    record ChallengeAnswered(String operation, @Personal String answer) implements PaymentEvent, OfOperation {}

    record HoldPlaced(
            String operation,
            String provider,
            String reference,
            Money amount,
            String cardBrand,
            String cardLastFour,
            Instant heldUntil)
            implements PaymentEvent, Answered {}

    /** No hold, or no card kept. @param reason one of the payment SPI's decline codes, in lower case with hyphens, such as "insufficient-funds" */
    record HoldDeclined(String operation, String reason) implements PaymentEvent, Answered {}

    /** Four fifths of the hold are used and the service can raise it: the customer is asked. {@code total} in all. */
    record RaiseOffered(String reference, Money total) implements PaymentEvent {}

    /** The customer wants it. */
    record RaiseRequested(String operation, String provider, String reference, Money total)
            implements PaymentEvent, Asked {}

    /** From here on the hold is {@code total} in all. */
    record HoldRaised(String operation, String reference, Money total, Instant heldUntil)
            implements PaymentEvent, Answered {}

    /** The hold is as it was. {@code reason} as with {@link HoldDeclined}. */
    record RaiseDeclined(String operation, String reason) implements PaymentEvent, Answered {}

    record CaptureRequested(String operation, String provider, String reference, Money amount)
            implements PaymentEvent, Asked {}

    record Captured(String operation, Money amount, String reference) implements PaymentEvent, Answered {}

    /**
     * The answer never came: it is being looked up and shown to the operator.
     *
     * @param doubtful what was asked for: "hold", "challenge", "save", "raise", "capture", "release" or "refund"
     */
    record PaymentInDoubt(String operation, String doubtful) implements PaymentEvent, OfOperation {}

    /** The service answered that it will not do it; tried again for days and shown to the operator. */
    record CaptureFailed(String operation, String reason, int attempt) implements PaymentEvent, OfOperation {}

    record ReleaseRequested(String operation, String provider, String reference) implements PaymentEvent, Asked {}

    record Released(String operation) implements PaymentEvent, Answered {}

    record RefundRequested(String operation, Money amount) implements PaymentEvent, Asked {}

    record Refunded(String operation, Money amount) implements PaymentEvent, Answered {}

    record RefundFailed(String operation, String reason) implements PaymentEvent, Answered {}

    /** Nothing was taken although something was due, because the service takes no amount that small. */
    record AmountWaived(Money amount, Money smallest) implements PaymentEvent {}

    /** {@code number} continues the seller's sequence without a gap. */
    record ReceiptIssued(long number) implements PaymentEvent {}
}
