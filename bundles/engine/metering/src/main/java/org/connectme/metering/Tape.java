package org.connectme.metering;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.connectme.core.Bill.Reason;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndDismissed;
import org.connectme.core.event.ConsultationEvent.EndProposed;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.event.MeterEvent.MeterResumed;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.MeterEvent.MeterStopped;
import org.connectme.core.event.PresenceEvent.MediaLost;
import org.connectme.core.event.PresenceEvent.MediaReported;
import org.connectme.core.event.PresenceEvent.MediaResumed;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.jspecify.annotations.Nullable;

/**
 * What a journal says about time, before any rule of money: when the meter was switched on, and when it stood and why.
 * The instants are the server's alone, so that a clock that jumps changes nothing.
 */
final class Tape {

    private final Toggle switchedOn = new Toggle();
    private final Map<Reason, Toggle> standing = new EnumMap<>(Reason.class);
    private final Map<Side, Toggle> offline = new EnumMap<>(Side.class);
    private final Map<Side, Toggle> unreachableServer = new EnumMap<>(Side.class);
    private final Map<Side, List<Spans.Span>> reports = new EnumMap<>(Side.class);
    private final List<Spans.Span> outages = new ArrayList<>();
    private final Set<Side> asked = EnumSet.noneOf(Side.class);
    private @Nullable Long askedAgainAt;
    private @Nullable Long start;
    private boolean closed;
    private long end;

    private Tape() {
        for (Reason reason : Reason.values()) {
            standing.put(reason, new Toggle());
        }
        for (Side side : Side.values()) {
            offline.put(side, new Toggle());
            unreachableServer.put(side, new Toggle());
            reports.put(side, new ArrayList<>());
        }
    }

    /** Reads a journal up to the end of the consultation, or up to {@code now} while it is open. */
    static Tape of(History history, Instant now) {
        Tape tape = new Tape();
        tape.end = now.toEpochMilli();
        for (Entry entry : history.entries()) {
            long at = entry.at().toEpochMilli();
            if (closes(entry.event())) {
                tape.close(entry.event(), at);
                break;
            }
            tape.add(entry.event(), at);
            tape.end = Math.max(tape.end, at);
        }
        return tape;
    }

    static boolean closes(Event event) {
        return event instanceof ConsultationEnded || event instanceof ConsultationCancelled;
    }

    private void add(Event event, long at) {
        if (event instanceof MeterStarted || event instanceof MeterResumed) {
            start = start == null ? Long.valueOf(at) : start;
            switchedOn.on(at);
            stands(Reason.CONSULTANT_PAUSED).off(at);
            stands(Reason.CEILING_REACHED).off(at);
            stands(Reason.LIMIT_REACHED).off(at);
        } else if (event instanceof MeterPaused) {
            switchedOn.off(at);
            stands(Reason.CONSULTANT_PAUSED).on(at);
        } else if (event instanceof MeterStopped stopped) {
            switchedOn.off(at);
            stands(Ceiling.pauseReason(stopped.reason())).on(at);
        } else if (event instanceof EndProposed proposed) {
            propose(proposed.by(), at);
        } else if (event instanceof EndDismissed) {
            stands(Reason.ENDING).off(at);
            askedAgainAt = null;
        } else {
            addPresence(event, at);
        }
    }

    /**
     * The meter stands from the press on (CALL-5), once for each side: whoever asks again and again and never means it
     * would talk for free. From the second press on, the time of the question is free if the answer is yes.
     */
    private void propose(Side side, long at) {
        if (!switchedOn.isOn() || asked.add(side)) {
            stands(Reason.ENDING).on(at);
        } else {
            askedAgainAt = at;
        }
    }

    private void close(Event event, long at) {
        boolean isYes = event instanceof ConsultationEnded ended && ended.reason() == EndReason.HUNG_UP;
        if (isYes && askedAgainAt != null) {
            stands(Reason.ENDING).on(askedAgainAt);
        }
        closed = true;
        end = at;
    }

