package org.connectme.remote.control;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.connectme.core.ConsultationId;

/** How many permits a consultation may have a minute. Remembers a minute only. Thread-safe. */
final class Pace {

    /** A console asks three times a minute, and once more after each reload. */
    static final int A_MINUTE = 30;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private record Window(Instant since, int issued) {}

    private final Map<ConsultationId, Window> windows = new HashMap<>();

    synchronized boolean allows(ConsultationId id, Instant now) {
        windows.values().removeIf(window -> !now.isBefore(window.since().plus(MINUTE)));
        Window window = windows.getOrDefault(id, new Window(now, 0));
        if (window.issued() >= A_MINUTE) {
            return false;
        }
        windows.put(id, new Window(window.since(), window.issued() + 1));
        return true;
    }
}
