package org.connectme.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.journal.Story.plan;

import java.util.Currency;
import java.util.UUID;
import java.util.stream.Stream;
import org.connectme.core.RatePlan;
import org.connectme.core.account.Rating;
import org.connectme.core.account.Rating.Quote;
import org.connectme.core.command.Refusal;
import org.connectme.core.journal.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RatingTest {

    private static final long PLENTY = 100_000_000;

    private final Rating rating = new PlanRating();

    /** The expected figures were worked out by hand, as fractions. */
    @ParameterizedTest(name = "{1} a minute for {2} s at {3} bp, included: {4}")
    @CsvSource({
        // no decimals: yen. 100 * 90/60 = 150; 100 * 91/60 = 151.67; 33 * 10/60 = 5.5 rounds up
        "JPY,   100,   90,    0, false,   150,   0,   150",
        "JPY,   100,   91,    0, false,   152,   0,   152",
        "JPY,    33,   10,    0, false,     6,   0,     6",
        // 151.667 * 1.10 = 166.83 -> 167; tax 167 * 10/110 = 15.18 -> 15
        "JPY,   100,   91, 1000, false,   152,  15,   167",
        // included: 151.667 -> 152, of it 152 * 10/110 = 13.8 -> 14
        "JPY,   100,   91, 1000, true,    138,  14,   152",
        // 2 decimals: euro. 1.99 * 61/60 = 2.0231..; * 1.19 = 2.4076 -> 2.41; tax 2.41 * 19/119 = 0.3848 -> 0.38
        "EUR,   199,   61,    0, false,   202,   0,   202",
        "EUR,   199,   61, 1900, false,   203,  38,   241",
        "EUR,   199,   61, 1900, true,    170,  32,   202",
        // 2.50 * 601/60 = 25.041667; * 1.077 = 26.969875 -> 26.97
        "CHF,   250,  601,  770, false,  2504, 193,  2697",
        // 3 decimals: dinar. 0.500 * 7/60 = 0.058333 -> 0.058; with 5 %: 0.06125 -> 0.061
        "KWD,   500,    7,    0, false,    58,   0,    58",
        "KWD,   500,    7,  500, false,    58,   3,    61",
        "KWD,   500,    7,  500, true,     55,   3,    58",
        // 1.234 * 3599/60 = 74.01943 -> 74.019
        "BHD,  1234, 3599,    0, false, 74019,   0, 74019",
    })
    void thePriceIsRoundedOnceHalfUp(
            String currency, long price, long seconds, int tax, boolean included, long net, long taxed, long gross) {
        Quote quote = rating.quote(plan(currency, price, 1, 0, 0, null, tax, included, PLENTY), seconds);

        assertThat(quote.gross().minorUnits()).isEqualTo(gross);
        assertThat(quote.tax().minorUnits()).isEqualTo(taxed);
        assertThat(quote.net().minorUnits()).isEqualTo(net);
    }

    @ParameterizedTest(name = "step {0}, free {1}, minimum {2}, cap {3}: {4} s")
    @CsvSource(
            nullValues = "-",
            value = {
                // step, free, minimum, cap, seconds, chargeable, gross at 1.00 a minute
                "  1,   0,    0,    -,    0,    0,    0",
                "  1,   0,    0,    -,   30,   30,   50",
                " 60,   0,    0,    -,    1,   60,  100",
                " 60,   0,    0,    -,   60,   60,  100",
                " 60,   0,    0,    -,   61,  120,  200",
                "  1, 300,    0,    -,  300,    0,    0",
                "  1, 300,    0,    -,  301,    1,    2",
                " 60, 300,    0,    -,  301,   60,  100",
                " 60, 300,    0,    -,  360,   60,  100",
                " 60, 300,    0,    -,  361,  120,  200",
                "  1,   0,  500,    -,    0,    0,    0",
                "  1,   0,  500,    -,    1,    1,  500",
                "  1,   0,  500,    -,  300,  300,  500",
                "  1,   0,  500,    -,  301,  301,  502",
                "  1, 300,  500,    -,  300,    0,    0",
                "  1, 300,  500,    -,  301,    1,  500",
                "  1,   0,    0, 1000,  600,  600, 1000",
                "  1,   0,    0, 1000, 9999, 9999, 1000",
                "  1,   0, 1000, 1000,    1,    1, 1000",
            })
    void freeTimeThenStepThenRateThenMinimumThenCap(
            int step, int free, long minimum, Long cap, long seconds, long chargeable, long gross) {
        Quote quote = rating.quote(plan("EUR", 100, step, free, minimum, cap, 0, false, PLENTY), seconds);

        assertThat(quote.chargeableSeconds()).isEqualTo(chargeable);
        assertThat(quote.gross().minorUnits()).isEqualTo(gross);
    }

    @Test
    void capAndMinimumStandBeforeTax() {
        assertThat(rating.quote(plan("EUR", 100, 1, 0, 500, null, 1900, false, PLENTY), 1)
                        .gross())
                .hasToString("5.95 EUR");
        assertThat(rating.quote(plan("EUR", 100, 1, 0, 0, 1000L, 1900, false, PLENTY), 9_999)
                        .gross())
                .hasToString("11.90 EUR");
    }

    @Test
    void aQuoteNeverExceedsTheHold() {
        // 1.00 a minute with 19 %: 10.00 gross holds 504 s (9.996); 505 s would be 10.016.
        Quote bySecond = rating.quote(plan("EUR", 100, 1, 0, 0, null, 1900, false, 1_000), 3_600);
        assertThat(bySecond.chargeableSeconds()).isEqualTo(504);
        assertThat(bySecond.gross()).hasToString("10.00 EUR");

        Quote byMinute = rating.quote(plan("EUR", 100, 60, 0, 0, null, 1900, false, 1_000), 3_600);
        assertThat(byMinute.chargeableSeconds()).isEqualTo(480);
        assertThat(byMinute.gross()).hasToString("9.52 EUR");
    }

    @Test
    void aFreePlanCostsNothingHoweverLong() {
        assertThat(rating.quote(Story.FREE, 1_000_000).gross()).hasToString("0.00 EUR");
        assertThat(rating.check(Story.FREE)).isEmpty();
    }

    @Test
    void theExamplesBeginWithTenMinutes() {
        assertThat(rating.examples(Story.EURO_A_MINUTE))
                .extracting(quote -> quote.seconds() / 60 + " min: " + quote.gross())
                .containsExactly("10 min: 10.00 EUR", "30 min: 30.00 EUR", "60 min: 60.00 EUR");
    }

    static Stream<Arguments> wrongPlans() {
        return Stream.of(
                Arguments.of("plan.price", plan("EUR", -1, 100)),
                Arguments.of("plan.price", plan("EUR", 10_000_001, PLENTY)),
                Arguments.of("plan.step", plan("EUR", 100, 0, 0, 0, null, 0, false, 100)),
                Arguments.of("plan.step", plan("EUR", 100, -5, 0, 0, null, 0, false, 100)),
                Arguments.of("plan.step", plan("EUR", 1, 3_601, 0, 0, null, 0, false, 1_000)),
                Arguments.of("plan.free-time", plan("EUR", 100, 1, -1, 0, null, 0, false, 100)),
                Arguments.of("plan.minimum", plan("EUR", 100, 1, 0, -1, null, 0, false, 100)),
                Arguments.of("plan.cap", plan("EUR", 100, 1, 0, 0, 0L, 0, false, 100)),
                Arguments.of("plan.cap", plan("EUR", 100, 1, 0, 0, -7L, 0, false, 100)),
                Arguments.of("plan.cap-below-minimum", plan("EUR", 100, 1, 0, 500, 499L, 0, false, 1_000)),
                Arguments.of("plan.tax-rate", plan("EUR", 100, 1, 0, 0, null, -1, false, 100)),
                Arguments.of("plan.tax-rate", plan("EUR", 100, 1, 0, 0, null, 10_001, false, 100)),
                Arguments.of("plan.hold", plan("EUR", 100, -1)),
                Arguments.of("plan.hold", plan("EUR", 100, 200_000_001)),
                Arguments.of("plan.hold-missing", plan("EUR", 100, 0)),
                Arguments.of("plan.hold-on-free-plan", plan("EUR", 0, 100)),
                Arguments.of("plan.minimum-above-hold", plan("EUR", 0, 1, 0, 1_000, null, 10, false, 1_000)),
                Arguments.of("plan.step-above-hold", plan("EUR", 100, 3_600, 0, 0, null, 0, false, 5_999)),
                Arguments.of("plan.currency", plan("CLF", 100, 1_000)),
                Arguments.of("plan.currency", plan("XAU", 100, 1_000)),
                Arguments.of("plan.name", named("")),
                Arguments.of("plan.name", named("two\nlines")),
                Arguments.of("plan.name", named("x".repeat(101))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongPlans")
    void aPlanThatCannotWorkIsRefusedByName(String code, RatePlan plan) {
        assertThat(rating.check(plan)).map(Refusal::code).contains(code);
    }

    @Test
    void aPlanWhoseGrossMinimumJustFitsItsHoldIsFine() {
        assertThat(rating.check(plan("EUR", 0, 1, 0, 1_000, null, 1900, false, 1_190)))
                .isEmpty();
        assertThat(rating.check(plan("EUR", 0, 1, 0, 1_000, null, 1900, false, 1_189)))
                .map(Refusal::code)
                .contains("plan.minimum-above-hold");
        assertThat(rating.check(plan("EUR", 0, 1, 0, 1_000, null, 1900, true, 1_000)))
                .isEmpty();
    }

    private static RatePlan named(String name) {
        return new RatePlan(
                UUID.randomUUID(),
                1,
                name,
                Currency.getInstance("EUR"),
                100,
                1,
                0,
                0,
                null,
                new RatePlan.Tax("VAT", 0, false),
                1_000);
    }
}
