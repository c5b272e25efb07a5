package org.connectme.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.connectme.core.journal.Timeline;

/** Time that passes when the test says so. */
final class ManualTimeline implements Timeline {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));

    @Override
    public Instant now() {
        return now.get();
    }

    @Override
    public Optional<Outage> lastOutage() {
        return Optional.empty();
    }

    void advance(Duration by) {
        now.updateAndGet(before -> before.plus(by));
    }
}
