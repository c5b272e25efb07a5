package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.AmountWaived;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.ReleaseRequested;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Capabilities;

/** What is to be asked of the service once a hold has served its purpose. Pure. */
final class SettlementPlan {

    /** After that an operation that never succeeded is left to the operator, who has seen it every day. */
    static final Duration TRIED = Duration.ofDays(60);

    /** From this attempt on there is one a day, and each failure is news. */
    private static final int FIRST_DAILY_ATTEMPT = 10;

    private static final int SECOND_NEWS = 5;

    private SettlementPlan() {}

    /** Releases that are due: of holds that nobody rests on, that ran out before the call, or that are not needed. */
    static List<Event> releases(PaymentState state, Instant now) {
        List<Event> events = new ArrayList<>();
        state.strayHolds().forEach(hold -> events.add(release(hold)));
        cardsToForget(state)
                .forEach(hold -> events.add(
                        HoldAnswers.release(hold, hold.saved().orElseThrow().reference())));
        state.standingHold()
                .filter(hold -> !isSettled(state))
                .filter(hold -> state.isNothingDue() || hasRunOut(state, hold, now))
                .ifPresent(hold -> events.add(release(hold)));
        return List.copyOf(events);
    }

    /** After the end only once the money is settled: until then it is not known what a card is still good for. */
    private static List<HoldAttempt> cardsToForget(PaymentState state) {
        boolean nothingHeld = state.isNothingDue()
                && state.consultation().hold() == null
                && state.undecidedHold().isEmpty();
        boolean settled = state.captured().isPresent() || state.waived() != null || nothingHeld;
        return state.consultation().isOpen() || settled ? state.strayCards() : List.of();
    }

    /** When the standing hold runs out unused; empty while that does not matter. */
    static Optional<Instant> runsOut(PaymentState state) {
        return state.standingHold().filter(hold -> isWaiting(state)).map(HoldPlaced::heldUntil);
    }

    /** Something is to be taken from the hold, and nothing was asked for yet. */
    static Optional<HoldPlaced> toCapture(PaymentState state) {
        boolean due = state.due() != null && state.due().gross().isPositive() && !isSettled(state);
        return due ? state.standingHold() : Optional.empty();
    }

    /** Freezes the amount: what is due, never above the hold, and what the service can take of it. */
    static List<Event> capture(PaymentState state, ConsultationId id, HoldPlaced hold, Capabilities service) {
        Money gross = state.due().gross();
        Money most = gross.min(hold.amount());
        Money amount = most.minus(new Money(most.minorUnits() % service.quantum(), most.currency()));
        boolean whole = service.can(Ability.PARTIAL_CAPTURE) || amount.equals(hold.amount());
        if (amount.minorUnits() < service.minimum() || !whole) {
            // More than is due is never taken, not even to give it back.
            Money smallest = whole ? new Money(service.minimum(), gross.currency()) : hold.amount();
            return List.of(new AmountWaived(gross, smallest), release(hold));
        }
        return List.of(new CaptureRequested(Operations.capture(id), hold.provider(), hold.reference(), amount));
    }

    /** Whether the operator is told of one more failure: the first, the fifth, and then each day's. */
    static boolean isNews(int attempt, int lastTold, boolean away) {
        if (lastTold < SECOND_NEWS && attempt >= SECOND_NEWS) {
            return true;
        }
        if (lastTold == 0) {
            // A provider that is being replaced is back in a moment; that is no failure.
            return !away;
        }
        return attempt >= FIRST_DAILY_ATTEMPT && attempt > lastTold;
    }

    /** A hold frees itself when its time is over, whatever became of the call that was to free it. */
    static List<Event> releasedByItself(PaymentState state, ReleaseOperation release, Instant now) {
        return state.placed(release.request().reference())
                .filter(hold -> now.isAfter(hold.heldUntil()))
                .<List<Event>>map(hold -> List.of(new Released(release.request().operation())))
                .orElse(List.of());
    }

    private static boolean isSettled(PaymentState state) {
        return state.capture() != null || state.waived() != null;
    }

    private static boolean isWaiting(PaymentState state) {
        return state.consultation().isOpen() && state.consultation().meterStartedAt() == null;
    }

    private static boolean hasRunOut(PaymentState state, HoldPlaced hold, Instant now) {
        return isWaiting(state) && !now.isBefore(hold.heldUntil());
    }

    static ReleaseRequested release(HoldPlaced hold) {
        return new ReleaseRequested(Operations.release(hold.operation()), hold.provider(), hold.reference());
    }
}
