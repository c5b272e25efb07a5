package org.connectme.metering;

import java.time.Instant;
import org.connectme.core.Bill;
import org.connectme.core.Money;
import org.connectme.metering.Metering.State;
import org.jspecify.annotations.Nullable;

/**
 * The meter as a page shows it.
 *
 * @param reason         why it stands; null while it runs and before the first START
 * @param startedAt      the first START
 * @param figureAt       the server's instant at which times and amounts are exact: now, or the end
 * @param billableMillis at {@code figureAt}; goes on by the clock only while RUNNING
 * @param durationMillis from the first START
 * @param ceiling        gross; the hold or the customer's limit; null for a free plan and before a hold stands
 * @param limit          the customer's own
 * @param nearCeiling    at least four fifths of the ceiling are used
 * @param canStart       for the consultant: START would be accepted and would change something
 * @param whyNot         for the consultant: the code of the refusal otherwise; null while the meter is switched on
 * @param bill           after the end
 */
public record MeterView(
        State state,
        Bill.@Nullable Reason reason,
        @Nullable Instant startedAt,
        Instant figureAt,
        long billableMillis,
        long durationMillis,
        Money gross,
        Money tax,
        @Nullable Money ceiling,
        @Nullable Money limit,
        boolean nearCeiling,
        boolean canStart,
        @Nullable String whyNot,
        @Nullable Bill bill) {}
