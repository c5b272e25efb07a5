package org.connectme.core.journal;

import java.time.Instant;
import org.connectme.core.Side;
import org.osgi.annotation.versioning.ConsumerType;

/** One part of what a participant's page shows. Registered as a service; pure. */
@ConsumerType
public interface Projection {

    /** The part's name in the page's state, such as "meter". */
    String name();

    /** A record of JSON-friendly components (records, lists, Strings, numbers, Instants, enums). */
    Record project(History history, Side viewer, Instant now);
}
