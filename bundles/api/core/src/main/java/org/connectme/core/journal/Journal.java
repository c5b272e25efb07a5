package org.connectme.core.journal;

import java.util.List;
import java.util.function.LongFunction;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.Event;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The only state there is. Every method blocks on the database and may be called from any thread.
 *
 * <p>All methods throw {@link JournalException} when the database cannot be reached; an append that threw may or may
 * not have happened, which the next read tells.
 */
@ProviderType
public interface Journal {

    /** The whole journal, from a cache where that is current. */
    History read(ConsultationId id);

    /**
     * Adds entries, all or none, if the journal still has the length given; and in the same transaction notes that
     * every reaction has work.
     *
     * @param expectedLength compare-and-set: the length that the decision was based on
     */
    Append append(ConsultationId id, int expectedLength, List<Event> events);

    /**
     * As {@link #append} of one event that carries the next number of a sequence. Number and entry are one
     * transaction, so a sequence has no gaps and no number twice.
     */
    Append appendNumbered(ConsultationId id, int expectedLength, String sequence, LongFunction<Event> event);

    /** What became of an append. */
    sealed interface Append {

        /** The journal as it is after the attempt, whoever wrote last. */
        History history();

        /** Durable. {@code history} includes the new entries. */
        record Done(History history) implements Append {}

        /** Somebody was first; {@code history} is the journal as it is now. */
        record Conflict(History history) implements Append {}
    }
}
