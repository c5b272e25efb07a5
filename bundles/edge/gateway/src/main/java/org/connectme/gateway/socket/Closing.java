package org.connectme.gateway.socket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Closes politely, and cuts the connection of whoever does not answer within two seconds. Any thread. */
final class Closing {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

    void close(Wire wire, int code, long nowNanos) {
        wire.close(code);
        entries.add(new Entry(wire, nowNanos + PATIENCE));
    }

    void tick(long nowNanos) {
        for (Entry first = entries.peek(); first != null && nowNanos - first.until >= 0; first = entries.peek()) {
            entries.remove(first);
            first.wire.abort();
        }
    }

    private record Entry(Wire wire, long until) {}
}
