package org.connectme.core.event;

import java.time.Instant;
import org.connectme.core.Money;

/**
 * Money on its way. An operation stands here before the payment service is called; its {@code operation} is the
 * idempotency key of that call for ever, and the amount is frozen with it.
 */
public sealed interface PaymentEvent extends Event {

    /** @param method what the provider's card form returned; opaque to everyone but the provider */
    record HoldRequested(
            String operation,
            String provider,
            Money amount,
            @Personal String method) implements PaymentEvent {}

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

    /** @param reason one of the payment SPI's decline codes, in lower case with hyphens, such as "insufficient-funds" */
    record HoldDeclined(String operation, String reason) implements PaymentEvent {}

    record CaptureRequested(String operation, String provider, String reference, Money amount)
            implements PaymentEvent {}

    record Captured(String operation, Money amount, String reference) implements PaymentEvent {}

    /**
     * The answer never came: it is being looked up and shown to the operator.
     *
     * @param doubtful what was asked for: "hold", "challenge", "capture", "release" or "refund"
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
