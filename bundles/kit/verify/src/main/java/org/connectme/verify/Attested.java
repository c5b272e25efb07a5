package org.connectme.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.connectme.core.Side;
import org.connectme.core.event.Event;
import org.connectme.core.event.PresenceEvent.MediaFlowing;
import org.connectme.core.event.PresenceEvent.MediaRecovered;
import org.connectme.core.event.PresenceEvent.MediaReported;
import org.connectme.core.event.PresenceEvent.MediaStalled;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.metering.Spans;
import org.jspecify.annotations.Nullable;

/**
 * When a side's own page said that the other's media reached it: from its first report on, without the spans in which
 * it was stalled, away, or could not reach the server; and every span that it reported.
 */
final class Attested {

    private final List<Spans.Span> flowed = new ArrayList<>();
    private final List<Spans.Span> reported = new ArrayList<>();
    private boolean announced;
    private boolean stalled;
    private boolean away;
    private @Nullable Long since;

    private Attested() {}

    /** @param asKnown a stall counts from when the page told of it on, not from when media last flowed to it */
    static Map<Side, Spans> of(History history, long end, boolean asKnown) {
        Map<Side, Attested> sides = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            sides.put(side, new Attested());
        }
        for (Entry entry : history.entries()) {
            add(sides, entry.event(), entry.at().toEpochMilli(), asKnown);
        }
        Map<Side, Spans> spans = new EnumMap<>(Side.class);
        sides.forEach((side, attested) -> spans.put(side, attested.until(end)));
        return spans;
    }

    private static void add(Map<Side, Attested> sides, Event event, long at, boolean asKnown) {
        if (event instanceof MediaFlowing e) {
            sides.get(e.side()).announced = true;
            sides.get(e.side()).settle(at);
        } else if (event instanceof MediaStalled e) {
            sides.get(e.side()).stalled = true;
            sides.get(e.side()).settle(asKnown ? at : e.lastFlowed().toEpochMilli());
        } else if (event instanceof MediaRecovered e) {
            sides.get(e.side()).stalled = false;
            sides.get(e.side()).settle(at);
        } else if (event instanceof MediaReported e) {
            sides.get(e.side()).reported.add(new Spans.Span(e.from().toEpochMilli(), e.to().toEpochMilli()));
        } else if (event instanceof ParticipantLost e) {
            sides.get(e.side()).leave(e.lastHeard().toEpochMilli());
        } else if (event instanceof ServerOutage e) {
            sides.values().forEach(side -> side.leave(e.from().toEpochMilli()));
        } else if (event instanceof ParticipantJoined e) {
            sides.get(e.side()).comeBack(at);
        } else if (event instanceof ParticipantReturned e) {
            sides.get(e.side()).comeBack(at);
        }
    }

    private void leave(long at) {
        away = true;
        settle(at);
    }

    private void comeBack(long at) {
        away = false;
        settle(at);
    }

    private void settle(long at) {
        boolean flows = announced && !stalled && !away;
        if (flows && since == null) {
            since = at;
        } else if (!flows && since != null) {
            flowed.add(new Spans.Span(since, at));
            since = null;
        }
    }

    private Spans until(long end) {
        List<Spans.Span> all = new ArrayList<>(flowed);
        if (since != null) {
            all.add(new Spans.Span(since, end));
        }
        return new Spans(all).union(new Spans(reported));
    }
}
