package org.connectme.core.journal;

import java.util.List;
import org.connectme.core.ConsultationId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The reactions that failed 8 times in a row and now wait for the operator. One more growth of the journal, a new
 * version of the reaction or {@link #retry} calls them again. Blocks on the database; any thread; throws {@link
 * JournalException} when it cannot be reached.
 */
@ProviderType
public interface ParkedReactions {

    /** At most 500. */
    List<Parked> list();

    /**
     * Makes it due at once, with its failures forgotten.
     *
     * @return false if this is not parked
     */
    boolean retry(ConsultationId consultation, String reaction);

    /** @param problem class of the last exception; its text, which may be personal, is in the log only */
    record Parked(ConsultationId consultation, String reaction, int failures, String problem) {}
}
