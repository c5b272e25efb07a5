package org.connectme.simulation;

import java.time.Duration;
import java.util.Random;

/** All chance of one run, from one seed. */
final class Dice {

    private final Random random;

    Dice(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 17);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code min} to {@code max}, both possible. */
    long between(long min, long max) {
        return min + (long) (random.nextDouble() * (max - min + 1));
    }

    Duration millis(long min, long max) {
        return Duration.ofMillis(between(min, max));
    }

    /** Waiting time for something that comes once in one unit of time on average. */
    double exponential() {
        return -Math.log(1 - random.nextDouble());
    }

    <T> T oneOf(T[] values) {
        return values[(int) between(0, values.length - 1)];
    }
}
