package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.done;
import static org.connectme.plugin.tck.Bench.get;
import static org.connectme.plugin.tck.Bench.hear;
import static org.connectme.plugin.tck.Bench.held;
import static org.connectme.plugin.tck.Bench.until;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Raise;
import org.connectme.plugin.tck.Wire.Fault;
import org.junit.jupiter.api.Test;

/**
 * Answers get lost. Whatever a provider then says must be true: Done only of what happened, NotExecuted only of what did
 * not, and Unknown otherwise; and the same key later ends it, once.
 */
interface LostAnswerCases extends Cases {

    /** After this the host interrupts; shorter here than in the server, for the kit's own sake. */
    long DEADLINE_MILLIS = 100;

    /** Faults that lose the answer and not the request. */
    Set<Fault> EXECUTED = EnumSet.of(Fault.CUT_AFTER, Fault.TRUNCATED, Fault.GARBLED, Fault.STALLED);

    @Test
    default void aHoldWhoseAnswerIsLostIsNotCalledUndone() {
        holdAgainst(Fault.CUT_AFTER);
    }

    @Test
    default void aHoldWhoseAnswerIsTruncatedIsNotCalledUndone() {
        holdAgainst(Fault.TRUNCATED);
    }

    @Test
    default void aHoldAnsweredBySomebodysPageIsNotCalledUndone() {
        holdAgainst(Fault.GARBLED);
    }

    @Test
    default void aHoldThatNeverArrivedIsPlacedUnderTheSameKey() {
        holdAgainst(Fault.CUT_BEFORE);
    }

    @Test
    default void aHoldWithoutAConnectionIsPlacedUnderTheSameKey() {
        holdAgainst(Fault.REFUSED);
    }

    @Test
    default void aBusyServiceIsAskedAgainUnderTheSameKey() {
        holdAgainst(Fault.BUSY);
    }

    @Test
    default void aCaptureWhoseAnswerIsLostIsNotCalledUndone() {
        captureAgainst(Fault.CUT_AFTER);
    }

    @Test
    default void aCaptureWhoseAnswerIsTruncatedIsNotCalledUndone() {
        captureAgainst(Fault.TRUNCATED);
    }

    @Test
    default void aCaptureAnsweredBySomebodysPageIsNotCalledUndone() {
        captureAgainst(Fault.GARBLED);
    }

    @Test
    default void aCaptureThatNeverArrivedIsTakenUnderTheSameKey() {
        captureAgainst(Fault.CUT_BEFORE);
    }

    @Test
    default void aReleaseWhoseAnswerIsLostIsNotCalledUndone() {
        Held held = bench().hold();

        Outcome<Payment> heard = against(Fault.CUT_AFTER, () -> bench().release("release", held));

        isTrue(heard, bench().fetch(held).state() == State.RELEASED);
        assertThat(done(bench().release("release", held)).state()).isEqualTo(State.RELEASED);
    }

    @Test
    default void aRefundWhoseAnswerIsLostIsGivenBackOnce() {
        bench().needs(Ability.REFUND);
        Held held = bench().captured(bench().amount());

        Outcome<Payment> heard = against(Fault.CUT_AFTER, () -> bench().refund("refund", held, bench().parts(2)));

        isTrue(heard, bench().fetch(held).refunded() > 0);
        done(bench().refund("refund", held, bench().parts(2)));
        assertThat(bench().fetch(held).refunded()).isEqualTo(bench().parts(2).minorUnits());
    }

    @Test
    default void aRaiseWhoseAnswerIsLostIsRaisedOnce() {
        bench().needs(Ability.RAISE);
        Held held = bench().hold();
        Raise raise = new Raise(bench().key("raise"), held.reference(), bench().parts(20));

        Outcome<Authorisation> heard =
                against(Fault.CUT_AFTER, () -> bench().provider().raise(raise));

        isTrue(heard, bench().fetch(held).held() > bench().amount().minorUnits());
        assertThat(held(bench().provider().raise(raise)).amount()).isEqualTo(bench().parts(20));
    }

    @Test
    default void aLookUpWithoutAnAnswerSaysNothing() {
        bench().needs(Ability.LOOKUP);
        Held held = bench().hold();

        Set<Fault> faults = EnumSet.copyOf(bench().wire(Fault.CUT_AFTER).faults());
        faults.remove(Fault.STALLED);
        for (Fault fault : faults) {
            Outcome<Optional<Payment>> found =
                    against(fault, () -> bench().provider().find(bench().key("hold")));
            Outcome<Payment> fetched = against(fault, () -> bench().provider().fetch(held.reference()));

            assertThat(found)
                    .as("find, %s", fault)
                    .isNotInstanceOfAny(Outcome.Done.class, Outcome.Rejected.class, Outcome.Declined.class);
            assertThat(fetched)
                    .as("fetch, %s", fault)
                    .isNotInstanceOfAny(Outcome.Done.class, Outcome.Rejected.class, Outcome.Declined.class);
        }
    }

