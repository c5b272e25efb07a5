package org.connectme.consultation;

import java.time.Instant;
import java.util.Optional;
import org.connectme.core.journal.Due;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Reaction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Ends what time has ended, with nobody's page open. Stateless; any thread. */
@Component
public final class DeadlineReaction implements Reaction {

    private final Journal journal;

    @Activate
    public DeadlineReaction(@Reference Journal journal) {
        this.journal = journal;
    }

    @Override
    public String name() {
        return "consultation.deadlines";
    }

    @Override
    public Optional<Instant> react(History history, Instant now) {
        return Due.write(journal, history, current -> {
            Deadlines deadlines = Deadlines.of(current);
            return new Due(deadlines.due(now).stream().toList(), deadlines.next());
        });
    }
}
