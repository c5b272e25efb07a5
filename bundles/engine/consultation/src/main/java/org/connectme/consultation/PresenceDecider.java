package org.connectme.consultation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.PresenceCommand.EnterCall;
import org.connectme.core.command.PresenceCommand.Join;
import org.connectme.core.command.PresenceCommand.Lose;
import org.connectme.core.command.PresenceCommand.NoteOutage;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.PresenceEvent.CallEntered;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.osgi.service.component.annotations.Component;

/** Who is there: joined, lost, back, in the call (MET-3, MET-6). Stateless; any thread. */
@Component
public final class PresenceDecider implements Decider {

    /** A connection is given up after this much silence; what is older belongs to the connection before. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    @Override
    public Set<Class<? extends Command>> commands() {
        return Set.of(Join.class, Lose.class, EnterCall.class, NoteOutage.class);
    }

    @Override
    public Decision decide(History history, Actor actor, Command command, Instant now) {
        Consultation consultation = Consultation.of(history);
        if (command instanceof EnterCall) {
            return actor.side().map(side -> enterCall(consultation, side, now)).orElseGet(Answers::participantsOnly);
        }
        if (!actor.isEngine()) {
            return Decision.refuse(
                    Refusal.Kind.FORBIDDEN, "presence.engine-only", "Only the server itself tells who is connected.");
        }
        if (command instanceof Join join) {
            return join(history, consultation, join.side(), now);
        }
        if (command instanceof Lose lose) {
            return lose(history, consultation, lose, now);
        }
        if (command instanceof NoteOutage outage) {
            return noteOutage(history, consultation, outage, now);
        }
        throw new IllegalArgumentException("Not a command of presence: " + command.getClass());
    }

    /** Coming back too late loses against the deadline, even where nobody has noticed the deadline yet. */
    private static Decision join(History history, Consultation consultation, Side side, Instant now) {
        Optional<Decision> closed = mayEnter(consultation, side, now);
        if (closed.isPresent()) {
            return closed.get();
        }
        Optional<ConsultationEnded> overdue = Deadlines.of(history).overdue(now);
        if (overdue.isPresent()) {
            return Decision.accept(overdue.get());
        }
        if (!consultation.presence().contains(side)) {
            return Decision.accept(new ParticipantJoined(side));
        }
        return consultation.isOnline(side) ? Decision.nothing() : Decision.accept(new ParticipantReturned(side));
    }

    private static Decision enterCall(Consultation consultation, Side side, Instant now) {
        Optional<Decision> closed = mayEnter(consultation, side, now);
        if (closed.isPresent()) {
            return closed.get();
        }
        // The page's socket may still be on its way: being in the call says nothing of being reachable.
        return consultation.inCall().contains(side) ? Decision.nothing() : Decision.accept(new CallEntered(side));
    }

    private static Optional<Decision> mayEnter(Consultation consultation, Side side, Instant now) {
        Optional<Decision> closed = Answers.closed(consultation);
        if (closed.isPresent() || side == Side.CONSULTANT) {
            return closed;
        }
        if (Answers.isExpired(consultation, now)) {
            return Optional.of(Answers.expired());
        }
        return consultation.isReadyToJoin()
                ? Optional.empty()
                : Optional.of(Answers.conflict(
                        "consultation.not-ready",
                        "Agree to the charges and have a card held first; then you can join."));
    }

    private static Decision lose(History history, Consultation consultation, Lose lose, Instant now) {
        if (!consultation.isOpen() || !consultation.isOnline(lose.side())) {
            return Decision.nothing();
        }
        Instant onlineFrom = Deadlines.of(history).onlineFrom(lose.side()).orElse(now);
        Instant heard = lose.lastHeard().isAfter(now) ? now : lose.lastHeard();
        if (heard.isBefore(onlineFrom.minus(SILENCE))) {
            return Decision.nothing();
        }
        // A connection that died right after it came was heard no later than its own Join was written.
        return Decision.accept(new ParticipantLost(lose.side(), heard.isBefore(onlineFrom) ? onlineFrom : heard));
    }

    /** What was written within the outage proves that the server was there: it began after that. */
    private static Decision noteOutage(History history, Consultation consultation, NoteOutage outage, Instant now) {
        Instant to = outage.to().isAfter(now) ? now : outage.to();
        Instant lastSign = history.entries().stream()
                .map(Entry::at)
                .filter(at -> at.isBefore(to))
                .reduce((earlier, later) -> later)
                .orElse(outage.from());
        Instant from = lastSign.isAfter(outage.from()) ? lastSign : outage.from();
        boolean isKnown =
                history.all(ServerOutage.class).anyMatch(known -> !known.to().isBefore(to));
        return consultation.isOpen() && !consultation.presence().isEmpty() && from.isBefore(to) && !isKnown
                ? Decision.accept(new ServerOutage(from, to))
                : Decision.nothing();
    }
}
