package org.connectme.recording.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.tck.Bench.done;
import static org.connectme.recording.tck.Bench.hear;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.connectme.plugin.tck.Wire;
import org.connectme.plugin.tck.Wire.Fault;
import org.connectme.recording.spi.Listing;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.Stored;
import org.junit.jupiter.api.Test;

/**
 * Answers get lost. Whatever a store then says must be true: Done only of what happened, NotExecuted only of what did not,
 * and Unknown otherwise; never Rejected, for nothing was wrong; and a repeat does what was asked.
 */
interface LostAnswerCases extends Cases {

    /** After this the host interrupts; shorter here than in the server, for the kit's own sake. */
    long DEADLINE_MILLIS = 100;

    @Test
    default void anOpenWhoseAnswerIsLostIsNotGuessed() {
        for (Fault fault : faults()) {
            String id = bench().id("open-" + fault);

            Outcome<Stored> heard = against(fault, () -> bench().store().open(id));

            isTrue(fault, heard, bench().another().fetch(id) instanceof Outcome.Done);
            assertThat(done(bench().store().open(id)).length()).isZero();
        }
    }

    @Test
    default void aWriteWhoseAnswerIsLostIsNotGuessed() {
        byte[] bytes = Bench.bytes("one", 2_000);
        for (Fault fault : faults()) {
            String id = bench().holding("write-" + fault, Arrays.copyOf(bytes, 1_000));
            byte[] part = Arrays.copyOfRange(bytes, 1_000, 2_000);

            Outcome<Stored> heard = against(fault, () -> bench().store().write(id, 1_000, part));

            isTrue(fault, heard, done(bench().another().fetch(id)).length() == 2_000);
            done(bench().store().write(id, 1_000, part));
            bench().holds(id, bytes);
        }
    }

    @Test
    default void aSealWhoseAnswerIsLostIsNotGuessed() {
        byte[] bytes = Bench.bytes("one", 2_000);
        for (Fault fault : faults()) {
            String id = bench().holding("seal-" + fault, bytes);

            Outcome<Stored> heard = against(fault, () -> bench().store().seal(id, Bench.sealOf(bytes)));

            isTrue(fault, heard, done(bench().another().fetch(id)).seal().isPresent());
            assertThat(done(bench().store().seal(id, Bench.sealOf(bytes))).seal())
                    .contains(Bench.sealOf(bytes));
            bench().holds(id, bytes);
        }
    }

    @Test
    default void aDeletionWhoseAnswerIsLostIsNotGuessed() {
        for (Fault fault : faults()) {
            String id = bench().holding("delete-" + fault, Bench.bytes("one", 1_000));

            Outcome<Boolean> heard = against(fault, () -> bench().store().delete(id));

            isTrue(fault, heard, !(bench().another().fetch(id) instanceof Outcome.Done));
            done(bench().store().delete(id));
            assertThat(Bench.listed(bench().store(), List.of(id))).isEmpty();
        }
    }

    @Test
    default void aReadWithoutAnAnswerSaysNothing() {
        String one = bench().holding("one", Bench.bytes("one", 1_000));

        for (Fault fault : faults()) {
            Outcome<byte[]> read = against(fault, () -> bench().store().read(one, 0, 1_000));
            Outcome<Stored> fetched = against(fault, () -> bench().another().fetch(one));
            Outcome<Listing> listed = against(fault, () -> bench().store().list(Optional.empty()));

            for (Outcome<?> heard : List.of(read, fetched, listed)) {
                assertThat(heard)
                        .as("on a line with the fault %s", fault)
                        .isInstanceOfAny(Outcome.NotExecuted.class, Outcome.Unknown.class);
            }
        }
    }

    @Test
    default void anAnswerAfterTheDeadlineIsNotGuessed() {
        byte[] bytes = Bench.bytes("one", 2_000);
        String one = bench().holding("one", Arrays.copyOf(bytes, 1_000));
        byte[] part = Arrays.copyOfRange(bytes, 1_000, 2_000);
        Wire wire = bench().wire(Fault.STALLED);
        wire.disturb(Fault.STALLED);

        Outcome<Stored> heard = bench().interruptedAfter(
                        () -> false,
                        DEADLINE_MILLIS,
                        () -> hear(() -> bench().store().write(one, 1_000, part)));
        wire.heal();
        wire.deliver();

        isTrue(Fault.STALLED, heard, done(bench().another().fetch(one)).length() == 2_000);
        done(bench().store().write(one, 1_000, part));
        bench().holds(one, bytes);
    }

    private Set<Fault> faults() {
        Set<Fault> faults = EnumSet.copyOf(bench().wire(Fault.CUT_AFTER).faults());
        faults.remove(Fault.STALLED);
        return faults;
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

    private static void isTrue(Fault fault, Outcome<?> heard, boolean happened) {
        assertThat(heard)
                .as("on a line with the fault %s, where it did%s happen", fault, happened ? "" : " not")
                .isNotInstanceOfAny(Outcome.Rejected.class, happened ? Outcome.NotExecuted.class : Outcome.Done.class);
    }
}
