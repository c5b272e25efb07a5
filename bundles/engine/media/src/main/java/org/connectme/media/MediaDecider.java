package org.connectme.media;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.PresenceCommand.ReportMedia;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.Event;
import org.connectme.core.event.PresenceEvent.MediaFlowing;
import org.connectme.core.event.PresenceEvent.MediaLost;
import org.connectme.core.event.PresenceEvent.MediaRecovered;
import org.connectme.core.event.PresenceEvent.MediaReported;
import org.connectme.core.event.PresenceEvent.MediaResumed;
import org.connectme.core.event.PresenceEvent.MediaStalled;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.History;
import org.osgi.service.component.annotations.Component;

/**
 * Turns the pages' reports into the few events that matter: media flows, one side's stalled, it is lost for both, it
 * is back; and the spans that a bill may need after an outage. Most reports change nothing. Stateless; any thread.
 */
@Component
public final class MediaDecider implements Decider {

    /** Longer than the gap that an ordinary change of network leaves. */
    static final Duration STALL = Duration.ofSeconds(6);

    static final Duration BETWEEN_REPORTS = Duration.ofSeconds(30);

    @Override
    public Set<Class<? extends Command>> commands() {
        return Set.of(ReportMedia.class);
    }

    @Override
    public Decision decide(History history, Actor actor, Command command, Instant now) {
        if (!(command instanceof ReportMedia report)) {
            throw new IllegalArgumentException("Not a report of media: " + command.getClass());
        }
        if (!actor.isEngine()) {
            return Decision.refuse(
                    Refusal.Kind.FORBIDDEN, "media.engine-only", "Media is reported over the page's own connection.");
        }
        Consultation consultation = Consultation.of(history);
        MediaState state = MediaState.of(history);
        Side side = report.side();
        if (!consultation.isOpen() || state.joined(side).isEmpty()) {
            return Decision.nothing();
        }
        List<Event> events = new ArrayList<>(spans(state, report, now));
        if (report.flowing()) {
            events.addAll(flowing(state, side));
        } else if (isStall(state, report, now)) {
            events.addAll(stalled(consultation, state, report, now));
        }
        return new Decision.Accept(events);
    }

    private static List<Event> flowing(MediaState state, Side side) {
        List<Event> events = new ArrayList<>();
        if (!state.isAnnounced(side)) {
            events.add(new MediaFlowing(side));
        }
        if (state.isStalled(side)) {
            events.add(new MediaRecovered(side));
        }
        if (state.isLost() && !state.isStalled(side.other())) {
            events.add(new MediaResumed());
        }
        return events;
    }

    /** Whoever said a moment ago that media flows has not gone without for longer: so nobody flaps in the journal. */
    private static boolean isStall(MediaState state, ReportMedia report, Instant now) {
        Instant before = now.minus(STALL);
        boolean hasFlowed = state.flowingSince(report.side())
                .filter(since -> !since.isAfter(before))
                .isPresent();
        return hasFlowed && report.lastFlowed().isBefore(before);
    }

    private static List<Event> stalled(Consultation consultation, MediaState state, ReportMedia report, Instant now) {
        Side side = report.side();
        Instant lastFlowed = later(report.lastFlowed(), state.joined(side).orElse(now));
        List<Event> events = new ArrayList<>();
        if (!state.isStalled(side)) {
            events.add(new MediaStalled(side, millis(lastFlowed)));
        }
        boolean isLost = state.isStalled(side.other())
                && consultation.isOnline(Side.CONSULTANT)
                && consultation.isOnline(Side.CUSTOMER)
                && consultation.meterStartedAt() != null
                && !state.isLost();
        if (isLost) {
            Instant lastOfBoth = state.lastFlowed(now);
            events.add(new MediaLost(millis(state.isStalled(side) ? lastOfBoth : later(lastOfBoth, lastFlowed))));
        }
        return events;
    }

    private static List<Event> spans(MediaState state, ReportMedia report, Instant now) {
        Side side = report.side();
        boolean isDue = state.reportedAt(side)
                .map(last -> !now.isBefore(last.plus(BETWEEN_REPORTS)))
                .orElse(true);
        if (!isDue && !state.owesReport(side)) {
            return List.of();
        }
        Instant joined = state.joined(side).orElse(now);
        int most = state.owesReport(side) ? Reports.MOST_AFTER_OUTAGE : Reports.MOST;
        return Reports.fresh(report.spans(), state.reported(side), joined, now, most).stream()
                .<Event>map(span -> new MediaReported(side, millis(span.from()), millis(span.to())))
                .toList();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant millis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }
}
