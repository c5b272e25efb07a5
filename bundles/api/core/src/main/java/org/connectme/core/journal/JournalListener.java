package org.connectme.core.journal;

import org.connectme.core.ConsultationId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears on every node, soon after the commit, that a journal grew. A hint for pages and caches only: it may be late,
 * repeat or never come; whatever must happen is a {@link Reaction}. Called on one thread per node; must not block long.
 */
@ConsumerType
public interface JournalListener {

    void appended(ConsultationId id, int length);
}
