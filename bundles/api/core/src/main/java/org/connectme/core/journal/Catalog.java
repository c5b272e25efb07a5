package org.connectme.core.journal;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.osgi.annotation.versioning.ProviderType;

/** Finds journals. Kept in the same transaction as the journals themselves. Blocks; any thread. */
@ProviderType
public interface Catalog {

    /** A consultant's consultations with a planned start in the span, earliest first, at most 500. */
    List<ConsultationId> of(ConsultantId consultant, Instant from, Instant to);

    /**
     * The consultations that have an entry of one of these kinds in the span; slow, for reports.
     *
     * @param kinds names of events in the journal
     * @param to    exclusive
     */
    Set<ConsultationId> having(Set<String> kinds, Instant from, Instant to);

    /** Every consultation that is neither cancelled nor ended. */
    List<ConsultationId> open();
}
