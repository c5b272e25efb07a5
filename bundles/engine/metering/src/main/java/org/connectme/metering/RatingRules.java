package org.connectme.metering;

import java.math.BigInteger;
import org.connectme.core.Money;
import org.connectme.core.RatePlan;
import org.jspecify.annotations.Nullable;

/**
 * Rating rules, version 1 (MET-7): from total time to an amount, in the order free time, step, rate, minimum, cap, tax.
 *
 * <p>All steps are exact; the gross amount is rounded once, half up, to whole minor units. The receipt's split follows
 * from that one figure: tax is its exact share of the gross, rounded half up, and net is the rest, so that both always
 * add up. Where the exact net amount is whole, the split gives it back unchanged.
 *
 * <p>The price never falls as time grows, which is what {@link #fittingSeconds} relies on. A changed rule is a new
 * version beside this one, for an agreement names the version that it was given for.
 */
final class RatingRules {

    static final int VERSION = 1;

    /** No consultation lasts longer: a price that still fits a ceiling after a year fits it for ever. */
    static final long LONGEST_SECONDS = 366L * 24 * 3600;

    private static final BigInteger SECONDS_A_MINUTE = BigInteger.valueOf(60);
    private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

    private final RatePlan plan;
    private final long minimum;

    /** @param minimumApplies false where the consultant was the one lost, which costs the customer no minimum */
    RatingRules(RatePlan plan, boolean minimumApplies) {
        this.plan = plan;
        this.minimum = minimumApplies ? plan.minimum() : 0;
    }

    record Price(long chargeableSeconds, Money net, Money tax, Money gross) {}

    /** @param seconds whole billable seconds; not negative */
    Price price(long seconds) {
        long chargeable = chargeable(seconds);
        BigInteger rate = BigInteger.valueOf(plan.tax().basisPoints());
        long gross = gross(chargeable, rate);
        long tax = halfUp(BigInteger.valueOf(gross).multiply(rate), WHOLE.add(rate));
        return new Price(chargeable, money(gross - tax), money(tax), money(gross));
    }

    /**
     * The most seconds whose gross amount stays within a ceiling.
     *
     * @param ceiling gross minor units; null for none
     * @param atMost  where to stop looking
     */
    long fittingSeconds(@Nullable Long ceiling, long atMost) {
        if (ceiling == null || fits(atMost, ceiling)) {
            return atMost;
        }
        long fitting = 0;
        long tooMany = atMost;
        while (tooMany - fitting > 1) {
            long middle = fitting + (tooMany - fitting) / 2;
            if (fits(middle, ceiling)) {
                fitting = middle;
            } else {
                tooMany = middle;
            }
        }
        return fitting;
    }

    private boolean fits(long seconds, long ceiling) {
        return gross(chargeable(seconds), BigInteger.valueOf(plan.tax().basisPoints())) <= ceiling;
    }

    /** Free time comes off first; each step begun counts whole. */
    private long chargeable(long seconds) {
        long beyondFree = Math.max(0, seconds - plan.freeSeconds());
        long steps = Math.floorDiv(beyondFree + plan.stepSeconds() - 1, (long) plan.stepSeconds());
        return Math.multiplyExact(steps, (long) plan.stepSeconds());
    }

    private long gross(long chargeable, BigInteger taxRate) {
        if (chargeable == 0) {
            return 0;
        }
        BigInteger sixtieths = BigInteger.valueOf(plan.pricePerMinute())
                .multiply(BigInteger.valueOf(chargeable))
                .max(BigInteger.valueOf(minimum).multiply(SECONDS_A_MINUTE));
        Long cap = plan.cap();
        if (cap != null) {
            sixtieths = sixtieths.min(BigInteger.valueOf(cap).multiply(SECONDS_A_MINUTE));
        }
        return plan.tax().included()
                ? halfUp(sixtieths, SECONDS_A_MINUTE)
                : halfUp(sixtieths.multiply(WHOLE.add(taxRate)), SECONDS_A_MINUTE.multiply(WHOLE));
    }

    /** Rounds a fraction that is not negative. */
    private static long halfUp(BigInteger numerator, BigInteger denominator) {
        return numerator
                .shiftLeft(1)
                .add(denominator)
                .divide(denominator.shiftLeft(1))
                .longValueExact();
    }

    private Money money(long minorUnits) {
        return new Money(minorUnits, plan.currency());
    }
}
