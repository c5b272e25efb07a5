package org.connectme.recording.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.tck.Bench.done;
import static org.connectme.recording.tck.Bench.rejected;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Stored;
import org.junit.jupiter.api.Test;

/** Bytes at offsets. */
interface WriteCases extends Cases {

    @Test
    default void whatIsWrittenIsReadAsItIs() {
        byte[] bytes = Bench.bytes("one", Bench.PART);
        String one = bench().opened("one");

        Stored stored = done(bench().store().write(one, 0, bytes));

        assertThat(stored.recording()).isEqualTo(one);
        assertThat(stored.length()).isEqualTo(Bench.PART);
        bench().holds(one, bytes);
    }

    @Test
    default void aWriteThatIsRepeatedChangesNothing() {
        byte[] bytes = Bench.bytes("one", 2_000);
        String one = bench().opened("one");
        byte[] tail = Arrays.copyOfRange(bytes, 500, 2_000);
        done(bench().store().write(one, 0, Arrays.copyOf(bytes, 500)));
        Stored first = done(bench().store().write(one, 500, tail));

        assertThat(done(bench().store().write(one, 500, tail))).isEqualTo(first);
        assertThat(done(bench().another().write(one, 500, tail))).isEqualTo(first);
        bench().holds(one, bytes);
    }

    @Test
    default void aLaterWriteStandsOverAnEarlier() {
        String one = bench().holding("one", Bench.bytes("earlier", 2_000));
        byte[] later = Bench.bytes("later", 2_000);

        done(bench().store().write(one, 0, later));

        bench().holds(one, later);
    }

    @Test
    default void aWriteReplacesItsOwnBytesOnly() {
        byte[] bytes = Bench.bytes("one", 3_000);
        String one = bench().holding("one", bytes);
        byte[] middle = Bench.bytes("middle", 700);

        assertThat(done(bench().store().write(one, 1_100, middle)).length()).isEqualTo(3_000);

        System.arraycopy(middle, 0, bytes, 1_100, 700);
        bench().holds(one, bytes);
    }

    @Test
    default void aGapReadsAsZero() {
        String one = bench().opened("one");
        byte[] end = Bench.bytes("end", 10);

        assertThat(done(bench().store().write(one, 300_000, end)).length()).isEqualTo(300_010);

        byte[] expected = new byte[300_010];
        System.arraycopy(end, 0, expected, 300_000, 10);
        bench().holds(one, expected);
    }

    @Test
    default void whatComesInAnyOrderIsOneInTheEnd() {
        int part = 10_000;
        byte[] bytes = Bench.bytes("one", 20 * part);
        String one = bench().opened("one");
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, 20).map(i -> i * part).boxed().toList());
        Collections.shuffle(order, new Random(1));

        order.forEach(at -> done(bench().store().write(one, at, Arrays.copyOfRange(bytes, at, at + part))));

        bench().holds(one, bytes);
    }

    @Test
    default void manyWritesOverEachOtherAreWhatAnArrayWouldBe() {
        Random random = new Random(2);
        byte[] model = new byte[0];
        String one = bench().opened("one");
        for (int i = 0; i < 40; i++) {
            int offset = random.nextInt(60_000);
            byte[] bytes = Bench.bytes("write-" + i, 1 + random.nextInt(30_000));
            done(bench().store().write(one, offset, bytes));
            model = Arrays.copyOf(model, Math.max(model.length, offset + bytes.length));
            System.arraycopy(bytes, 0, model, offset, bytes.length);
        }

        bench().holds(one, model);
    }

    @Test
    default void theLargestWriteIsTaken() {
        byte[] bytes = Bench.bytes("largest", bench().can().largestWrite());
        String one = bench().opened("one");

        assertThat(done(bench().store().write(one, 0, bytes)).length()).isEqualTo(bytes.length);

        bench().holds(one, bytes);
    }

    @Test
    default void aWriteOverTheLimitIsMalformed() {
        String one = bench().opened("one");

        rejected(
                RecordingStore.MALFORMED,
                bench().store().write(one, 0, new byte[bench().can().largestWrite() + 1]));
        assertThat(done(bench().store().fetch(one)).length()).isZero();
    }

    @Test
    default void aWriteOfNothingIsMalformed() {
        String one = bench().opened("one");

        rejected(RecordingStore.MALFORMED, bench().store().write(one, 0, new byte[0]));
    }

    @Test
    default void anOffsetThatCannotBeIsMalformed() {
        String one = bench().opened("one");
        long largest = bench().can().largestRecording();

        for (long offset : new long[] {-1, Long.MIN_VALUE, largest, largest - 1, Long.MAX_VALUE, Long.MAX_VALUE - 1}) {
            rejected(RecordingStore.MALFORMED, bench().store().write(one, offset, new byte[2]));
        }
        assertThat(done(bench().store().fetch(one)).length()).isZero();
    }

    @Test
    default void nothingIsWrittenToWhatIsNotThere() {
        String one = bench().id("one");

        rejected(RecordingStore.NOT_FOUND, bench().store().write(one, 0, new byte[1]));
        assertThat(Bench.listed(bench().store(), List.of(one))).isEmpty();
    }

    @Test
    default void theBytesThatWereHandedOverAreNotKept() {
        byte[] bytes = Bench.bytes("one", 1_000);
        byte[] handedOver = bytes.clone();
        String one = bench().holding("one", handedOver);

        Arrays.fill(handedOver, (byte) 0);

        bench().holds(one, bytes);
    }
}
