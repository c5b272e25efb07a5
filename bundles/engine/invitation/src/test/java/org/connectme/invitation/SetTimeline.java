package org.connectme.invitation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.connectme.core.journal.Timeline;

/** A clock that stands until it is moved. */
final class SetTimeline implements Timeline {

    private volatile Instant now = Instant.parse("2026-03-02T09:00:00Z");

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Optional<Outage> lastOutage() {
        return Optional.empty();
    }
}
