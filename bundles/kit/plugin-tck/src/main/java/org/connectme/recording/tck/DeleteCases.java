package org.connectme.recording.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.tck.Bench.done;
import static org.connectme.recording.tck.Bench.rejected;

import java.util.List;
import org.connectme.recording.spi.RecordingStore;
import org.junit.jupiter.api.Test;

/** Removal for good. */
interface DeleteCases extends Cases {

    /** Of names and remains that a store may have of its own. */
    long SLACK = 64 << 10;

    @Test
    default void whatIsDeletedIsGone() {
        String one = bench().holding("one", Bench.bytes("one", 1_000));

        assertThat(done(bench().store().delete(one))).isTrue();

        rejected(RecordingStore.NOT_FOUND, bench().store().fetch(one));
        rejected(RecordingStore.NOT_FOUND, bench().store().read(one, 0, 1));
        rejected(RecordingStore.NOT_FOUND, bench().store().write(one, 0, new byte[1]));
        rejected(RecordingStore.NOT_FOUND, bench().store().seal(one, Bench.sealOf(new byte[0])));
        assertThat(Bench.listed(bench().store(), List.of(one))).isEmpty();
    }

    @Test
    default void deletingTwiceSaysWhetherThereWasOne() {
        String one = bench().holding("one", Bench.bytes("one", 1_000));

        assertThat(done(bench().store().delete(one))).isTrue();
        assertThat(done(bench().store().delete(one))).isFalse();
        assertThat(done(bench().store().delete(bench().id("never-there")))).isFalse();
    }

    @Test
    default void aSealedOneIsDeletedToo() {
        byte[] bytes = Bench.bytes("one", 1_000);
        String one = bench().holding("one", bytes);
        done(bench().store().seal(one, Bench.sealOf(bytes)));

        assertThat(done(bench().store().delete(one))).isTrue();

        rejected(RecordingStore.NOT_FOUND, bench().store().fetch(one));
    }

    @Test
    default void whatIsOpenedAfterADeletionBeginsWithNothing() {
        String one = bench().holding("one", Bench.bytes("one", 1_000));
        done(bench().store().delete(one));

        assertThat(done(bench().store().open(one)).length()).isZero();
        done(bench().store().write(one, 999, new byte[] {7}));

        byte[] expected = new byte[1_000];
        expected[999] = 7;
        bench().holds(one, expected);
    }

    @Test
    default void theOthersStay() {
        byte[] bytes = Bench.bytes("two", 1_000);
        String one = bench().holding("one", Bench.bytes("one", 1_000));
        String two = bench().holding("two", bytes);

        done(bench().store().delete(one));

        bench().holds(two, bytes);
        assertThat(Bench.listed(bench().store(), List.of(one, two))).containsExactly(two);
    }

    @Test
    default void aDeletionGivesTheRoomBack() throws Exception {
        Medium medium = bench().medium();
        bench().opened("other");
        long before = size(medium);
        String one = bench().holding("one", Bench.bytes("one", 1 << 20));
        assertThat(size(medium)).as("bytes with it").isGreaterThanOrEqualTo(before + (1 << 20));

        done(bench().store().delete(one));

        assertThat(size(medium)).as("bytes without it").isLessThanOrEqualTo(before + SLACK);
    }

    private static long size(Medium medium) throws Exception {
        return medium.all().stream().mapToLong(bytes -> bytes.length).sum();
    }
}
