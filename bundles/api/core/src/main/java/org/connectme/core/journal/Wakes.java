package org.connectme.core.journal;

import java.util.List;
import org.connectme.core.ConsultationId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The reactions that have still something to do, and a way to call one sooner. Blocks on the database; any thread; throws
 * {@link JournalException} when it cannot be reached.
 */
@ProviderType
public interface Wakes {

    /** Has a reaction called soon, as if its journal had grown. Nothing happens for a journal that it never saw. */
    void wake(ConsultationId id, String reaction);

    /** The consultations for which this reaction asked to be called again, is at work or is parked; at most 10,000. */
    List<ConsultationId> waiting(String reaction);
}
