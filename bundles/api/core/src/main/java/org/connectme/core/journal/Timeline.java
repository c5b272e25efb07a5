package org.connectme.core.journal;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The server's time. It follows the machine's clock when it starts and only the monotonic clock from there on, and
 * never starts before the newest entry of any journal: a clock that is set changes no bill (MET-7).
 */
@ProviderType
public interface Timeline {

    Instant now();

    /** The outage that ended when this server started: last sign of life before it, and the start. Empty at the first start. */
    Optional<Outage> lastOutage();

    /**
     * Every open journal has this outage now. Until that was said the outage is remembered, so that a server that dies
     * again meanwhile still knows the whole of it: what no journal knows of would be billed. Blocks on the database.
     */
    default void outageNoted(Outage outage) {
        // a timeline that remembers nothing over a restart has nothing to forget
    }

    /** {@link #lastOutage} until {@link #outageNoted}: a journal that was going on may not know of it yet. */
    default Optional<Outage> outageToNote() {
        return Optional.empty();
    }

    record Outage(Instant from, Instant to) {}
}
