package org.connectme.journal;

import java.util.Optional;
import org.connectme.core.ConsultationId;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.CommandRunner;
import org.connectme.core.command.Commands;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.PresenceCommand.NoteOutage;
import org.connectme.core.command.Refusal;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Timeline.Outage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link CommandRunner} with this server's journal, time and deciders. Thread-safe. */
@Component
public final class JournalCommands implements Commands {

    private final Journal journal;
    private final Timeline timeline;
    private final CommandRunner runner;

    @Activate
    public JournalCommands(@Reference Journal journal, @Reference Timeline timeline, @Reference Deciders deciders) {
        this.journal = journal;
        this.timeline = timeline;
        this.runner = new CommandRunner(journal, timeline::now, deciders::await);
    }

    @Override
    public Outcome send(ConsultationId id, Actor actor, Command command) {
        Optional<Refusal> refusal =
                actor.isEngine() ? Optional.empty() : timeline.outageToNote().flatMap(outage -> note(id, outage));
        return refusal.<Outcome>map(Outcome.Refused::new).orElseGet(() -> runner.send(id, actor, command));
    }

    /** Whoever ends a call whose journal does not know of the outage would have it billed. @return why it cannot be noted */
    private Optional<Refusal> note(ConsultationId id, Outage outage) {
        if (!wasMetered(id, outage)) {
            return Optional.empty();
        }
        Outcome noted = runner.send(id, new Actor.Engine(), new NoteOutage(outage.from(), outage.to()));
        return noted instanceof Outcome.Refused refused && refused.refusal().kind() == Refusal.Kind.UNAVAILABLE
                ? Optional.of(refused.refusal())
                : Optional.empty();
    }

    private boolean wasMetered(ConsultationId id, Outage outage) {
        Consultation consultation = Consultation.of(journal.read(id));
        return consultation.isOpen()
                && consultation.meterStartedAt() != null
                && consultation.meterStartedAt().isBefore(outage.to());
    }
}
