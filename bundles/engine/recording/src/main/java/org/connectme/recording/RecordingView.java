package org.connectme.recording;

import java.time.Instant;
import java.util.List;
import org.connectme.core.event.RecordingEvent.Why;
import org.jspecify.annotations.Nullable;

/** The recordings of a consultation as both sides see them, in the order begun. */
public record RecordingView(List<Item> items) {

    public RecordingView {
        items = List.copyOf(items);
    }

    /**
     * @param blank a private moment lasts
     * @param why       null while it runs
     */
    public record Item(
            String recording,
            String consent,
            Running state,
            Instant startedAt,
            @Nullable Instant stoppedAt,
            @Nullable Why why,
            boolean blank) {}

    public enum Running {
        RUNNING,
        STOPPED
    }
}
