package org.connectme.core.journal;

import org.connectme.core.ConsultationId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Proves a journal, and makes its personal fields unreadable. Blocks on the database; any thread; throws {@link
 * JournalException} when it cannot be reached.
 */
@ProviderType
public interface Evidence {

    /** Recomputes the whole chain from the stored bytes, past every cache. */
    Finding verify(ConsultationId id);

    /**
     * Destroys the consultation's own key: from now on every {@link org.connectme.core.event.Personal} field of it, old
     * or still to come, reads as the empty string. Chain and sums stay. Cannot be undone; a repeat changes nothing.
     */
    void erase(ConsultationId id);

    /** What the chain says. */
    sealed interface Finding {

        /** Every entry is as it was appended; compare {@code head} with the one that was mailed to find a cut end. */
        record Intact(int length, String head) implements Finding {}

        /** @param seq the first place at which the journal is not as it was appended */
        record Broken(int seq, String why) implements Finding {}
    }
}
