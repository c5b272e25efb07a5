package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.done;
import static org.connectme.plugin.tck.Bench.held;
import static org.connectme.plugin.tck.Bench.rejected;

import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.Raise;
import org.junit.jupiter.api.Test;

/** A hold is raised to a new total. */
interface RaiseCases extends Cases {

    @Test
    default void aRaiseNamesTheNewTotal() {
        Held held = hold();

        Held raised = held(raise("raise", held, bench().parts(20)));

        assertThat(raised.reference()).isEqualTo(held.reference());
        assertThat(raised.amount()).isEqualTo(bench().parts(20));
        assertThat(bench().fetch(held).held()).isEqualTo(bench().parts(20).minorUnits());
        assertThat(done(bench().capture("capture", held, bench().parts(20))).captured())
                .isEqualTo(bench().parts(20).minorUnits());
    }

    @Test
    default void ofTwoRaisesTheLastTotalCounts() {
        Held held = hold();
        held(raise("one", held, bench().parts(20)));

        held(raise("two", held, bench().parts(24)));

        assertThat(bench().fetch(held).held()).isEqualTo(bench().parts(24).minorUnits());
        rejected(bench().capture("capture", held, bench().more(bench().parts(24))));
    }

    @Test
    default void aRaiseAskedTwiceIsRaisedOnce() {
        Held held = hold();
        held(raise("raise", held, bench().parts(20)));

        Held again = held(raise("raise", held, bench().parts(20)));

        assertThat(again.amount()).isEqualTo(bench().parts(20));
        assertThat(bench().fetch(held).held()).isEqualTo(bench().parts(20).minorUnits());
    }

    @Test
    default void aRaiseKeyWithAnotherTotalIsRejected() {
        Held held = hold();
        held(raise("raise", held, bench().parts(20)));

        rejected(raise("raise", held, bench().parts(21)));

        assertThat(bench().fetch(held).held()).isEqualTo(bench().parts(20).minorUnits());
    }

    @Test
    default void aHoldIsNotRaisedToLess() {
        Held held = hold();

        rejected(raise("raise", held, bench().parts(Bench.PARTS - 1)));

        assertThat(bench().fetch(held).held()).isEqualTo(bench().amount().minorUnits());
    }

    @Test
    default void aHoldIsNotRaisedAboveTheLargestCharge() {
        Held held = hold();
        long most = bench().can().maximum()
                / bench().can().quantum()
                * bench().can().quantum();

        rejected(raise(
                "raise", held, bench().more(new Amount(most, bench().subject().currency()))));

        assertThat(bench().fetch(held).held()).isEqualTo(bench().amount().minorUnits());
    }

    @Test
    default void whatWasReleasedIsNotRaised() {
        Held held = hold();
        done(bench().release("release", held));

        rejected(raise("raise", held, bench().parts(20)));

        assertThat(bench().fetch(held).state()).isEqualTo(State.RELEASED);
    }

    @Test
    default void aDeclinedRaiseLeavesTheHoldAsItWas() {
        Held held = heldNotRaised();

        declined(raise("raise", held, bench().parts(20)));

        assertThat(bench().fetch(held).state()).isEqualTo(State.HELD);
        assertThat(bench().fetch(held).held()).isEqualTo(bench().amount().minorUnits());
        rejected(bench().capture("more", held, bench().more(bench().amount())));
        assertThat(done(bench().capture("capture", held, bench().amount())).captured())
                .isEqualTo(bench().amount().minorUnits());
    }

    @Test
    default void aDeclinedRaiseAskedTwiceIsDeclinedTwice() {
        Held held = heldNotRaised();
        Outcome<Authorisation> first = raise("raise", held, bench().parts(20));

        Outcome<Authorisation> again = raise("raise", held, bench().parts(20));

        declined(first);
        assertThat(again).isEqualTo(first);
    }

    private Held heldNotRaised() {
        return held(bench().provider().authorise(bench().request("hold", bench().amount(), bench().raiseRefused())));
    }

    private static void declined(Outcome<Authorisation> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Declined.class);
    }

    private Held hold() {
        bench().needs(Ability.RAISE);
        return bench().hold();
    }

    private Outcome<Authorisation> raise(String word, Held held, Amount total) {
        return bench().provider().raise(new Raise(bench().key(word), held.reference(), total));
    }
}
