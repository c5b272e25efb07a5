package org.connectme.recording;

import java.time.Instant;
import org.connectme.core.Side;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Projection;
import org.connectme.recording.Recorded.End;
import org.connectme.recording.RecordingView.Item;
import org.connectme.recording.RecordingView.Running;
import org.osgi.service.component.annotations.Component;

/** The part "recording" of a page's state, the same for both sides: what is over shows as over, written down or not. */
@Component
public final class RecordingProjection implements Projection {

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public Record project(History history, Side viewer, Instant now) {
        return new RecordingView(RecordingState.of(history).all().stream()
                .map(recording -> item(recording, now))
                .toList());
    }

    private static Item item(Recorded recording, Instant now) {
        boolean isOver = recording.isOver(now) || recording.deleted() != null;
        return new Item(
                recording.id(),
                recording.consent(),
                isOver ? Running.STOPPED : Running.RUNNING,
                recording.startedAt(),
                recording.over(now).map(End::at).orElse(null),
                recording.over(now).map(End::why).orElse(null),
                !isOver && recording.isBlank());
    }
}
