package org.connectme.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.UUID;
import org.connectme.core.RatePlan;
import org.connectme.core.RatePlan.Tax;
import org.junit.jupiter.api.Test;

/** Worked by hand: the second opinion must itself be right. */
class TariffTest {

    @Test
    void eachStepBegunCountsAfterTheFreeTime() {
        RatePlan plan = plan(200, 30, 60, 0, null, new Tax("", 0, true));

        assertThat(Tariff.chargeable(plan, 60)).isZero();
        assertThat(Tariff.chargeable(plan, 61)).isEqualTo(30);
        assertThat(Tariff.chargeable(plan, 91)).isEqualTo(60);
        assertThat(Tariff.gross(plan, 60, true)).isEqualTo(200);
    }

    @Test
    void minimumAndCapComeBeforeTheTax() {
        RatePlan plan = plan(100, 1, 0, 500, 700L, new Tax("VAT", 1_900, false));

        assertThat(Tariff.gross(plan, 0, true)).isZero();
        assertThat(Tariff.gross(plan, 60, true)).isEqualTo(595);
        assertThat(Tariff.gross(plan, 60, false)).isEqualTo(119);
        assertThat(Tariff.gross(plan, 3_600, true)).isEqualTo(833);
        assertThat(Tariff.tax(plan, 833)).isEqualTo(133);
    }

    @Test
    void halfACentIsRoundedUpOnce() {
        RatePlan plan = plan(1, 1, 0, 0, null, new Tax("", 0, true));

        assertThat(Tariff.gross(plan, 29, true)).isZero();
        assertThat(Tariff.gross(plan, 30, true)).isEqualTo(1);
    }

    private static RatePlan plan(long price, int step, int free, long minimum, Long cap, Tax tax) {
        return new RatePlan(
                new UUID(0, 1), 1, "Plan", Currency.getInstance("EUR"), price, step, free, minimum, cap, tax, 60_000);
    }
}
