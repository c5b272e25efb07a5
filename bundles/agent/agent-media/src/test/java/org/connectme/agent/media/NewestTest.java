package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NewestTest {

    private static final int MANY = 10_000;

    private final Threads threads = new Threads();
    private final List<Integer> acted = new CopyOnWriteArrayList<>();
    private final List<Long> when = new CopyOnWriteArrayList<>();
    private final Newest<Integer> newest = new Newest<>(threads, word -> {
        when.add(System.nanoTime());
        acted.add(word);
    });

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void ofManyWordsOnlyTheLastCountsAndNothingWaitsBehindThem() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        threads.run(() -> await(busy));
        for (int word = 1; word <= MANY; word++) {
            newest.say(word);
        }
        busy.countDown();

        assertThat(threads.ask(() -> List.copyOf(acted), Until.BOUND)).containsExactly(MANY);
    }

    @Test
    void itIsActedOnFourTimesASecondAtMost() {
        newest.say(-1);
        Until.isTrue("the first at once", () -> acted.contains(-1));
        for (int word = 1; word <= MANY; word++) {
            newest.say(word);
        }

        Until.isTrue("the last, too", () -> acted.contains(MANY));
        assertThat(acted).startsWith(-1).endsWith(MANY);
        for (int i = 1; i < when.size(); i++) {
            assertThat(when.get(i) - when.get(i - 1)).isGreaterThanOrEqualTo(Newest.REST.toNanos());
        }
    }

    @Test
    void oneThatCannotBeActedOnDoesNotEndIt() {
        Newest<Integer> picky = new Newest<>(threads, word -> {
            if (word == 1) {
                throw new IllegalStateException("not this one");
            }
            acted.add(word);
        });
        picky.say(1);
        Until.isTrue("another one is acted on", () -> {
            picky.say(2);
            return acted.contains(2);
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
