package org.connectme.recording.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.tck.Bench.done;
import static org.connectme.recording.tck.Bench.hear;
import static org.connectme.recording.tck.Bench.rejected;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.connectme.plugin.tck.Wire;
import org.connectme.plugin.tck.Wire.Fault;
import org.connectme.recording.spi.Ability;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.Probe;
import org.connectme.recording.spi.RecordingStore;
import org.junit.jupiter.api.Test;

/** What a store says of itself. */
interface ContractCases extends Cases {

    /** Of each call but seal and rotate; the host waits no longer. */
    Duration LONGEST = Duration.ofSeconds(5);

    /** A machine that is busy with something else is not the store's fault. */
    int TRIES = 3;

    @Test
    default void itSaysTheSameOfItselfAlways() {
        RecordingStore first = bench().store();
        RecordingStore second = bench().another();

        assertThat(first.descriptor()).isEqualTo(first.descriptor()).isEqualTo(second.descriptor());
        assertThat(first.descriptor().name()).isNotBlank();
    }

    @Test
    default void itCanDoTheSameAlways() {
        RecordingStore first = bench().store();
        bench().holding("one", Bench.bytes("one", 1_000));

        assertThat(first.capabilities())
                .isEqualTo(first.capabilities())
                .isEqualTo(bench().another().capabilities());
    }

    @Test
    default void aProbeNamesThePlaceAndChangesNothing() {
        byte[] bytes = Bench.bytes("one", 1_000);
        String one = bench().holding("one", bytes);
        int before = Bench.listed(bench().store()).size();

        Probe probe = done(bench().store().probe());

        assertThat(probe.place()).isNotBlank();
        assertThat(Bench.listed(bench().store())).hasSize(before);
        bench().holds(one, bytes);
    }

    @Test
    default void aProbeThatReachesNobodyIsNotDone() {
        Wire wire = bench().wire(Fault.REFUSED);

        wire.disturb(Fault.REFUSED);
        Outcome<Probe> probe = hear(() -> bench().store().probe());
        wire.heal();

        assertThat(probe).isInstanceOfAny(Outcome.NotExecuted.class, Outcome.Unknown.class);
    }

    @Test
    default void whatNeedsNoNetworkAnswersWithoutIt() {
        Wire wire = bench().wire(Fault.REFUSED);

        wire.disturb(Fault.REFUSED);
        RecordingStore store = bench().another();

        assertThat(store.descriptor()).isEqualTo(bench().store().descriptor());
        assertThat(store.capabilities()).isEqualTo(bench().can());
        wire.heal();
    }

    @Test
    default void whatItDoesNotNameIsRejectedAsNotSupported() {
        String one = bench().opened("one");

        if (!bench().can().can(Ability.RETENTION)) {
            rejected(RecordingStore.NOT_SUPPORTED, bench().store().retain(one, Optional.empty()));
        }
        if (!bench().can().can(Ability.KEY_ROTATION)) {
            rejected(RecordingStore.NOT_SUPPORTED, bench().store().rotate());
        }
    }

    @Test
    default void everyCallEndsInTime() {
        RecordingStore store = bench().store();
        String one = bench().opened("one");
        byte[] part = Bench.bytes("part", Bench.PART);
        List<Supplier<Outcome<?>>> calls = new ArrayList<>(List.of(
                () -> store.open(bench().id("other")),
                () -> store.write(one, 0, part),
                () -> store.read(one, 0, Bench.PART),
                () -> store.fetch(one),
                () -> store.list(Optional.empty()),
                store::probe,
                () -> store.delete(bench().id("other"))));

        for (int call = 0; call < calls.size(); call++) {
            Duration took = LONGEST;
            for (int attempt = 0; attempt < TRIES && took.compareTo(LONGEST) >= 0; attempt++) {
                long begun = System.nanoTime();
                calls.get(call).get();
                took = Duration.ofNanos(System.nanoTime() - begun);
            }
            assertThat(took).as("call %d", call).isLessThan(LONGEST);
        }
    }
}
