package org.connectme.agent.media;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come, within a bound that also a busy machine keeps. */
final class Until {

    static final Duration BOUND = Duration.ofSeconds(40);

    private static final Duration STEP = Duration.ofMillis(20);

    private Until() {}

    static void isTrue(String what, BooleanSupplier hope) {
        isTrue(() -> what, hope);
    }

    /** @param what asked for once the bound is over */
    static void isTrue(Supplier<String> what, BooleanSupplier hope) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!hope.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + BOUND + ": " + what.get());
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    /** Asserts at every look that this still holds. */
    static void staysTrueFor(Duration time, String what, BooleanSupplier fact) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (!fact.getAsBoolean()) {
                throw new AssertionError("No longer: " + what);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