    private void addPresence(Event event, long at) {
        if (event instanceof ParticipantLost lost) {
            offline.get(lost.side()).on(lost.lastHeard().toEpochMilli());
        } else if (event instanceof ParticipantReturned returned) {
            reachable(returned.side(), at);
        } else if (event instanceof ParticipantJoined joined) {
            reachable(joined.side(), at);
        } else if (event instanceof ServerOutage outage) {
            outages.add(new Spans.Span(outage.from().toEpochMilli(), outage.to().toEpochMilli()));
            unreachableServer.values().forEach(side -> side.on(outage.from().toEpochMilli()));
        } else if (event instanceof MediaReported report) {
            reports.get(report.side())
                    .add(new Spans.Span(
                            report.from().toEpochMilli(), report.to().toEpochMilli()));
        } else if (event instanceof MediaLost lost) {
            stands(Reason.CONNECTION_LOST).on(lost.lastFlowed().toEpochMilli());
        } else if (event instanceof MediaResumed) {
            stands(Reason.CONNECTION_LOST).off(at);
        }
    }

    private void reachable(Side side, long at) {
        offline.get(side).off(at);
        unreachableServer.get(side).off(at);
    }

    private Toggle stands(Reason reason) {
        return standing.get(reason);
    }

    /** The first START; null before it. */
    @Nullable
    Long start() {
        return start;
    }

    boolean isClosed() {
        return closed;
    }

    /** The consultation's end, or the instant up to which was read. */
    long end() {
        return end;
    }

    /** Whether START is in force: pressed, and neither paused nor stopped since. */
    boolean isSwitchedOn() {
        return switchedOn.isOn();
    }

    /** The time from first START to the end. */
    Spans call() {
        return start == null ? Spans.NONE : Spans.of(start, end);
    }

    /** The time for which the consultant asks money: START to PAUSE, stop or end, without the questions of the red button that count. */
    Spans metered() {
        return switchedOn.until(end).minus(spans(Reason.ENDING));
    }

    /**
     * The part of the metered time that may be billed if the ceiling allows: both sides online and media not lost; and
     * within an outage of the server, which is nobody's fault, the time for which both sides reported flowing media.
     */
    Spans billable() {
        Spans offlineTime = offline(Side.CONSULTANT).union(offline(Side.CUSTOMER));
        Spans witnessed = metered()
                .minus(offlineTime)
                .minus(spans(Reason.CONNECTION_LOST))
                .minus(spans(Reason.SERVER_OUTAGE));
        Spans reported = new Spans(outages)
                .intersect(new Spans(reports.get(Side.CONSULTANT)))
                .intersect(new Spans(reports.get(Side.CUSTOMER)));
        return witnessed.union(metered().intersect(reported).minus(offlineTime));
    }

    /** When the meter stood for this reason, whether or not it would have run otherwise. */
    Spans spans(Reason reason) {
        return switch (reason) {
            case CONSULTANT_OFFLINE -> offline(Side.CONSULTANT);
            case CUSTOMER_OFFLINE -> offline(Side.CUSTOMER);
            case SERVER_OUTAGE ->
                unreachableServer
                        .get(Side.CONSULTANT)
                        .until(end)
                        .union(unreachableServer.get(Side.CUSTOMER).until(end));
            default -> stands(reason).until(end);
        };
    }

    /** Whether it still stands for this reason at the end of what was read. */
    boolean isStanding(Reason reason) {
        return switch (reason) {
            case CONSULTANT_OFFLINE -> offline.get(Side.CONSULTANT).isOn();
            case CUSTOMER_OFFLINE -> offline.get(Side.CUSTOMER).isOn();
            case SERVER_OUTAGE -> unreachableServer.values().stream().anyMatch(Toggle::isOn);
            default -> stands(reason).isOn();
        };
    }

    private Spans offline(Side side) {
        return offline.get(side).until(end);
    }
}
