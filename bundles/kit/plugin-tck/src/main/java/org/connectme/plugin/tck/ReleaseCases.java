package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.done;
import static org.connectme.plugin.tck.Bench.rejected;

import java.time.Duration;
import java.util.List;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.junit.jupiter.api.Test;

/** A hold is let go; a release is no refund. */
interface ReleaseCases extends Cases {

    @Test
    default void aReleasedHoldHoldsNothing() {
        Held held = bench().hold();

        done(bench().release("release", held));

        Payment released = bench().fetch(held);
        assertThat(released.state()).isEqualTo(State.RELEASED);
        assertThat(released.captured()).isZero();
        assertThat(released.refunded())
                .as("nothing was taken, so nothing was given back")
                .isZero();
    }

    @Test
    default void aReleaseAskedTwiceIsDoneTwice() {
        Held held = bench().hold();
        done(bench().release("release", held));

        assertThat(done(bench().release("release", held)).state()).isEqualTo(State.RELEASED);
    }

    @Test
    default void aReleasedHoldMayBeReleasedAgain() {
        Held held = bench().hold();
        done(bench().release("release", held));

        assertThat(done(bench().release("another", held)).state()).isEqualTo(State.RELEASED);
    }

    @Test
    default void anExpiredHoldMayBeReleased() {
        Time time = bench().time();
        Held held = bench().hold();
        time.pass(Duration.between(time.now(), held.heldUntil()).plusMinutes(1));

        assertThat(done(bench().release("release", held)).state()).isIn(State.EXPIRED, State.RELEASED);
    }

    @Test
    default void aReleaseIsNoRefund() {
        Amount taken = bench().parts(bench().can().can(Ability.PARTIAL_CAPTURE) ? 3 : Bench.PARTS);
        Held held = bench().captured(taken);

        rejected(bench().release("release", held));

        Payment payment = bench().fetch(held);
        assertThat(payment.state()).isEqualTo(State.CAPTURED);
        assertThat(payment.captured()).isEqualTo(taken.minorUnits());
        assertThat(payment.refunded()).isZero();
    }

    @Test
    default void nothingIsReleasedThatIsNotThere() {
        rejected(bench().provider().release(bench().key("release"), "no-such-payment"));
    }

    @Test
    default void ofACaptureAndAReleaseAtOnceOneWins() {
        Held held = bench().hold();

        List<Outcome<Payment>> answers = bench().together(
                        2,
                        index -> index == 0
                                ? bench().capture("capture", held, bench().amount())
                                : bench().release("release", held));

        boolean captured = answers.get(0) instanceof Outcome.Done;
        boolean released = answers.get(1) instanceof Outcome.Done;
        assertThat(captured && released).as("both were done").isFalse();
        Payment payment = bench().fetch(held);
        if (captured) {
            assertThat(payment.state()).isEqualTo(State.CAPTURED);
            assertThat(payment.refunded()).isZero();
        }
        if (released) {
            assertThat(payment.state()).isEqualTo(State.RELEASED);
            assertThat(payment.captured()).isZero();
        }
    }
}
