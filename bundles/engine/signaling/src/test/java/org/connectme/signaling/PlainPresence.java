package org.connectme.signaling;

import java.time.Instant;
import java.util.Set;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.PresenceCommand.Join;
import org.connectme.core.command.PresenceCommand.Lose;
import org.connectme.core.command.PresenceCommand.NoteOutage;
import org.connectme.core.command.PresenceCommand.ReportMedia;
import org.connectme.core.event.PresenceEvent.MediaReported;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.History;

/** The least a presence domain does: each command becomes its event where it changes something. */
final class PlainPresence implements Decider {

    @Override
    public Set<Class<? extends Command>> commands() {
        return Set.of(Join.class, Lose.class, NoteOutage.class, ReportMedia.class);
    }

    @Override
    public Decision decide(History history, Actor actor, Command command, Instant now) {
        Consultation consultation = Consultation.of(history);
        if (command instanceof Join join) {
            return join(consultation, join.side());
        }
        if (command instanceof Lose lose) {
            return consultation.isOnline(lose.side())
                    ? Decision.accept(new ParticipantLost(lose.side(), lose.lastHeard()))
                    : Decision.nothing();
        }
        if (command instanceof NoteOutage outage) {
            return Decision.accept(new ServerOutage(outage.from(), outage.to()));
        }
        ReportMedia report = (ReportMedia) command;
        return Decision.accept(new MediaReported(report.side(), report.lastFlowed(), now));
    }

    private static Decision join(Consultation consultation, Side side) {
        if (consultation.isOnline(side)) {
            return Decision.nothing();
        }
        return Decision.accept(
                consultation.presence().contains(side) ? new ParticipantReturned(side) : new ParticipantJoined(side));
    }
}
