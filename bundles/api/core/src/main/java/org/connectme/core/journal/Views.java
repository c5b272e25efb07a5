package org.connectme.core.journal;

import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a participant's page shows of one consultation: the {@code View} of {@code protocol.ts} as JSON text, put
 * together from every {@link Projection} there is. A part is left out while its bundle is being replaced. Any thread.
 */
@ProviderType
public interface Views {

    /**
     * The newest state. Blocks on the database unless the journal is cached.
     *
     * @throws JournalException when the database cannot be reached
     */
    String json(ConsultationId id, Side viewer);

    /** The state as of this history, such as an accepted command's. Does not block. */
    String json(History history, Side viewer);
}
