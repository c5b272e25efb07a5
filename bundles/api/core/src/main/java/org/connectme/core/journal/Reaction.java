package org.connectme.core.journal;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Does what a journal asks for: sends, captures, times out. Registered as a service and called once after every
 * change of a journal, after a restart, when installed later, and when the instant it asked for has come; for one
 * consultation never twice at a time on one node. A call may repeat, so each looks at the history and does only what
 * is still missing; what it did it appends through {@link Commands} or {@link Journal}.
 *
 * <p>May block for up to 30 s. Whatever it throws is logged and tried again with growing delay; after 8 failures it
 * is parked where the operator sees it.
 */
@ConsumerType
public interface Reaction {

    /** Stable name, such as "payment.settlement". */
    String name();

    /** @return when to be called again even if nothing happens; empty if only a change matters */
    Optional<Instant> react(History history, Instant now);
}
