package org.connectme.journal;

import java.util.Optional;
import org.connectme.core.ConsultationId;
import org.connectme.core.journal.JournalException;
import org.connectme.core.journal.Vault;

/** The keys of consultations, as the vault seals them: each for its own consultation. Thread-safe. */
record ConsultationKeys(Vault vault) {

    byte[] seal(ConsultationId id, byte[] key) {
        return vault.seal(purpose(id), key);
    }

    /** @param sealed empty if the key was destroyed */
    PersonalCipher cipher(ConsultationId id, Optional<byte[]> sealed) {
        if (sealed.isEmpty()) {
            return PersonalCipher.erased(id);
        }
        try {
            return PersonalCipher.with(id, vault.open(purpose(id), sealed.get()));
        } catch (IllegalArgumentException e) {
            throw new JournalException("The key of consultation " + id + " is not what the vault sealed", e);
        }
    }

    private static String purpose(ConsultationId id) {
        return "journal.consultation-key/" + id;
    }
}
