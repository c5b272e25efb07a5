package org.connectme.core;

import java.time.Instant;
import java.util.List;

/**
 * What a consultation costs and why, the result of folding its journal. All amounts share one currency.
 *
 * @param ratingVersion     version of the rating rules that made it, frozen in the agreement
 * @param durationMillis    from the first START to the end
 * @param billableMillis    metered time with both sides online, before it is cut to whole seconds
 * @param chargeableSeconds after free time and steps, and cut to what the ceiling holds
 * @param net               without tax
 * @param gross             what is taken from the card
 * @param pauses            spans between first START and end that were not billed, in order, not overlapping
 */
public record Bill(
        int ratingVersion,
        long durationMillis,
        long billableMillis,
        long chargeableSeconds,
        Money net,
        Money tax,
        Money gross,
        List<Pause> pauses) {

    public Bill {
        pauses = List.copyOf(pauses);
    }

    /** One stretch of time that was not billed. */
    public record Pause(Instant from, Instant to, Reason reason) {}

    /** Why the meter stood. */
    public enum Reason {
        CONSULTANT_PAUSED,
        CONSULTANT_OFFLINE,
        CUSTOMER_OFFLINE,
        CONNECTION_LOST,
        SERVER_OUTAGE,
        CEILING_REACHED,
        LIMIT_REACHED,
        ENDING
    }
}
