package org.connectme.agent.core.control;

import java.util.HashMap;
import java.util.Map;
import org.connectme.agent.core.Transfer.Kind;

/** How much may go over under one consent, both directions together. Confined to the exchange's thread. */
final class Quota {

    static final long LONGEST_FILE = 100L << 20;
    static final int LONGEST_TEXT = 256 << 10;
    static final int MOST_FILES = 50;
    static final int MOST_TEXTS = 200;
    static final long MOST_BYTES = 500L << 20;

    private static final Used NOTHING = new Used(0, 0, 0);

    private record Used(int files, int texts, long bytes) {}

    private final Map<String, Used> used = new HashMap<>();

    /** @return why so much may not go over; empty if it may, and then it counts */
    String take(Kind kind, String request, long size) {
        if (size < 0 || size > (kind == Kind.TEXT ? LONGEST_TEXT : LONGEST_FILE)) {
            return "exchange.too-big";
        }
        Used until = used.getOrDefault(request, NOTHING);
        Used next = kind == Kind.TEXT
                ? new Used(until.files(), until.texts() + 1, until.bytes())
                : new Used(until.files() + 1, until.texts(), until.bytes() + size);
        if (next.files() > MOST_FILES || next.texts() > MOST_TEXTS || next.bytes() > MOST_BYTES) {
            return "exchange.too-many";
        }
        used.put(request, next);
        return "";
    }
}
