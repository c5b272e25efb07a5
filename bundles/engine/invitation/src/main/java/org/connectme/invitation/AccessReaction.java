package org.connectme.invitation;

import java.time.Instant;
import java.util.Optional;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Reaction;
import org.connectme.core.journal.Vault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets the doors follow the journals: a new time moves them, a cancellation shuts them, an end leaves the summary. */
@Component
public final class AccessReaction implements Reaction {

    private final Access access;

    @Activate
    public AccessReaction(@Reference Tables tables, @Reference Vault vault) {
        this.access = new Access(tables.jdbi(), vault);
    }

    @Override
    public String name() {
        return "invitation.access";
    }

    @Override
    public Optional<Instant> react(History history, Instant now) {
        if (history.has(ConsultationScheduled.class)) {
            access.follow(history);
        }
        return Optional.empty();
    }
}
