package org.connectme.metering;

import java.util.ArrayList;
import java.util.List;
import org.connectme.core.Bill.Reason;
import org.connectme.metering.Spans.Span;

/**
 * Billable time, cut where the ceiling that stood at the time was used up.
 *
 * @param billed        what is charged for
 * @param beyondCeiling what would have been, had the hold been higher
 * @param beyondLimit   what would have been, had the customer's limit been higher
 */
record Cut(Spans billed, Spans beyondCeiling, Spans beyondLimit) {

    /** A raised ceiling lets later time count; what ran beyond the old one stays free. */
    static Cut of(Tape tape, List<Ceiling> ceilings, RatingRules rules) {
        Spans billable = tape.billable();
        List<Span> billed = new ArrayList<>();
        List<Span> beyondCeiling = new ArrayList<>();
        List<Span> beyondLimit = new ArrayList<>();
        long used = 0;
        for (int i = 0; i < ceilings.size(); i++) {
            Ceiling ceiling = ceilings.get(i);
            long until = i + 1 < ceilings.size() ? ceilings.get(i + 1).fromMillis() : Long.MAX_VALUE;
            Spans part = billable.between(ceiling.fromMillis(), until);
            if (part.isEmpty()) {
                continue;
            }
            Spans fitting = part.first(fittingMillis(rules, ceiling) - used);
            used += fitting.total();
            billed.addAll(fitting.list());
            boolean isLimit = ceiling.pauseReason() == Reason.LIMIT_REACHED;
            (isLimit ? beyondLimit : beyondCeiling).addAll(part.minus(fitting).list());
        }
        return new Cut(new Spans(billed), new Spans(beyondCeiling), new Spans(beyondLimit));
    }

    /** The billable time that a ceiling holds, from the very beginning. */
    static long fittingMillis(RatingRules rules, Ceiling ceiling) {
        return rules.fittingSeconds(ceiling.minorUnits(), RatingRules.LONGEST_SECONDS) * 1_000;
    }

    Spans beyond(Reason reason) {
        return switch (reason) {
            case CEILING_REACHED -> beyondCeiling;
            case LIMIT_REACHED -> beyondLimit;
            default -> Spans.NONE;
        };
    }
}
