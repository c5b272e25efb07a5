package org.connectme.consultation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.connectme.core.event.Event;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Journal.Append;
import org.connectme.core.journal.Reaction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what time has ended, with nobody's page open. Stateless; any thread. */
@Component
public final class DeadlineReaction implements Reaction {

    private static final Logger logger = LoggerFactory.getLogger(DeadlineReaction.class);

    /** Whoever keeps winning the race for the journal wakes this reaction again. */
    private static final int ATTEMPTS = 10;

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
        History current = history;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Deadlines deadlines = Deadlines.of(current);
            Optional<Event> due = deadlines.due(now);
            if (due.isEmpty()) {
                return deadlines.next();
            }
            Append append = journal.append(current.id(), current.length(), List.of(due.get()));
            if (append instanceof Append.Done done) {
                logger.info("Consultation {}: {}.", current.id(), due.get());
                current = done.history();
            } else {
                current = ((Append.Conflict) append).history();
            }
        }
        return Optional.empty();
    }
}
