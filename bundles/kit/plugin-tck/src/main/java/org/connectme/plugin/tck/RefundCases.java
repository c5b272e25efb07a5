package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.done;
import static org.connectme.plugin.tck.Bench.rejected;

import java.util.List;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.Refund;
import org.junit.jupiter.api.Test;

/** Money goes back, at most as much as was taken. */
interface RefundCases extends Cases {

    @Test
    default void allThatWasTakenCanBeGivenBack() {
        Held held = captured();

        Payment refunded = done(bench().refund("refund", held, bench().amount()));

        assertThat(refunded.state()).isEqualTo(State.CAPTURED);
        assertThat(refunded.refunded()).isEqualTo(bench().amount().minorUnits());
        assertThat(bench().fetch(held).refunded()).isEqualTo(bench().amount().minorUnits());
        assertThat(bench().fetch(held).captured()).isEqualTo(bench().amount().minorUnits());
    }

    @Test
    default void refundsAddUp() {
        Held held = captured();

        done(bench().refund("one", held, bench().parts(2)));
        Payment refunded = done(bench().refund("two", held, bench().parts(3)));

        assertThat(refunded.refunded()).isEqualTo(bench().parts(5).minorUnits());
        assertThat(bench().fetch(held).refunded()).isEqualTo(bench().parts(5).minorUnits());
    }

    @Test
    default void twoRefundsOfTheSameAmountAreTwo() {
        Held held = captured();

        done(bench().refund("one", held, bench().part()));
        done(bench().refund("two", held, bench().part()));

        assertThat(bench().fetch(held).refunded()).isEqualTo(bench().parts(2).minorUnits());
    }

    @Test
    default void oneUnitMoreThanWasTakenIsNotGivenBack() {
        bench().needs(Ability.REFUND);
        Amount taken = bench().can().can(Ability.PARTIAL_CAPTURE) ? bench().parts(5) : bench().amount();
        Held held = bench().captured(taken);

        rejected(bench().refund("refund", held, bench().more(taken)));

        assertThat(bench().fetch(held).refunded()).isZero();
    }

    @Test
    default void oneUnitMoreThanIsLeftIsNotGivenBack() {
        Held held = captured();
        done(bench().refund("one", held, bench().parts(4)));

        rejected(bench().refund("two", held, bench().more(bench().parts(Bench.PARTS - 4))));

        assertThat(bench().fetch(held).refunded()).isEqualTo(bench().parts(4).minorUnits());
    }

    @Test
    default void aRefundAskedTwiceIsGivenBackOnce() {
        Held held = captured();
        done(bench().refund("refund", held, bench().parts(2)));

        done(bench().refund("refund", held, bench().parts(2)));

        assertThat(bench().fetch(held).refunded()).isEqualTo(bench().parts(2).minorUnits());
    }

    @Test
    default void aRefundKeyWithAnotherAmountIsRejected() {
        Held held = captured();
        done(bench().refund("refund", held, bench().parts(2)));

        rejected(bench().refund("refund", held, bench().parts(3)));

        assertThat(bench().fetch(held).refunded()).isEqualTo(bench().parts(2).minorUnits());
    }

    @Test
    default void nothingIsGivenBackBeforeItWasTaken() {
        bench().needs(Ability.REFUND);
        Held held = bench().hold();

        rejected(bench().refund("refund", held, bench().part()));

        assertThat(bench().fetch(held).state()).isEqualTo(State.HELD);
    }

    @Test
    default void nothingIsGivenBackInAnotherCurrency() {
        Held held = captured();
        String other = bench().currencies()
                .filter(code -> !code.equals(held.amount().currency()))
                .findFirst()
                .orElse("XTS");

        rejected(bench().provider()
                .refund(new Refund(
                        bench().key("refund"),
                        held.reference(),
                        new Amount(bench().part().minorUnits(), other))));

        assertThat(bench().fetch(held).refunded()).isZero();
    }

    @Test
    default void refundsAtOnceNeverExceedWhatWasTaken() {
        Held held = captured();

        List<Outcome<Payment>> answers =
                bench().together(16, index -> bench().refund("refund-" + index, held, bench().parts(3)));

        long done = answers.stream().filter(Outcome.Done.class::isInstance).count();
        assertThat(done).as("refunds of 3 parts of 16 that were done").isBetween(1L, Bench.PARTS / 3L);
        assertThat(bench().fetch(held).refunded())
                .isEqualTo(done * bench().parts(3).minorUnits());
    }

    private Held captured() {
        bench().needs(Ability.REFUND);
        return bench().captured(bench().amount());
    }
}
