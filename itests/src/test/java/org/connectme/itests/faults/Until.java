package org.connectme.itests.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what a fault must lead to, within a bound. */
public final class Until {

    private static final Duration STEP = Duration.ofMillis(100);

    private Until() {}

    public static void isTrue(String what, Duration bound, BooleanSupplier hope) {
        value(what, bound, hope::getAsBoolean, Boolean::booleanValue);
    }

    /** @return the first value that is as hoped for. @throws AssertionError with the last one after the bound */
    public static <T> T value(String what, Duration bound, Supplier<T> source, Predicate<T> hope) {
        long end = System.nanoTime() + bound.toNanos();
        T value = source.get();
        while (!hope.test(value)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + bound + ": " + what + "; last seen: " + value);
            }
            LockSupport.parkNanos(STEP.toNanos());
            value = source.get();
        }
        return value;
    }

    /** Asserts at every look within the time that this still holds. */
    public static void staysTrueFor(String what, Duration time, BooleanSupplier fact) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (!fact.getAsBoolean()) {
                throw new AssertionError("No longer: " + what);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
