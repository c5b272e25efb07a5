package org.connectme.core.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
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

    /**
     * The consultation's evidence file ({@link org.connectme.core.evidence.EvidenceFile#json}), signed by this node, for
     * a reader who may see the customer's name: who that is, the caller must have made sure of.
     *
     * @return empty if there is no such consultation
     */
    Optional<String> export(ConsultationId id);

    /**
     * A side's page says that it got a head of the chain. Remembered if the journal has had just this head and it is
     * newer than what the side had before; anything else changes nothing, so that no page can spoil the evidence.
     */
    void received(ConsultationId id, Side side, int length, String head);

    /** The public keys of every node that ever signed here, oldest first. For everybody to read. */
    List<SigningKey> signingKeys();

    /**
     * @param id   SHA-256, hex, of the key
     * @param spki X.509 SubjectPublicKeyInfo of an Ed25519 key, hex
     */
    record SigningKey(String id, String node, Instant since, String spki) {}

    /** What the chain says. */
    sealed interface Finding {

        /** Every entry is as it was appended; compare {@code head} with the one that was mailed to find a cut end. */
        record Intact(int length, String head) implements Finding {}

        /** @param seq the first place at which the journal is not as it was appended */
        record Broken(int seq, String why) implements Finding {}
    }
}
