package org.connectme.recording;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.Side;
import org.connectme.core.event.ConsentEvent.ConsentEnded;
import org.connectme.core.event.ConsentEvent.ConsentGiven;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.event.MeterEvent.MeterResumed;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.core.recording.Recordings.Mark;
import org.connectme.core.recording.Recordings.MarkKind;
import org.connectme.recording.Recorded.End;

/** What happened while a recording ran, at its places in the file. Pure. */
final class Marks {

    private final Recorded recording;
    private final Instant end;
    private final List<Mark> marks = new ArrayList<>();
    private final Set<String> screens = new HashSet<>();

    private Marks(Recorded recording, Instant end) {
        this.recording = recording;
        this.end = end;
    }

    static List<Mark> of(History history, Recorded recording, Instant now) {
        Marks marks = new Marks(recording, recording.over(now).map(End::at).orElse(now));
        recording.takes().stream().skip(1).forEach(at -> marks.add(at, MarkKind.TAKE));
        recording
                .blanks()
                .forEach(blank -> marks.marks.add(new Mark(
                        recording.millis(blank.from()),
                        MarkKind.PRIVATE,
                        Optional.ofNullable(blank.until())
                                .map(recording::millis)
                                .orElse(recording.millis(marks.end)))));
        history.entries().forEach(marks::add);
        marks.marks.sort(Comparator.comparingLong(Mark::millis));
        return List.copyOf(marks.marks);
    }

    private void add(Entry entry) {
        Event event = entry.event();
        if (event instanceof MeterStarted || event instanceof MeterResumed) {
            add(entry.at(), MarkKind.METER_STARTED);
        } else if (event instanceof MeterPaused) {
            add(entry.at(), MarkKind.METER_PAUSED);
        } else if (event instanceof ParticipantLost lost && lost.side() == Side.CUSTOMER) {
            add(lost.lastHeard(), MarkKind.CUSTOMER_OFFLINE);
        } else if (event instanceof ParticipantReturned back && back.side() == Side.CUSTOMER) {
            add(entry.at(), MarkKind.CUSTOMER_BACK);
        } else if (event instanceof ConsentGiven given && isScreen(given.scope())) {
            screens.add(given.request());
            add(entry.at(), given.scope() == Scope.SCREEN_ONLY ? MarkKind.SCREEN_GIVEN : MarkKind.CONTROL_GIVEN);
        } else if (event instanceof ConsentEnded ended && screens.contains(ended.request())) {
            add(entry.at(), MarkKind.CONTROL_ENDED);
        } else if (event instanceof ConsentEnded ended && ended.request().equals(recording.consent())) {
            add(end, MarkKind.CONSENT_ENDED);
        }
    }

    private void add(Instant at, MarkKind kind) {
        if (!at.isBefore(recording.startedAt()) && !at.isAfter(end)) {
            marks.add(new Mark(recording.millis(at), kind, null));
        }
    }

    private static boolean isScreen(Scope scope) {
        return scope == Scope.SCREEN_ONLY || scope == Scope.SCREEN_KEYBOARD_MOUSE;
    }
}
