package org.connectme.signaling;

import java.time.Instant;
import java.util.Optional;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.Commands;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.PresenceCommand;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.Event;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.JournalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the journal who is there, in the engine's name. Blocks on the database; any thread. */
final class Presence {

    private static final Logger logger = LoggerFactory.getLogger(Presence.class);

    private final Journal journal;
    private final Commands commands;

    Presence(Journal journal, Commands commands) {
        this.journal = journal;
        this.commands = commands;
    }

    void join(ConsultationId id, Side side) {
        send(id, new PresenceCommand.Join(side));
    }

    void lose(ConsultationId id, Side side, Instant lastHeard) {
        send(id, new PresenceCommand.Lose(side, lastHeard));
    }

    /** A page that never left, or came back by itself, says no second time that it is in the room. */
    void returned(ConsultationId id, Side side) {
        Consultation consultation = Consultation.of(journal.read(id));
        if (consultation.isOpen() && consultation.presence().contains(side) && !consultation.isOnline(side)) {
            join(id, side);
        }
    }

    /**
     * @return false if it was refused; nothing changed then
     * @throws JournalException if nobody could decide it now, so that whoever told it tells it again: a loss that was
     *     dropped would be billed as time together
     */
    boolean send(ConsultationId id, Command command) {
        Outcome outcome = commands.send(id, new Actor.Engine(), command);
        if (outcome instanceof Outcome.Refused refused) {
            if (refused.refusal().kind() == Refusal.Kind.UNAVAILABLE) {
                throw new JournalException(refused.refusal().detail());
            }
            logger.debug(
                    "{} of consultation {} was refused: {}",
                    command.getClass().getSimpleName(),
                    id,
                    refused.refusal().code());
            return false;
        }
        return true;
    }

    /** When the side last came, by the journal; empty if it never did. */
    static Optional<Instant> cameAt(History history, Side side) {
        for (int i = history.length() - 1; i >= 0; i--) {
            Entry entry = history.entries().get(i);
            if (isComing(entry.event(), side)) {
                return Optional.of(entry.at());
            }
        }
        return Optional.empty();
    }

    private static boolean isComing(Event event, Side side) {
        return event instanceof ParticipantJoined joined && joined.side() == side
                || event instanceof ParticipantReturned returned && returned.side() == side;
    }
}
