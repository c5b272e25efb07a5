package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.done;
import static org.connectme.plugin.tck.Bench.held;
import static org.connectme.plugin.tck.Bench.rejected;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.junit.jupiter.api.Test;

/** Limits, multiples and decimals. */
interface AmountCases extends Cases {

    @Test
    default void theSmallestChargeIsHeld() {
        Amount smallest = smallest(bench().subject().currency());

        assertThat(bench().hold(smallest).amount()).isEqualTo(smallest);
    }

    @Test
    default void lessThanTheSmallestChargeIsRejected() {
        Amount smallest = smallest(bench().subject().currency());
        long less = smallest.minorUnits() - bench().can().quantum();
        assumeTrue(less > 0, "minimum: nothing is smaller");

        rejected(authorise(new Amount(less, smallest.currency())));
    }

    @Test
    default void theLargestChargeIsHeld() {
        assertThat(bench().hold(largest()).amount()).isEqualTo(largest());
    }

    @Test
    default void moreThanTheLargestChargeIsRejected() {
        assumeTrue(largest().minorUnits() < Long.MAX_VALUE / 2, "maximum: nothing is larger");

        rejected(authorise(bench().more(largest())));
    }

    @Test
    default void anAmountBetweenTwoMultiplesIsNotHeld() {
        Amount between = between();

        rejected(authorise(between));
    }

    @Test
    default void anAmountBetweenTwoMultiplesIsNotCaptured() {
        bench().needs(Ability.PARTIAL_CAPTURE);
        Amount between = between();
        Held held = bench().hold(new Amount(between.minorUnits() - 1 + 4 * quantum(between), between.currency()));

        rejected(bench().capture("capture", held, between));
    }

    @Test
    default void aCurrencyWithTwoDecimalsIsCountedInHundredths() {
        countsLikeTheService(2);
    }

    @Test
    default void aCurrencyWithoutDecimalsIsCountedInWholeUnits() {
        countsLikeTheService(0);
    }

    @Test
    default void aCurrencyWithThreeDecimalsIsCountedInThousandths() {
        countsLikeTheService(3);
    }

    /** Holds, captures and refunds three different amounts, and compares with the service's own books. */
    private void countsLikeTheService(int decimals) {
        String currency = bench().currencyWith(decimals);
        long unit = bench().part(currency).minorUnits();
        long captured = bench().can(currency).can(Ability.PARTIAL_CAPTURE) ? 2 * unit : 3 * unit;
        Held held = held(bench().provider()
                .authorise(bench().request(
                                "hold",
                                new Amount(3 * unit, currency),
                                bench().cards().good())));

        assertThat(held.amount()).isEqualTo(new Amount(3 * unit, currency));
        done(bench().provider()
                .capture(new Capture(bench().key("capture"), held.reference(), new Amount(captured, currency))));
        long refunded = 0;
        if (bench().can(currency).can(Ability.REFUND)) {
            refunded = unit;
            done(bench().refund("refund", held, new Amount(refunded, currency)));
        }

        Payment payment = bench().fetch(held);
        assertThat(payment.currency()).isEqualTo(currency);
        assertThat(payment.captured()).isEqualTo(captured);
        assertThat(payment.refunded()).isEqualTo(refunded);
        Optional<Books> books = bench().subject().books();
        if (books.isPresent()) {
            assertThat(books.get().of(bench().consultation())).singleElement().satisfies(entry -> {
                assertThat(entry.held()).isEqualByComparingTo(units(3 * unit, currency));
                assertThat(entry.captured()).isEqualByComparingTo(units(captured, currency));
                assertThat(entry.refunded()).isEqualByComparingTo(units(payment.refunded(), currency));
            });
        }
    }

    private static BigDecimal units(long minorUnits, String currency) {
        return BigDecimal.valueOf(minorUnits, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    private Amount smallest(String currency) {
        Capabilities can = bench().can(currency);
        return new Amount((can.minimum() + can.quantum() - 1) / can.quantum() * can.quantum(), currency);
    }

    private Amount largest() {
        Capabilities can = bench().can();
        return new Amount(
                can.maximum() / can.quantum() * can.quantum(), bench().subject().currency());
    }

    private long quantum(Amount amount) {
        return bench().can(amount.currency()).quantum();
    }

    /** One minor unit above a multiple, in a currency that has multiples. */
    private Amount between() {
        Optional<String> currency = bench().currencies()
                .filter(code -> bench().can(code).quantum() > 1)
                .findFirst();
        assumeTrue(currency.isPresent(), "quantum: any amount can be charged in each currency");
        return new Amount(bench().part(currency.orElseThrow()).minorUnits() + 1, currency.orElseThrow());
    }

    private Outcome<?> authorise(Amount amount) {
        return bench().provider()
                .authorise(bench().request("hold", amount, bench().cards().good()));
    }
}
