package org.connectme.payment;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.Money;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.payment.spi.Payment.State;

/**
 * One attempt as our journal says the service should know it. Amounts in minor units.
 *
 * @param held   what was placed or raised to; 0 where nothing ever was
 * @param states in which the service may be without a difference
 * @param words  for an operator
 */
record Ours(String currency, long held, long captured, long refunded, Set<State> states, String words) {

    static Ours of(PaymentState state, HoldAttempt attempt) {
        Optional<String> reference = attempt.reference();
        boolean isCaptured = state.capture() != null
                && state.captured().isPresent()
                && reference
                        .filter(state.capture().request().reference()::equals)
                        .isPresent();
        boolean isReleased = reference.filter(state::isReleasing).isPresent();
        long captured = isCaptured ? units(state.captured().map(Captured::amount)) : 0;
        long refunded = isCaptured ? units(Optional.ofNullable(state.refunded())) : 0;
        return new Ours(
                attempt.request().amount().currency().getCurrencyCode(),
                held(state, attempt),
                captured,
                refunded,
                states(attempt, isCaptured, isReleased),
                words(attempt, isCaptured, isReleased));
    }

    private static long held(PaymentState state, HoldAttempt attempt) {
        Optional<HoldPlaced> placed = attempt.placed();
        return placed.map(hold -> state.raises().stream()
                        .filter(RaiseOperation::isDone)
                        .map(RaiseOperation::request)
                        .filter(raise -> raise.reference().equals(hold.reference()))
                        .map(raise -> raise.total().minorUnits())
                        .reduce(hold.amount().minorUnits(), Math::max))
                .orElse(0L);
    }

    /** An end that the service came to by itself, or later than the page was made, is none that matters. */
    private static Set<State> states(HoldAttempt attempt, boolean isCaptured, boolean isReleased) {
        if (isCaptured) {
            return EnumSet.of(State.CAPTURED);
        }
        if (isReleased) {
            return EnumSet.of(State.RELEASED, State.EXPIRED, State.DECLINED);
        }
        if (attempt.placed().isPresent()) {
            return EnumSet.of(State.HELD, State.EXPIRED);
        }
        if (attempt.saved().isPresent()) {
            return EnumSet.of(State.SAVED, State.EXPIRED);
        }
        if (attempt.declined().isPresent()) {
            return EnumSet.of(State.DECLINED, State.RELEASED, State.EXPIRED);
        }
        return attempt.openChallenge().isPresent() ? EnumSet.of(State.CHALLENGE) : EnumSet.noneOf(State.class);
    }

    private static String words(HoldAttempt attempt, boolean isCaptured, boolean isReleased) {
        if (isCaptured) {
            return "captured";
        }
        if (isReleased) {
            return "released";
        }
        if (attempt.placed().isPresent()) {
            return "held";
        }
        if (attempt.saved().isPresent()) {
            return "card kept";
        }
        return attempt.declined()
                .map(declined -> "declined: " + declined.reason())
                .orElse(attempt.trail().doubtSince().isPresent() ? "in doubt" : "asked for");
    }

    private static long units(Optional<Money> amount) {
        return amount.map(Money::minorUnits).orElse(0L);
    }
}
