package org.connectme.gateway.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ObjLongConsumer;

/** What was sent to a page, numbered, until the page has acknowledged it. Not thread-safe: its seat guards it. */
final class Outbox {

    static final int MAX_MESSAGES = 512;
    static final int MAX_BYTES = 1 << 20;

    private final Deque<Kept> kept = new ArrayDeque<>();
    private int bytes;
    private long acknowledged;

    private record Kept(String message, int bytes) {}

    /** Number of the newest message; 0 before the first. */
    long newest() {
        return acknowledged + kept.size();
    }

    /** @return the message's number, or 0 when nothing more fits */
    long add(String message) {
        int size = Utf8.length(message);
        if (kept.size() == MAX_MESSAGES || bytes + size > MAX_BYTES) {
            return 0;
        }
        kept.addLast(new Kept(message, size));
        bytes += size;
        return newest();
    }

    /** Whether everything after this number is still here, and the number was given at all. */
    boolean reaches(long seen) {
        return seen >= acknowledged && seen <= newest();
    }

    /** @return false if that many were never sent; a number below an earlier one says nothing new */
    boolean acknowledge(long number) {
        if (number > newest()) {
            return false;
        }
        while (acknowledged < number) {
            bytes -= kept.removeFirst().bytes();
            acknowledged++;
        }
        return true;
    }

    void forEach(ObjLongConsumer<String> message) {
        long number = acknowledged;
        for (Kept one : kept) {
            message.accept(one.message(), ++number);
        }
    }
}
