package org.connectme.simulation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.connectme.core.RatePlan;

/** What so many seconds cost by a plan: MET-7 read once more, with other arithmetic than the server's. */
final class Tariff {

    private static final BigDecimal MINUTE = BigDecimal.valueOf(60);
    private static final BigDecimal WHOLE = BigDecimal.valueOf(10_000);
    /** Far more digits than any amount needs to be rounded rightly. */
    private static final MathContext EXACT = new MathContext(60);

    private Tariff() {}

    /** @param seconds billable, before free time and steps */
    static long chargeable(RatePlan plan, long seconds) {
        BigDecimal beyondFree = BigDecimal.valueOf(seconds - plan.freeSeconds()).max(BigDecimal.ZERO);
        BigDecimal step = BigDecimal.valueOf(plan.stepSeconds());
        return beyondFree.divide(step, 0, RoundingMode.CEILING).multiply(step).longValueExact();
    }

    static long gross(RatePlan plan, long chargeable, boolean withMinimum) {
        if (chargeable == 0) {
            return 0;
        }
        // in sixtieths of a minor unit, which every rate has a whole number of
        BigDecimal price = BigDecimal.valueOf(plan.pricePerMinute()).multiply(BigDecimal.valueOf(chargeable));
        if (withMinimum) {
            price = price.max(BigDecimal.valueOf(plan.minimum()).multiply(MINUTE));
        }
        if (plan.cap() != null) {
            price = price.min(BigDecimal.valueOf(plan.cap()).multiply(MINUTE));
        }
        if (!plan.tax().included()) {
            price = price.multiply(withTax(plan)).divide(WHOLE);
        }
        return rounded(price.divide(MINUTE, EXACT));
    }

    static long tax(RatePlan plan, long gross) {
        BigDecimal rate = BigDecimal.valueOf(plan.tax().basisPoints());
        return rounded(BigDecimal.valueOf(gross).multiply(rate).divide(withTax(plan), EXACT));
    }

    private static BigDecimal withTax(RatePlan plan) {
        return WHOLE.add(BigDecimal.valueOf(plan.tax().basisPoints()));
    }

    private static long rounded(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }
}
