package org.connectme.metering;

import java.util.ArrayList;
import java.util.List;
import org.connectme.core.Bill;
import org.connectme.core.Money;
import org.connectme.core.RatePlan;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.LimitSet;
import org.connectme.core.event.MeterEvent.StopReason;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.HoldRaised;
import org.connectme.core.event.PaymentEvent.ReleaseRequested;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.jspecify.annotations.Nullable;

/**
 * How much may be charged, from an instant on: the hold that stands or the customer's own limit, whichever is less.
 *
 * @param fromMillis server time since which it is so
 * @param gross      null for a free plan, which has no ceiling; zero without a hold
 * @param limit      the customer's own, if there is one
 */
record Ceiling(
        long fromMillis, @Nullable Money gross, @Nullable Money limit) {

    /** Every ceiling a journal had, in order; never empty. What comes after the end changes nothing. */
    static List<Ceiling> all(History history, RatePlan plan) {
        List<Ceiling> ceilings = new ArrayList<>();
        List<@Nullable HoldPlaced> holds = Consultation.holds(history);
        Money hold = gross(plan, null);
        Money limit = null;
        ceilings.add(new Ceiling(Long.MIN_VALUE, hold, limit));
        for (int i = 0; i < history.length(); i++) {
            Entry entry = history.entries().get(i);
            Event event = entry.event();
            if (Tape.closes(event)) {
                break;
            }
            if (event instanceof LimitSet set) {
                limit = isIn(plan, set.limit()) ? set.limit() : null;
            } else if (isOfHold(event)) {
                hold = gross(plan, holds.get(i));
            } else {
                continue;
            }
            Money gross = hold == null || limit == null ? hold : hold.min(limit);
            ceilings.add(new Ceiling(entry.at().toEpochMilli(), gross, limit));
        }
        return ceilings;
    }

    private static boolean isOfHold(Event event) {
        return event instanceof HoldPlaced
                || event instanceof HoldRaised
                || event instanceof ReleaseRequested
                || event instanceof Released;
    }

    /** A limit named before the plan moved to another currency says nothing about this one. */
    private static boolean isIn(RatePlan plan, @Nullable Money amount) {
        return amount != null && amount.currency().equals(plan.currency());
    }

    private static @Nullable Money gross(RatePlan plan, @Nullable HoldPlaced hold) {
        if (plan.isFree()) {
            return null;
        }
        return hold != null && isIn(plan, hold.amount()) ? hold.amount() : Money.zero(plan.currency());
    }

    /** Gross minor units, as {@link RatingRules} takes them. */
    @Nullable
    Long minorUnits() {
        return gross == null ? null : Long.valueOf(gross.minorUnits());
    }

    StopReason stopReason() {
        return limit != null && limit.equals(gross) ? StopReason.LIMIT : StopReason.CEILING;
    }

    Bill.Reason pauseReason() {
        return pauseReason(stopReason());
    }

    static Bill.Reason pauseReason(StopReason reason) {
        return reason == StopReason.LIMIT ? Bill.Reason.LIMIT_REACHED : Bill.Reason.CEILING_REACHED;
    }
}
