package org.connectme.core.command;

import org.connectme.core.ConsultationId;
import org.osgi.annotation.versioning.ProviderType;

/** The one way to change a consultation. Any thread; blocks. */
@ProviderType
public interface Commands {

    /**
     * Checks that the actor belongs to the consultation, lets the domain's decider answer, and appends what it
     * decided; starts over when somebody else appended meanwhile. If the decider is being replaced, waits for it up
     * to 2 s and then refuses with kind UNAVAILABLE.
     */
    Outcome send(ConsultationId id, Actor actor, Command command);
}
