package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.connectme.core.Side;
import org.connectme.core.event.PaymentEvent.CardSaved;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.journal.Consultation;

/** Holds for appointments that are further away than a hold lasts (PAY-4). Pure. */
final class LaterPlan {

    /** How long before the appointment a kept card is held: a customer whose card fails has time to enter another. */
    private static final Duration LEAD = Duration.ofDays(2);

    /** What a hold must outlast the planned end by: calls grow longer, and a capture may need a second try. */
    private static final Duration RESERVE = Duration.ofDays(1);

    private LaterPlan() {}

    /** A hold that is placed now would run out before the appointment is over. */
    static boolean isBeyond(Consultation consultation, Duration holdWindow, Instant now) {
        Duration quarter = holdWindow.dividedBy(4);
        Duration reserve = quarter.compareTo(RESERVE) < 0 ? quarter : RESERVE;
        return now.plus(holdWindow).isBefore(plannedEnd(consultation, now).plus(reserve));
    }

    /** The standing hold runs out before the planned end, and another may still take its place. */
    static boolean isRenewable(PaymentState state, Instant now) {
        Consultation consultation = state.consultation();
        return consultation.isOpen()
                && consultation.meterStartedAt() == null
                && state.standingHold()
                        .map(HoldPlaced::heldUntil)
                        .filter(until -> until.isBefore(plannedEnd(consultation, now)))
                        .isPresent();
    }

    /** When the kept card is to be held; empty where none is, or where it was tried in vain. */
    static Optional<Instant> dueAt(PaymentState state, Instant now) {
        Consultation consultation = state.consultation();
        boolean open = consultation.isOpen() && consultation.agreement() != null && state.isNeeded();
        if (!open || consultation.hold() != null || state.undecidedHold().isPresent()) {
            return Optional.empty();
        }
        return state.savedCard().filter(kept -> !hasFailed(state, kept)).map(kept -> {
            Duration window = kept.holdWindow();
            boolean bothHere = consultation.isOnline(Side.CUSTOMER) && consultation.isOnline(Side.CONSULTANT);
            if (bothHere && !isBeyond(consultation, window, now)) {
                return now;
            }
            Duration half = window.dividedBy(2);
            Instant due = consultation.startsAt().minus(half.compareTo(LEAD) < 0 ? half : LEAD);
            Instant saved = kept.trail().lastAt(CardSaved.class).orElseThrow();
            return due.isBefore(saved) ? saved : due;
        });
    }

    /** To be asked of the service now. */
    static Optional<HoldRequested> due(PaymentState state, String operation, Instant now) {
        return dueAt(state, now)
                .filter(due -> !now.isBefore(due))
                .flatMap(due -> state.savedCard())
                .flatMap(HoldAttempt::saved)
                .map(card -> new HoldRequested(
                        operation,
                        card.provider(),
                        state.consultation().offer().plan().holdAmount(),
                        card.reference(),
                        true));
    }

    /** The card was refused, or could not be asked: only its owner can help now. */
    private static boolean hasFailed(PaymentState state, HoldAttempt kept) {
        Instant saved = kept.trail().lastAt(CardSaved.class).orElseThrow();
        return state.holds().stream()
                .filter(hold -> hold.request().customerAway() && !hold.forEarlierOffer())
                .flatMap(hold -> hold.trail().lastAt(HoldDeclined.class).stream())
                .anyMatch(declined -> !declined.isBefore(saved));
    }

    private static Instant plannedEnd(Consultation consultation, Instant now) {
        Instant starts = consultation.startsAt();
        return (starts.isBefore(now) ? now : starts).plus(Duration.ofMinutes(consultation.plannedMinutes()));
    }
}
