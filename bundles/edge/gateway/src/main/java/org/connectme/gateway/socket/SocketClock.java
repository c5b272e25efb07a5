package org.connectme.gateway.socket;

import java.time.Instant;
import java.util.function.LongSupplier;

/** A monotonic clock, and its instants in words. Set once, when the gateway starts. */
public final class SocketClock {

    private final LongSupplier nanos;
    private final Instant start;
    private final long startNanos;

    SocketClock(LongSupplier nanos, Instant start) {
        this.nanos = nanos;
        this.start = start;
        this.startNanos = nanos.getAsLong();
    }

    long nanos() {
        return nanos.getAsLong();
    }

    Instant instant(long atNanos) {
        return start.plusNanos(atNanos - startNanos);
    }

    Instant start() {
        return start;
    }
}
