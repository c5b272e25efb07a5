package org.connectme.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.connectme.core.journal.Story.plan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.connectme.core.RatePlan;
import org.connectme.metering.RatingRules.Price;

class RatingPropertiesTest {

    @Property
    void netAndTaxAddUpToGrossAndNoneIsNegative(
            @ForAll("plans") RatePlan plan, @ForAll @LongRange(max = 100_000) long seconds) {
        Price price = new RatingRules(plan, true).price(seconds);

        assertThat(price.net().plus(price.tax())).isEqualTo(price.gross());
        assertThat(price.net().minorUnits()).isNotNegative();
        assertThat(price.tax().minorUnits()).isNotNegative();
    }

    @Property
    void theGrossAmountIsTheExactOneRoundedOnce(
            @ForAll("plans") RatePlan plan, @ForAll @LongRange(max = 100_000) long seconds) {
        Price price = new RatingRules(plan, true).price(seconds);

        BigDecimal exact = exactGross(plan, price.chargeableSeconds());
        assertThat(BigDecimal.valueOf(price.gross().minorUnits()))
                .isEqualByComparingTo(exact.setScale(0, RoundingMode.HALF_UP));
    }

    @Property
    void moreTimeNeverCostsLess(
            @ForAll("plans") RatePlan plan,
            @ForAll @LongRange(max = 100_000) long seconds,
            @ForAll @LongRange(max = 5_000) long more) {
        RatingRules rules = new RatingRules(plan, true);

        assertThat(rules.price(seconds + more).gross())
                .isGreaterThanOrEqualTo(rules.price(seconds).gross());
    }

    @Property
    void theLastFittingSecondFitsAndTheNextDoesNot(
            @ForAll("plans") RatePlan plan, @ForAll @LongRange(max = 50_000) long ceiling) {
        RatingRules rules = new RatingRules(plan, true);
        long fitting = rules.fittingSeconds(ceiling, RatingRules.LONGEST_SECONDS);

        assertThat(rules.price(fitting).gross().minorUnits()).isLessThanOrEqualTo(ceiling);
        assumeThat(fitting).isLessThan(RatingRules.LONGEST_SECONDS);
        assertThat(rules.price(fitting + 1).gross().minorUnits()).isGreaterThan(ceiling);
    }

    /** Worked out in decimals with digits to spare, unlike the rules themselves. */
    private static BigDecimal exactGross(RatePlan plan, long chargeable) {
        if (chargeable == 0) {
            return BigDecimal.ZERO;
        }
        MathContext digits = new MathContext(60);
        BigDecimal price = BigDecimal.valueOf(plan.pricePerMinute())
                .multiply(BigDecimal.valueOf(chargeable))
                .divide(BigDecimal.valueOf(60), digits)
                .max(BigDecimal.valueOf(plan.minimum()));
        if (plan.cap() != null) {
            price = price.min(BigDecimal.valueOf(plan.cap()));
        }
        BigDecimal factor = BigDecimal.ONE.add(BigDecimal.valueOf(plan.tax().basisPoints(), 4));
        // 30 digits are plenty to tell a half from less; a repeating sixth is never a half by rounding up its 60th
        // digit.
        return (plan.tax().included() ? price : price.multiply(factor)).setScale(30, RoundingMode.HALF_EVEN);
    }

    @Provide
    Arbitrary<RatePlan> plans() {
        return Combinators.combine(
                        Arbitraries.of("JPY", "EUR", "KWD"),
                        Arbitraries.longs().between(0, 2_000),
                        Arbitraries.of(1, 1, 6, 30, 60, 900),
                        Arbitraries.of(0, 0, 60, 599),
                        Arbitraries.of(0L, 0L, 7L, 500L),
                        Arbitraries.of(500L, 1_000L, 12_345L).injectNull(0.5),
                        Arbitraries.of(0, 250, 770, 1900, 10_000),
                        Arbitraries.of(true, false))
                .as((currency, price, step, free, minimum, cap, tax, included) ->
                        plan(currency, price, step, free, minimum, cap, tax, included, 100_000));
    }
}
