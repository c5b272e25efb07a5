package org.connectme.metering;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.connectme.core.Bill;
import org.connectme.core.Bill.Pause;
import org.connectme.core.Bill.Reason;
import org.connectme.core.Money;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.event.MeterEvent.StopReason;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;
import org.jspecify.annotations.Nullable;

/**
 * The meter of one consultation at one instant: a pure function of its journal. What is billed stops by itself at the
 * very second (or step) that the ceiling still holds, however late a {@code MeterStopped} is written.
 *
 * @param at           the instant this is the truth of: now, or the end
 * @param startedAt    the first START; null before it
 * @param switchedOn   START is in force, even where the meter stands because somebody is offline
 * @param reason       why it does not run; null while it runs and before the first START
 * @param billed       every millisecond that is charged for
 * @param ceiling      gross; null for a free plan
 * @param limit        the customer's own; null if there is none
 * @param stopReason   what a stop at the ceiling would be called
 * @param roomMillis   billable time that the ceiling still holds; not positive when it is used up
 * @param toNearMillis billable time until four fifths of the ceiling are used; null if that never comes
 * @param bill         what would be due if it ended here
 */
public record Metering(
        Instant at,
        @Nullable Instant startedAt,
        boolean switchedOn,
        State state,
        @Nullable Reason reason,
        Spans billed,
        @Nullable Money ceiling,
        @Nullable Money limit,
        StopReason stopReason,
        long roomMillis,
        @Nullable Long toNearMillis,
        Bill bill) {

    /** What the pages show of the meter. */
    public enum State {
        /** Never started. */
        IDLE,
        RUNNING,
        /** Started, but time is not charged at the moment. */
        STANDING,
        /** The ceiling or the customer's limit is used up. */
        STOPPED,
        ENDED
    }

    /** Where several reasons hold at once, the first names the pause. */
    private static final List<Reason> PRECEDENCE = List.of(
            Reason.CEILING_REACHED,
            Reason.LIMIT_REACHED,
            Reason.CONSULTANT_PAUSED,
            Reason.ENDING,
            Reason.SERVER_OUTAGE,
            Reason.CONSULTANT_OFFLINE,
            Reason.CUSTOMER_OFFLINE,
            Reason.CONNECTION_LOST);

    /**
     * @param now ignored once the consultation is over
     * @throws IllegalArgumentException if nothing was scheduled in this journal
     * @throws IllegalStateException if the agreement names rating rules that this version does not have
     */
    public static Metering of(History history, Instant now) {
        Consultation consultation = Consultation.of(history);
        Offer offer = consultation.offer();
        if (offer == null) {
            throw new IllegalArgumentException("Nothing was scheduled in the journal " + history.id() + ".");
        }
        checkVersion(consultation.agreement());
        return measure(history, Tape.of(history, now), offer.plan(), consultation.ended());
    }

    private static Metering measure(History history, Tape tape, RatePlan plan, @Nullable ConsultationEnded ended) {
        RatingRules live = new RatingRules(plan, true);
        List<Ceiling> ceilings = Ceiling.all(history, plan);
        Ceiling ceiling = ceilings.get(ceilings.size() - 1);
        Cut cut = Cut.of(tape, ceilings, live);
        long used = cut.billed().total();
        long room = Cut.fittingMillis(live, ceiling) - used;

        Reason reason = tape.start() == null || tape.isClosed() ? null : standing(tape, ceiling, room);
        return new Metering(
                Instant.ofEpochMilli(tape.end()),
                tape.start() == null ? null : Instant.ofEpochMilli(tape.start()),
                tape.isSwitchedOn() && !tape.isClosed(),
                state(tape, reason),
                reason,
                cut.billed(),
                ceiling.gross(),
                ceiling.limit(),
                ceiling.stopReason(),
                room,
                toNear(live, ceiling, used),
                bill(tape, cut, new RatingRules(plan, !isConsultantLost(ended)), ceiling));
    }

    /** Agreed rules are frozen; without an agreement there is nothing to charge, and any rules will do. */
    private static void checkVersion(@Nullable TermsAgreed agreement) {
        if (agreement != null && agreement.ratingVersion() != RatingRules.VERSION) {
            throw new IllegalStateException("Rating rules " + agreement.ratingVersion() + " are not known here.");
        }
    }

    private static boolean isConsultantLost(@Nullable ConsultationEnded ended) {
        return ended != null && ended.reason() == EndReason.TIMED_OUT && ended.lostSide() == Side.CONSULTANT;
    }

    private static @Nullable Reason standing(Tape tape, Ceiling ceiling, long room) {
        if (tape.isSwitchedOn() && room <= 0) {
            return ceiling.pauseReason();
        }
        return PRECEDENCE.stream().filter(tape::isStanding).findFirst().orElse(null);
    }

    private static State state(Tape tape, @Nullable Reason reason) {
        if (tape.isClosed()) {
            return State.ENDED;
        }
        if (tape.start() == null) {
            return State.IDLE;
        }
        if (reason == null) {
            return State.RUNNING;
        }
        return reason == Reason.CEILING_REACHED || reason == Reason.LIMIT_REACHED ? State.STOPPED : State.STANDING;
    }

    private static @Nullable Long toNear(RatingRules rules, Ceiling ceiling, long used) {
        Long gross = ceiling.minorUnits();
        if (gross == null) {
            return null;
        }
        long below = rules.fittingSeconds(nearFrom(gross) - 1, RatingRules.LONGEST_SECONDS);
        return below == RatingRules.LONGEST_SECONDS ? null : Long.valueOf((below + 1) * 1_000 - used);
    }

    /** Four fifths, rounded up. */
    private static long nearFrom(long ceiling) {
        return (ceiling * 4 + 4) / 5;
    }

    private static Bill bill(Tape tape, Cut cut, RatingRules rules, Ceiling ceiling) {
        long billableMillis = cut.billed().total();
        long seconds = rules.fittingSeconds(ceiling.minorUnits(), billableMillis / 1_000);
        RatingRules.Price price = rules.price(seconds);
        return new Bill(
                RatingRules.VERSION,
                tape.call().total(),
                billableMillis,
                price.chargeableSeconds(),
                price.net(),
                price.tax(),
                price.gross(),
                pauses(tape, cut));
    }

    private static List<Pause> pauses(Tape tape, Cut cut) {
        List<Pause> pauses = new ArrayList<>();
        Spans unexplained = tape.call().minus(cut.billed());
        for (Reason reason : PRECEDENCE) {
            Spans part = unexplained.intersect(tape.spans(reason).union(cut.beyond(reason)));
            unexplained = unexplained.minus(part);
            part.list()
                    .forEach(span -> pauses.add(
                            new Pause(Instant.ofEpochMilli(span.from()), Instant.ofEpochMilli(span.to()), reason)));
        }
        pauses.sort(Comparator.comparing(Pause::from));
        return pauses;
    }

    /** Four fifths of the ceiling are used. */
    public boolean isNearCeiling() {
        return ceiling != null && ceiling.isPositive() && bill.gross().minorUnits() >= nearFrom(ceiling.minorUnits());
    }

    /** When the ceiling will be used up if nothing happens; empty if the meter stands, or a cap stays below it. */
    public Optional<Instant> stopsAt() {
        boolean isEverReached = roomMillis + billed.total() < RatingRules.LONGEST_SECONDS * 1_000;
        return state == State.RUNNING && isEverReached ? Optional.of(at.plusMillis(roomMillis)) : Optional.empty();
    }

    /** When four fifths will be used if nothing happens; empty if they are, if it stands, or if there is no ceiling. */
    public Optional<Instant> nearAt() {
        return state == State.RUNNING && toNearMillis != null && toNearMillis > 0
                ? Optional.of(at.plusMillis(toNearMillis))
                : Optional.empty();
    }
}
