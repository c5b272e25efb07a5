package org.connectme.journal;

import org.connectme.core.ConsultationId;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.CommandRunner;
import org.connectme.core.command.Commands;
import org.connectme.core.command.Outcome;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Timeline;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link CommandRunner} with this server's journal, time and deciders. Thread-safe. */
@Component
public final class JournalCommands implements Commands {

    private final CommandRunner runner;

    @Activate
    public JournalCommands(@Reference Journal journal, @Reference Timeline timeline, @Reference Deciders deciders) {
        this.runner = new CommandRunner(journal, timeline::now, deciders::await);
    }

    @Override
    public Outcome send(ConsultationId id, Actor actor, Command command) {
        return runner.send(id, actor, command);
    }
}
