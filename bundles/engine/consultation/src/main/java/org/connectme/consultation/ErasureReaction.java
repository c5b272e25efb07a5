package org.connectme.consultation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.connectme.core.journal.Due;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Reaction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Destroys the key of a consultation's personal fields once that was asked for, and asks for it when the time is over for
 * which the operator keeps them. Keeps no state; any thread.
 */
@Component(configurationPid = "org.connectme.consultation")
@Designate(ocd = RetentionConfig.class)
public final class ErasureReaction implements Reaction {

    private final Journal journal;
    private final Evidence evidence;
    private final Optional<Duration> kept;

    @Activate
    public ErasureReaction(@Reference Journal journal, @Reference Evidence evidence, RetentionConfig config) {
        this(journal, evidence, config.retention_days());
    }

    /** @param days 0 or less: for ever */
    ErasureReaction(Journal journal, Evidence evidence, int days) {
        this.journal = journal;
        this.evidence = evidence;
        this.kept = days > 0 ? Optional.of(Duration.ofDays(days)) : Optional.empty();
    }

    @Override
    public String name() {
        return "consultation.erasure";
    }

    @Override
    public Optional<Instant> react(History history, Instant now) {
        if (Erasure.isAsked(history)) {
            evidence.erase(history.id());
            return Optional.empty();
        }
        return Due.write(journal, history, current -> Erasure.due(current, kept, now));
    }
}
