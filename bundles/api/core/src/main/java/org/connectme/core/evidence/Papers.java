package org.connectme.core.evidence;

import org.connectme.core.ConsultationId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What people read and keep of a consultation, as PDF. Blocks on the database and for some hundred milliseconds of
 * work; any thread. Who may have a paper, the caller must have made sure of.
 */
@ProviderType
public interface Papers {

    /** The customer's receipt (FIN-3), in the customer's language. */
    Paper receipt(ConsultationId id);

    /**
     * What an {@link EvidenceFile} proves, to be read by whoever decides about a dispute (MET-8).
     *
     * @param language BCP 47 tag; English if nobody translated it
     */
    Paper dispute(ConsultationId id, String language);

    /** What became of the wish for a paper. */
    sealed interface Paper {

        record Printed(byte[] pdf) implements Paper {}

        /** There is nothing to write on it yet, or no such consultation. */
        record Nothing() implements Paper {}

        /** No printer is there at the moment. */
        record NoPrinter() implements Paper {}
    }
}
