package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.done;
import static org.connectme.plugin.tck.Bench.rejected;

import java.time.Duration;
import java.util.List;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.junit.jupiter.api.Test;

/** Money is taken once, finally, and never more than is held. */
interface CaptureCases extends Cases {

    @Test
    default void aWholeHoldIsCaptured() {
        Held held = bench().hold();

        Payment captured = done(bench().capture("capture", held, bench().amount()));

        assertThat(captured.state()).isEqualTo(State.CAPTURED);
        assertThat(captured.captured()).isEqualTo(bench().amount().minorUnits());
        assertThat(captured.refunded()).isZero();
        assertThat(bench().fetch(held).captured()).isEqualTo(bench().amount().minorUnits());
    }

    @Test
    default void aPartIsCapturedAndNoMore() {
        bench().needs(Ability.PARTIAL_CAPTURE);
        Held held = bench().hold();

        Payment captured = done(bench().capture("capture", held, bench().parts(3)));

        assertThat(captured.state()).isEqualTo(State.CAPTURED);
        assertThat(captured.captured()).isEqualTo(bench().parts(3).minorUnits());
        assertThat(bench().fetch(held).captured()).isEqualTo(bench().parts(3).minorUnits());
        assertThat(bench().fetch(held).refunded())
                .as("what is released is no refund")
                .isZero();
    }

    @Test
    default void aPartIsRejectedWhereOnlyAllCanBeCaptured() {
        bench().lacks(Ability.PARTIAL_CAPTURE);
        Held held = bench().hold();

        rejected(bench().capture("capture", held, bench().parts(3)));

        assertThat(bench().fetch(held).state()).isEqualTo(State.HELD);
    }

    @Test
    default void oneUnitMoreThanIsHeldIsNotCaptured() {
        Held held = bench().hold();

        rejected(bench().capture("capture", held, bench().more(bench().amount())));

        assertThat(bench().fetch(held).state()).isEqualTo(State.HELD);
        assertThat(bench().fetch(held).captured()).isZero();
    }

    @Test
    default void whatIsLeftAfterAPartCannotBeCaptured() {
        bench().needs(Ability.PARTIAL_CAPTURE);
        Held held = bench().captured(bench().parts(3));

        rejected(bench().capture("second", held, bench().parts(3)));

        assertThat(bench().fetch(held).captured()).isEqualTo(bench().parts(3).minorUnits());
    }

    @Test
    default void aCapturedHoldCannotBeCapturedAgain() {
        Held held = bench().captured(bench().amount());

        rejected(bench().capture("second", held, bench().amount()));

        assertThat(bench().fetch(held).captured()).isEqualTo(bench().amount().minorUnits());
    }

    @Test
    default void ofSixteenCapturesAtOnceOneTakesMoney() {
        Held held = bench().hold();

        List<Outcome<Payment>> answers =
                bench().together(16, index -> bench().capture("capture-" + index, held, bench().amount()));

        assertThat(answers.stream().filter(Outcome.Done.class::isInstance)).hasSize(1);
        assertThat(bench().fetch(held).captured()).isEqualTo(bench().amount().minorUnits());
    }

    @Test
    default void nothingIsCapturedInAnotherCurrency() {
        Held held = bench().hold();
        String other = bench().currencies()
                .filter(code -> !code.equals(held.amount().currency()))
                .findFirst()
                .orElse("XTS");

        rejected(bench().capture("capture", held, new Amount(bench().amount().minorUnits(), other)));

        assertThat(bench().fetch(held).state()).isEqualTo(State.HELD);
    }

    @Test
    default void nothingIsCapturedAfterARelease() {
        Held held = bench().hold();
        done(bench().release("release", held));

        rejected(bench().capture("capture", held, bench().amount()));

        assertThat(bench().fetch(held).captured()).isZero();
    }

    @Test
    default void nothingIsCapturedOfAPaymentThatIsNotThere() {
        rejected(bench().provider().capture(new Capture(bench().key("capture"), "no-such-payment", bench().amount())));
    }

    @Test
    default void aHoldCanBeCapturedUntilItsEnd() {
        Time time = bench().time();
        Held held = bench().hold();

        time.pass(Duration.between(time.now(), held.heldUntil()).minusMinutes(1));

        assertThat(done(bench().capture("capture", held, bench().amount())).captured())
                .isEqualTo(bench().amount().minorUnits());
    }

    @Test
    default void nothingIsCapturedAfterTheHoldsEnd() {
        Time time = bench().time();
        Held held = bench().hold();

        time.pass(Duration.between(time.now(), held.heldUntil()).plusMinutes(1));

        assertThat(bench().fetch(held).state()).isEqualTo(State.EXPIRED);
        rejected(bench().capture("capture", held, bench().amount()));
        assertThat(bench().fetch(held).captured()).isZero();
    }
}
