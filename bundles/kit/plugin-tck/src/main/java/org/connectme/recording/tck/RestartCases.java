package org.connectme.recording.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.tck.Bench.done;
import static org.connectme.recording.tck.Bench.holds;
import static org.connectme.recording.tck.Bench.rejected;

import java.util.Arrays;
import java.util.List;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Stored;
import org.junit.jupiter.api.Test;

/** Another instance goes on: after a restart, or as the next version beside the one that goes. */
interface RestartCases extends Cases {

    @Test
    default void whatWasWrittenIsThereForTheNextInstance() {
        byte[] bytes = Bench.bytes("one", 200_000);
        String one = bench().holding("one", bytes);

        RecordingStore next = bench().another();

        holds(next, one, bytes);
        assertThat(done(next.fetch(one))).isEqualTo(done(bench().store().fetch(one)));
        assertThat(Bench.listed(next, List.of(one))).containsExactly(one);
    }

    @Test
    default void whatWasSealedIsSealedForTheNextInstance() {
        byte[] bytes = Bench.bytes("one", 200_000);
        String one = bench().holding("one", bytes);
        Stored sealed = done(bench().store().seal(one, Bench.sealOf(bytes)));

        RecordingStore next = bench().another();

        assertThat(done(next.fetch(one))).isEqualTo(sealed);
        holds(next, one, bytes);
    }

    @Test
    default void twoInstancesInTurnWriteOneRecording() {
        RecordingStore first = bench().store();
        RecordingStore second = bench().another();
        byte[] bytes = Bench.bytes("one", 100_000);
        String one = bench().opened("one");

        for (int from = 0; from < 100_000; from += 10_000) {
            RecordingStore turn = from / 10_000 % 2 == 0 ? first : second;
            assertThat(done(turn.write(one, from, Arrays.copyOfRange(bytes, from, from + 10_000)))
                            .length())
                    .isEqualTo(from + 10_000);
        }

        holds(first, one, bytes);
        holds(second, one, bytes);
    }

    @Test
    default void aLaterWriteByAnotherInstanceIsSeen() {
        byte[] bytes = Bench.bytes("one", 1_000);
        String one = bench().holding("one", bytes);
        bench().holds(one, bytes);
        byte[] other = Bench.bytes("other", 1_000);

        done(bench().another().write(one, 0, other));

        bench().holds(one, other);
    }

    @Test
    default void aSealByAnotherInstanceIsSeen() {
        byte[] bytes = Bench.bytes("one", 1_000);
        String one = bench().holding("one", bytes);
        bench().holds(one, bytes);

        Stored sealed = done(bench().another().seal(one, Bench.sealOf(bytes)));

        assertThat(done(bench().store().fetch(one))).isEqualTo(sealed);
        rejected(RecordingStore.SEALED, bench().store().write(one, 1_000, new byte[1]));
    }

    @Test
    default void aDeletionByAnotherInstanceIsSeen() {
        byte[] bytes = Bench.bytes("one", 1_000);
        String one = bench().holding("one", bytes);
        bench().holds(one, bytes);

        assertThat(done(bench().another().delete(one))).isTrue();

        rejected(RecordingStore.NOT_FOUND, bench().store().read(one, 0, 1));
        rejected(RecordingStore.NOT_FOUND, bench().store().write(one, 1_000, new byte[1]));
    }

    @Test
    default void anInstanceThatGoesLosesNothing() {
        RecordingStore old = bench().another();
        byte[] bytes = Bench.bytes("one", 200_000);
        String one = bench().opened("one");
        done(old.write(one, 0, bytes));

        bench().subject().stop(old);

        RecordingStore next = bench().another();
        holds(next, one, bytes);
        done(next.seal(one, Bench.sealOf(bytes)));
    }
}