    @Test
    default void whatIsUnderWayIsNotCalledUndone() {
        bench().needs(Ability.LOOKUP);
        Wire wire = bench().wire(Fault.STALLED);
        Authorise request = bench().request("hold");
        wire.disturb(Fault.STALLED);
        Future<Outcome<Authorisation>> call =
                bench().start(() -> hear(() -> bench().provider().authorise(request)));
        until(() -> wire.withheld() > 0 || call.isDone(), "the service has the hold and withholds its answer");
        wire.heal();

        Outcome<Optional<Payment>> found = bench().subject().provider().find(request.operation());

        assertThat(found).isNotEqualTo(new Outcome.Done<>(Optional.empty()));
        wire.deliver();
        get(call);
    }

    @Test
    default void anAnswerAfterTheDeadlineIsNotGuessed() {
        Wire wire = bench().wire(Fault.STALLED);
        Held held = bench().hold();
        wire.disturb(Fault.STALLED);

        Outcome<Payment> heard = interruptedAfter(
                () -> false, DEADLINE_MILLIS, () -> bench().capture("capture", held, bench().amount()));
        wire.heal();
        wire.deliver();

        isTrue(heard, bench().fetch(held).state() == State.CAPTURED);
        capturedOnce(held);
    }

    @Test
    default void anInterruptedCallEndsAndNothingIsGuessed() {
        Wire wire = bench().wire(Fault.STALLED);
        Authorise request = bench().request("hold");
        wire.disturb(Fault.STALLED);

        Outcome<Authorisation> heard = interruptedAfter(
                () -> wire.withheld() > 0,
                Bench.PATIENCE.toMillis(),
                () -> bench().provider().authorise(request));
        wire.heal();
        wire.deliver();

        assertThat(heard).isInstanceOf(Outcome.Unknown.class);
        held(bench().subject().provider().authorise(request));
        bench().heldOnce();
    }

    @Test
    default void aNewInstanceGoesOnByTheKey() {
        Wire wire = bench().wire(Fault.CUT_AFTER);
        Authorise request = bench().request("hold");
        wire.disturb(Fault.CUT_AFTER);
        hear(() -> bench().provider().authorise(request));
        wire.heal();

        // the server died before it could write down what it heard
        PaymentProvider restarted = bench().subject().provider();
        Held held = held(restarted.authorise(request));

        if (bench().can().can(Ability.LOOKUP)) {
            assertThat(done(restarted.find(request.operation())).map(Payment::reference))
                    .contains(held.reference());
        }
        assertThat(done(restarted.capture(new Capture(bench().key("capture"), held.reference(), bench().amount())))
                        .captured())
                .isEqualTo(bench().amount().minorUnits());
        bench().heldOnce();
    }

    @Test
    default void aPlugInThatGoesInMidCaptureLeavesOneCapture() {
        Wire wire = bench().wire(Fault.STALLED);
        Held held = bench().hold();
        PaymentProvider old = bench().subject().provider();
        Capture request = new Capture(bench().key("capture"), held.reference(), bench().amount());
        wire.disturb(Fault.STALLED);
        Future<Outcome<Payment>> call = bench().start(() -> hear(() -> old.capture(request)));
        until(() -> wire.withheld() > 0 || call.isDone(), "the service has the capture and withholds its answer");

        bench().subject().stop(old);
        wire.heal();
        Payment captured = done(bench().subject().provider().capture(request));
        wire.deliver();

        assertThat(captured.captured()).isEqualTo(bench().amount().minorUnits());
        assertThat(get(call)).isInstanceOfAny(Outcome.Done.class, Outcome.Unknown.class);
        assertThat(bench().fetch(held).captured()).isEqualTo(bench().amount().minorUnits());
    }

    private void holdAgainst(Fault fault) {
        Authorise request = bench().request("hold");

        Outcome<Authorisation> heard = against(fault, () -> bench().provider().authorise(request));

        if (bench().can().can(Ability.LOOKUP)) {
            isTrue(heard, done(bench().provider().find(request.operation())).isPresent());
        } else {
            isTrue(heard, EXECUTED.contains(fault));
        }
        assertThat(held(bench().provider().authorise(request)).amount()).isEqualTo(bench().amount());
        bench().heldOnce();
    }

    private void captureAgainst(Fault fault) {
        Held held = bench().hold();

        Outcome<Payment> heard = against(fault, () -> bench().capture("capture", held, bench().amount()));

        isTrue(heard, bench().fetch(held).state() == State.CAPTURED);
        capturedOnce(held);
    }

    private void capturedOnce(Held held) {
        assertThat(done(bench().capture("capture", held, bench().amount())).captured())
                .isEqualTo(bench().amount().minorUnits());
        assertThat(bench().fetch(held).captured()).isEqualTo(bench().amount().minorUnits());
    }

    private <T> Outcome<T> against(Fault fault, Callable<Outcome<T>> call) {
        Wire wire = bench().wire(fault);
        wire.disturb(fault);
        try {
            return hear(call);
        } finally {
            wire.heal();
        }
    }

    private static void isTrue(Outcome<?> heard, boolean happened) {
        assertThat(heard)
                .as("what was said of an operation that %s", happened ? "happened" : "did not happen")
                .isInstanceOfAny(Outcome.Unknown.class, happened ? Outcome.Done.class : Outcome.NotExecuted.class);
    }

    /** As the host does: calls on a thread of its own, and interrupts it when it has waited long enough. */
    private <T> Outcome<T> interruptedAfter(BooleanSupplier early, long millis, Callable<Outcome<T>> call) {
        return bench().interruptedAfter(early, millis, () -> hear(call));
    }
}
