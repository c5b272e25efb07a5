package org.connectme.recording.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.tck.Bench.done;
import static org.connectme.recording.tck.Bench.rejected;

import java.util.Arrays;
import java.util.Optional;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Stored;
import org.connectme.recording.spi.Stored.Seal;
import org.junit.jupiter.api.Test;

/** The end of a recording. */
interface SealCases extends Cases {

    @Test
    default void aSealIsWhatTheHostSaid() {
        byte[] bytes = Bench.bytes("one", 5_000);
        String one = bench().holding("one", bytes);

        Stored sealed = done(bench().store().seal(one, Bench.sealOf(bytes)));

        assertThat(sealed.seal()).contains(Bench.sealOf(bytes));
        assertThat(sealed.length()).isEqualTo(5_000);
        assertThat(done(bench().store().fetch(one))).isEqualTo(sealed);
        bench().holds(one, bytes);
    }

    @Test
    default void theSameSealAgainIsDone() {
        byte[] bytes = Bench.bytes("one", 5_000);
        String one = bench().holding("one", bytes);
        Stored sealed = done(bench().store().seal(one, Bench.sealOf(bytes)));

        assertThat(done(bench().store().seal(one, Bench.sealOf(bytes)))).isEqualTo(sealed);
        assertThat(done(bench().another().seal(one, Bench.sealOf(bytes)))).isEqualTo(sealed);
    }

    @Test
    default void anotherSealIsRejected() {
        byte[] bytes = Bench.bytes("one", 5_000);
        String one = bench().holding("one", bytes);
        Stored sealed = done(bench().store().seal(one, Bench.sealOf(bytes)));

        rejected(bench().store().seal(one, Bench.sealOf(Arrays.copyOf(bytes, 4_000))));
        rejected(bench().store().seal(one, new Seal(5_000, "0".repeat(64))));

        assertThat(done(bench().store().fetch(one))).isEqualTo(sealed);
    }

    @Test
    default void whatLiesBehindTheSealIsCutOff() {
        byte[] bytes = Bench.bytes("one", 5_000);
        byte[] kept = Arrays.copyOf(bytes, 3_000);
        String one = bench().holding("one", bytes);

        assertThat(done(bench().store().seal(one, Bench.sealOf(kept))).length()).isEqualTo(3_000);

        bench().holds(one, kept);
        rejected(RecordingStore.MALFORMED, bench().store().read(one, 2_999, 2));
        rejected(RecordingStore.MALFORMED, bench().another().read(one, 3_000, 1));
    }

    @Test
    default void moreThanWasWrittenIsNotSealedAndItGoesOn() {
        byte[] bytes = Bench.bytes("one", 5_000);
        String one = bench().holding("one", Arrays.copyOf(bytes, 4_999));

        rejected(RecordingStore.MALFORMED, bench().store().seal(one, Bench.sealOf(bytes)));

        assertThat(done(bench().store().fetch(one)).seal()).isEmpty();
        done(bench().store().write(one, 4_999, Arrays.copyOfRange(bytes, 4_999, 5_000)));
        done(bench().store().seal(one, Bench.sealOf(bytes)));
        bench().holds(one, bytes);
    }

    /** A store may check the hash; then the right seal is still to come. */
    @Test
    default void aSealWithAWrongHashIsRefusedOrKeptAsItWasSaid() {
        byte[] bytes = Bench.bytes("one", 5_000);
        String one = bench().holding("one", bytes);
        Seal wrong = new Seal(5_000, "0".repeat(64));

        Outcome<Stored> outcome = bench().store().seal(one, wrong);

        if (outcome instanceof Outcome.Rejected) {
            assertThat(done(bench().store().seal(one, Bench.sealOf(bytes))).seal())
                    .contains(Bench.sealOf(bytes));
        } else {
            assertThat(done(outcome).seal()).contains(wrong);
            assertThat(done(bench().store().fetch(one)).seal()).contains(wrong);
        }
    }

    @Test
    default void nothingIsWrittenAfterTheSeal() {
        byte[] bytes = Bench.bytes("one", 5_000);
        String one = bench().holding("one", bytes);
        Stored sealed = done(bench().store().seal(one, Bench.sealOf(bytes)));

        rejected(RecordingStore.SEALED, bench().store().write(one, 5_000, new byte[10]));
        rejected(RecordingStore.SEALED, bench().store().write(one, 100, new byte[10]));
        rejected(RecordingStore.SEALED, bench().another().write(one, 100, new byte[10]));

        assertThat(done(bench().store().fetch(one))).isEqualTo(sealed);
        bench().holds(one, bytes);
    }

    @Test
    default void anEmptyRecordingCanBeSealed() {
        String one = bench().opened("one");
        Seal empty = Bench.sealOf(new byte[0]);

        assertThat(done(bench().store().seal(one, empty)).seal()).isEqualTo(Optional.of(empty));
        assertThat(done(bench().store().fetch(one)).length()).isZero();
    }

    @Test
    default void whatIsNotThereIsNotSealed() {
        rejected(RecordingStore.NOT_FOUND, bench().store().seal(bench().id("one"), Bench.sealOf(new byte[0])));
    }
}
