package org.connectme.consent;

import java.time.Instant;
import java.util.Optional;
import org.connectme.core.journal.Due;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Reaction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes down what silence, time and the end of the call decide about consents. Stateless; any thread. */
@Component
public final class ConsentReaction implements Reaction {

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
        return Due.write(journal, history, current -> {
            Consents consents = Consents.of(current);
            return new Due(consents.due(now), consents.next());
        });
    }
}
