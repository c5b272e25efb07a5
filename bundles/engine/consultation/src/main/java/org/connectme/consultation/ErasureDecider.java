package org.connectme.consultation;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsultationCommand.ErasePersonal;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsultationEvent.ErasedBy;
import org.connectme.core.event.ConsultationEvent.ErasureAsked;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.History;
import org.osgi.service.component.annotations.Component;

/** Lets the operator have the personal fields of a consultation destroyed. Stateless; any thread. */
@Component
public final class ErasureDecider implements Decider {

    @Override
    public Set<Class<? extends Command>> commands() {
        return Set.of(ErasePersonal.class);
    }

    @Override
    public Decision decide(History history, Actor actor, Command command, Instant now) {
        if (!actor.isEngine()) {
            return Decision.refuse(
                    Refusal.Kind.FORBIDDEN, "erasure.operator-only", "Only the server's operator may do this.");
        }
        if (Erasure.isAsked(history)) {
            return Decision.nothing();
        }
        Optional<Refusal> refusal = Erasure.refusal(history, now);
        return refusal.isPresent()
                ? new Decision.Refuse(refusal.get())
                : Decision.accept(new ErasureAsked(ErasedBy.OPERATOR));
    }
}
