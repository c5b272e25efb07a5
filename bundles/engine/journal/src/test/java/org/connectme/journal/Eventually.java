package org.connectme.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does. */
final class Eventually {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private Eventually() {}

    static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
