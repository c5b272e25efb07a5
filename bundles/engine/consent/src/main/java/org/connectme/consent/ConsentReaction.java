package org.connectme.consent;

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

/** Writes down what silence, time and the end of the call decide about consents. Stateless; any thread. */
@Component
public final class ConsentReaction implements Reaction {

    /** Whoever keeps winning the race for the journal wakes this reaction again. */
    private static final int ATTEMPTS = 10;

    private final Journal journal;

    @Activate
    public ConsentReaction(@Reference Journal journal) {
        this.journal = journal;
    }

    @Override
    public String name() {
        return "consent.deadlines";
    }

    @Override
    public Optional<Instant> react(History history, Instant now) {
        History current = history;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Consents consents = Consents.of(current);
            List<Event> due = consents.due(now);
            if (due.isEmpty()) {
                return consents.next();
            }
            Append append = journal.append(current.id(), current.length(), due);
            current = append instanceof Append.Done done ? done.history() : ((Append.Conflict) append).history();
        }
        return Optional.empty();
    }
}
