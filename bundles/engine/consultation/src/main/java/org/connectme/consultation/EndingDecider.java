package org.connectme.consultation;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsultationCommand.Cancel;
import org.connectme.core.command.ConsultationCommand.DismissEnd;
import org.connectme.core.command.ConsultationCommand.HangUp;
import org.connectme.core.command.ConsultationCommand.ProposeEnd;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndDismissed;
import org.connectme.core.event.ConsultationEvent.EndProposed;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.History;
import org.osgi.service.component.annotations.Component;

/** The red button and cancelling (CALL-5). Stateless; any thread. */
@Component
public final class EndingDecider implements Decider {

    private static final int LONGEST_REASON = 500;

    /** Of one side in one call: whoever asks more often never means it, and fills the journal. */
    private static final int MOST_QUESTIONS = 100;

    @Override
    public Set<Class<? extends Command>> commands() {
        return Set.of(Cancel.class, ProposeEnd.class, DismissEnd.class, HangUp.class);
    }

    @Override
    public Decision decide(History history, Actor actor, Command command, Instant now) {
        if (actor.side().isEmpty()) {
            return Answers.participantsOnly();
        }
        Side side = actor.side().get();
        Consultation consultation = Consultation.of(history);
        if (command instanceof Cancel cancel) {
            return cancel(consultation, side, cancel.reason().strip());
        }
        if (consultation.ended() != null) {
            // Both pressed at once: what the second asked for is already so.
            return Decision.nothing();
        }
        Optional<Decision> closed = Answers.closed(consultation);
        if (closed.isPresent()) {
            return closed.get();
        }
        if (command instanceof DismissEnd) {
            return consultation.endProposed() == null ? Decision.nothing() : Decision.accept(new EndDismissed(side));
        }
        if (consultation.meterStartedAt() == null && consultation.inCall().isEmpty()) {
            return Answers.conflict(
                    "end.not-begun", "Nobody has entered the call yet; cancel the appointment instead.");
        }
        if (command instanceof ProposeEnd) {
            return consultation.endProposed() == null ? propose(history, side) : Decision.nothing();
        }
        if (command instanceof HangUp) {
            return Decision.accept(Deadlines.of(history)
                    .overdue(now)
                    .orElseGet(() -> new ConsultationEnded(EndReason.HUNG_UP, side, null)));
        }
        throw new IllegalArgumentException("Not a command of an end: " + command.getClass());
    }

    private static Decision propose(History history, Side side) {
        return history.all(EndProposed.class).filter(each -> each.by() == side).count() < MOST_QUESTIONS
                ? Decision.accept(new EndProposed(side))
                : Answers.tooMany("end.asked-often", "You were asked too often already; end the call at once.");
    }

    private static Decision cancel(Consultation consultation, Side side, String reason) {
        if (consultation.cancelled() != null) {
            return Decision.nothing();
        }
        Optional<Decision> closed = Answers.closed(consultation);
        if (closed.isPresent()) {
            return closed.get();
        }
        if (consultation.meterStartedAt() != null) {
            return Answers.conflict(
                    "cancel.meter-started", "The meter has started; press the red button to end the call.");
        }
        return new Check()
                .text(reason, LONGEST_REASON, "cancel.reason", "the reason")
                .orElse(() -> Decision.accept(new ConsultationCancelled(side, reason)));
    }
}
