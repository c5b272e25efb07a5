package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * When something is tried again: at fixed distances from its beginning, the last one repeating. A pure function of two
 * instants, so that it needs no counter and a restart changes nothing.
 */
record Schedule(List<Duration> distances, Duration repeat) {

    private static final Duration DAY = Duration.ofDays(1);

    /** A customer is waiting for the card. */
    static final Schedule HOLD = new Schedule(seconds(1, 3, 10, 20, 30, 45, 60), Duration.ofMinutes(1));

    /** An answer that never came is looked up. */
    static final Schedule LOOK_UP = new Schedule(seconds(10, 60, 300, 3600), DAY);

    /** Nobody is waiting, and it must happen: for days. */
    static final Schedule SETTLEMENT = new Schedule(seconds(1, 3, 10, 60, 300, 1800, 7200, 21600), DAY);

    Schedule {
        distances = List.copyOf(distances);
    }

    /** The first instant of the schedule that is still to come. */
    Instant next(Instant start, Instant now) {
        for (Duration distance : distances) {
            Instant instant = start.plus(distance);
            if (instant.isAfter(now)) {
                return instant;
            }
        }
        return start.plus(repeat.multipliedBy(1 + Duration.between(start, now).dividedBy(repeat)));
    }

    /** Which try this is, counted from 1, if each instant of the schedule was used. */
    int attempt(Instant start, Instant now) {
        int attempt = 1;
        Instant instant = start;
        while (true) {
            instant = next(start, instant);
            if (instant.isAfter(now)) {
                return attempt;
            }
            attempt++;
        }
    }

    static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().isBefore(other.get()) ? one : other;
    }

    private static List<Duration> seconds(int... seconds) {
        return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
    }
}
