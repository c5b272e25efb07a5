package org.connectme.recording.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.tck.Bench.done;
import static org.connectme.recording.tck.Bench.rejected;

import java.util.Arrays;
import java.util.List;
import org.connectme.recording.spi.RecordingStore;
import org.junit.jupiter.api.Test;

/** Ranges. */
interface ReadCases extends Cases {

    /** Begin and length: the ends, one byte, and across the places where parts meet. */
    List<int[]> RANGES = List.of(
            new int[] {0, 1},
            new int[] {0, 300_000},
            new int[] {1, 299_998},
            new int[] {65_535, 2},
            new int[] {99_999, 2},
            new int[] {100_000, 100_000},
            new int[] {150_000, 1},
            new int[] {131_071, 70_000},
            new int[] {299_999, 1});

    @Test
    default void anyRangeIsReadBeforeAndAfterTheSeal() {
        byte[] bytes = Bench.bytes("one", 300_000);
        String one = bench().holding("one", Arrays.copyOf(bytes, 100_000));
        done(bench().store().write(one, 100_000, Arrays.copyOfRange(bytes, 100_000, 200_000)));
        done(bench().store().write(one, 200_000, Arrays.copyOfRange(bytes, 200_000, 300_000)));

        readsRanges(one, bytes);
        done(bench().store().seal(one, Bench.sealOf(bytes)));
        readsRanges(one, bytes);
    }

    private void readsRanges(String one, byte[] bytes) {
        for (int[] range : RANGES) {
            assertThat(done(bench().store().read(one, range[0], range[1])))
                    .as("%d bytes from %d", range[1], range[0])
                    .isEqualTo(Arrays.copyOfRange(bytes, range[0], range[0] + range[1]));
        }
    }

    @Test
    default void nothingIsReadBehindTheEnd() {
        String one = bench().holding("one", Bench.bytes("one", 1_000));

        rejected(RecordingStore.MALFORMED, bench().store().read(one, 0, 1_001));
        rejected(RecordingStore.MALFORMED, bench().store().read(one, 999, 2));
        rejected(RecordingStore.MALFORMED, bench().store().read(one, 1_000, 1));
        rejected(RecordingStore.MALFORMED, bench().store().read(one, 1_000_000, 1));
    }

    @Test
    default void whatIsEmptyHasNothingToRead() {
        rejected(RecordingStore.MALFORMED, bench().store().read(bench().opened("one"), 0, 1));
    }

    @Test
    default void aRangeThatCannotBeIsMalformed() {
        String one = bench().holding("one", Bench.bytes("one", 1_000));

        rejected(RecordingStore.MALFORMED, bench().store().read(one, 0, 0));
        rejected(RecordingStore.MALFORMED, bench().store().read(one, 0, -1));
        rejected(RecordingStore.MALFORMED, bench().store().read(one, 0, Integer.MIN_VALUE));
        rejected(RecordingStore.MALFORMED, bench().store().read(one, -1, 1));
        rejected(RecordingStore.MALFORMED, bench().store().read(one, Long.MIN_VALUE, 1));
        rejected(RecordingStore.MALFORMED, bench().store().read(one, Long.MAX_VALUE, 1));
    }

    @Test
    default void theLargestReadIsGiven() {
        int largest = bench().can().largestRead();
        String one = bench().opened("one");
        int part = bench().can().largestWrite();
        byte[] bytes = Bench.bytes("one", largest + 1);
        for (int from = 0; from < bytes.length; from += part) {
            done(bench().store()
                    .write(one, from, Arrays.copyOfRange(bytes, from, Math.min(from + part, bytes.length))));
        }

        assertThat(Arrays.equals(
                        done(bench().store().read(one, 1, largest)), Arrays.copyOfRange(bytes, 1, largest + 1)))
                .as("the bytes are those that were written")
                .isTrue();
        rejected(RecordingStore.MALFORMED, bench().store().read(one, 0, largest + 1));
    }

    @Test
    default void whatIsNotThereIsNotRead() {
        rejected(RecordingStore.NOT_FOUND, bench().store().read(bench().id("one"), 0, 1));
        rejected(RecordingStore.NOT_FOUND, bench().store().fetch(bench().id("one")));
    }

    @Test
    default void whatWasReadIsTheReadersOwn() {
        byte[] bytes = Bench.bytes("one", 1_000);
        String one = bench().holding("one", bytes);

        Arrays.fill(done(bench().store().read(one, 0, 1_000)), (byte) 0);

        bench().holds(one, bytes);
    }

    @Test
    default void twoRecordingsDoNotMix() {
        byte[] first = Bench.bytes("first", 90_000);
        byte[] second = Bench.bytes("second", 90_000);
        String one = bench().opened("one");
        String two = bench().opened("two");
        for (int from = 0; from < 90_000; from += 30_000) {
            done(bench().store().write(one, from, Arrays.copyOfRange(first, from, from + 30_000)));
            done(bench().store().write(two, from, Arrays.copyOfRange(second, from, from + 30_000)));
        }

        done(bench().store().seal(one, Bench.sealOf(first)));

        bench().holds(one, first);
        bench().holds(two, second);
        assertThat(done(bench().store().fetch(two)).seal()).isEmpty();
    }
}
