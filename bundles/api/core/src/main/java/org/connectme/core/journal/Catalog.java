package org.connectme.core.journal;

import java.time.Instant;
import java.util.List;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.osgi.annotation.versioning.ProviderType;

/** Finds journals. Kept in the same transaction as the journals themselves. Blocks; any thread. */
@ProviderType
public interface Catalog {

    /** A consultant's consultations with a planned start in the span, earliest first, at most 500. */
    List<ConsultationId> of(ConsultantId consultant, Instant from, Instant to);

    /** Every consultation that is neither cancelled nor ended. */
    List<ConsultationId> open();
}
