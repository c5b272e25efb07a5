package org.connectme.payment;

import java.util.List;
import java.util.Optional;
import org.connectme.core.event.PaymentEvent.HoldDeclined;

/**
 * Which provider the customer is offered next: another one only after the first has certainly not executed what it was
 * asked for, never while its answer is in doubt, and not because it refused the card. Pure.
 */
final class Fallback {

    private Fallback() {}

    /** The one provider that may be asked, because nobody knows yet whether it holds a card. */
    static Optional<String> bound(PaymentState state) {
        return state.holds().stream()
                .filter(hold -> hold.isUndecided() || isGivenUpInDoubt(state, hold))
                .map(hold -> hold.request().provider())
                .reduce((earlier, later) -> later);
    }

    /** Those that could not be reached for the offer that stands. */
    static List<String> unavailable(PaymentState state) {
        return state.holds().stream()
                .filter(hold -> !hold.forEarlierOffer() && declinedFor(hold, Reasons.UNAVAILABLE))
                .map(hold -> hold.request().provider())
                .distinct()
                .toList();
    }

    /** Once it has turned up, its release is asked for, and nothing is in doubt any more. */
    private static boolean isGivenUpInDoubt(PaymentState state, HoldAttempt hold) {
        return declinedFor(hold, Reasons.IN_DOUBT)
                && state.release(Operations.release(hold.operation())).isEmpty();
    }

    private static boolean declinedFor(HoldAttempt hold, String reason) {
        return hold.declined().map(HoldDeclined::reason).filter(reason::equals).isPresent();
    }
}
