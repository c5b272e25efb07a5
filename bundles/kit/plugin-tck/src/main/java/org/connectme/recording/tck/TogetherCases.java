package org.connectme.recording.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.tck.Bench.done;
import static org.connectme.recording.tck.Bench.get;
import static org.connectme.recording.tck.Bench.hear;
import static org.connectme.recording.tck.Bench.holds;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.Stored;
import org.junit.jupiter.api.Test;

/** Several at once, and what is cut off. */
interface TogetherCases extends Cases {

    @Test
    default void ofManyOpensAtOnceOneIsMade() {
        String one = bench().id("one");

        List<Stored> opened = bench().together(8, index -> done(bench().store().open(one)));

        assertThat(opened).allMatch(stored -> stored.equals(opened.get(0)));
        assertThat(Bench.listed(bench().store(), List.of(one))).containsExactly(one);
    }

    @Test
    default void severalRecordingsAreWrittenAtOnce() {
        int writers = 6;
        List<byte[]> written = bench().together(writers, index -> {
            byte[] bytes = Bench.bytes("writer-" + index, 120_000);
            String id = bench().opened("writer-" + index);
            for (int from = 0; from < bytes.length; from += 20_000) {
                done(bench().store().write(id, from, Arrays.copyOfRange(bytes, from, from + 20_000)));
            }
            return bytes;
        });

        for (int index = 0; index < writers; index++) {
            bench().holds(bench().id("writer-" + index), written.get(index));
        }
    }

    @Test
    default void whatIsDurableIsReadWhileItIsWritten() {
        int part = 10_000;
        byte[] bytes = Bench.bytes("one", 30 * part);
        String one = bench().opened("one");
        AtomicInteger durable = new AtomicInteger();
        Future<Integer> reader = bench().start(() -> {
            int reads = 0;
            while (durable.get() < bytes.length) {
                int length = durable.get();
                if (length > 0) {
                    assertThat(done(bench().store().read(one, 0, length))).isEqualTo(Arrays.copyOf(bytes, length));
                    reads++;
                }
            }
            return reads;
        });

        for (int from = 0; from < bytes.length && !reader.isDone(); from += part) {
            done(bench().store().write(one, from, Arrays.copyOfRange(bytes, from, from + part)));
            durable.set(from + part);
        }

        get(reader);
        bench().holds(one, bytes);
    }

    @Test
    default void aCallThatIsInterruptedDamagesNothing() {
        byte[] bytes = Bench.bytes("one", 200_000);
        String one = bench().holding("one", Arrays.copyOf(bytes, 20_000));

        for (int from = 20_000; from < bytes.length; from += 20_000) {
            int at = from;
            byte[] part = Arrays.copyOfRange(bytes, at, at + 20_000);
            Outcome<Stored> heard = get(bench().start(() -> {
                Thread.currentThread().interrupt();
                return hear(() -> bench().store().write(one, at, part));
            }));
            assertThat(heard).as("what was heard of it").isNotInstanceOf(Outcome.Rejected.class);
            if (heard instanceof Outcome.Done) {
                holds(bench().another(), one, Arrays.copyOf(bytes, at + 20_000));
            }
            done(bench().store().write(one, at, part));
        }

        bench().holds(one, bytes);
        holds(bench().another(), one, bytes);
    }
}
