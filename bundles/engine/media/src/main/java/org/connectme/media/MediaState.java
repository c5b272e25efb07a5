package org.connectme.media;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.connectme.core.Side;
import org.connectme.core.command.PresenceCommand.Span;
import org.connectme.core.event.Event;
import org.connectme.core.event.PresenceEvent.MediaFlowing;
import org.connectme.core.event.PresenceEvent.MediaLost;
import org.connectme.core.event.PresenceEvent.MediaRecovered;
import org.connectme.core.event.PresenceEvent.MediaReported;
import org.connectme.core.event.PresenceEvent.MediaResumed;
import org.connectme.core.event.PresenceEvent.MediaStalled;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.jspecify.annotations.Nullable;

/** What the journal says about media. A fold that is done when {@link #of} returns. */
final class MediaState {

    private final Set<Side> announced = EnumSet.noneOf(Side.class);
    private final Map<Side, Instant> flowingSince = new EnumMap<>(Side.class);
    private final Map<Side, Instant> stalled = new EnumMap<>(Side.class);
    private final Map<Side, Instant> joined = new EnumMap<>(Side.class);
    private final Map<Side, Instant> reachableSince = new EnumMap<>(Side.class);
    private final Map<Side, Instant> reportedAt = new EnumMap<>(Side.class);
    private final Map<Side, List<Span>> reported = new EnumMap<>(Side.class);
    private boolean lost;
    private @Nullable Instant outageKnownAt;

    private MediaState() {}

    static MediaState of(History history) {
        MediaState state = new MediaState();
        history.entries().forEach(state::add);
        return state;
    }

    private void add(Entry entry) {
        Event event = entry.event();
        if (event instanceof MediaFlowing flowing) {
            announced.add(flowing.side());
            flowingSince.put(flowing.side(), entry.at());
        } else if (event instanceof MediaStalled stall) {
            stalled.put(stall.side(), stall.lastFlowed());
        } else if (event instanceof MediaRecovered recovered) {
            stalled.remove(recovered.side());
            flowingSince.put(recovered.side(), entry.at());
        } else if (event instanceof MediaLost) {
            lost = true;
        } else if (event instanceof MediaResumed) {
            lost = false;
        } else if (event instanceof MediaReported report) {
            reportedAt.put(report.side(), entry.at());
            reported.computeIfAbsent(report.side(), side -> new ArrayList<>())
                    .add(new Span(report.from(), report.to()));
        } else if (event instanceof ParticipantJoined join) {
            joined.put(join.side(), entry.at());
            reachableSince.put(join.side(), entry.at());
        } else if (event instanceof ParticipantReturned returned) {
            reachableSince.put(returned.side(), entry.at());
        } else if (event instanceof ServerOutage) {
            outageKnownAt = entry.at();
        }
    }

    /** The side said at least once that media reaches it. */
    boolean isAnnounced(Side side) {
        return announced.contains(side);
    }

    /** When the side last said that it flows after it did not, or flows at all; empty if it never did. */
    Optional<Instant> flowingSince(Side side) {
        return Optional.ofNullable(flowingSince.get(side));
    }

    boolean isStalled(Side side) {
        return stalled.containsKey(side);
    }

    /** Nothing flows, though both can be reached. */
    boolean isLost() {
        return lost;
    }

    Optional<Instant> joined(Side side) {
        return Optional.ofNullable(joined.get(side));
    }

    Optional<Instant> reportedAt(Side side) {
        return Optional.ofNullable(reportedAt.get(side));
    }

    /** What the side has reported so far, in the order in which it came. */
    List<Span> reported(Side side) {
        return List.copyOf(reported.getOrDefault(side, List.of()));
    }

    /** An outage was noted, and this side has not reported since. */
    boolean owesReport(Side side) {
        Instant last = reportedAt.get(side);
        return outageKnownAt != null && (last == null || last.isBefore(outageKnownAt));
    }

    /**
     * The last instant at which anything flowed while both could be reached: what was missing before that is counted
     * as the absence of the side that was away.
     */
    Instant lastFlowed(Instant now) {
        return Stream.concat(stalled.values().stream(), reachableSince.values().stream())
                .max(Instant::compareTo)
                .filter(at -> !at.isAfter(now))
                .orElse(now);
    }
}
