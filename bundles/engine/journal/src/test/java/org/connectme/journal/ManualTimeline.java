package org.connectme.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.connectme.core.journal.Timeline;

/** Time that passes when the test says so. */
final class ManualTimeline implements Timeline {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));

    private volatile Optional<Outage> outage = Optional.empty();

    @Override
    public Instant now() {
        return now.get();
    }

    @Override
    public Optional<Outage> lastOutage() {
        return Optional.empty();
    }

    @Override
    public Optional<Outage> outageToNote() {
        return outage;
    }

    /** As after a start that nobody has told the journals of yet. */
    void awayUntilNow(Duration span) {
        outage = Optional.of(new Outage(now().minus(span), now()));
    }

    @Override
    public void outageNoted(Outage noted) {
        outage = Optional.empty();
    }

    void advance(Duration by) {
        now.updateAndGet(before -> before.plus(by));
    }
}
