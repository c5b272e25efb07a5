package org.connectme.journal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.connectme.core.ConsultationId;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts personal fields with the key of their consultation. A field is bound to its consultation, kind of event and
 * component: put elsewhere in the table, it does not decrypt. Thread-safe.
 */
final class PersonalCipher {

    private final ConsultationId consultation;
    private final byte @Nullable [] key;

    private PersonalCipher(ConsultationId consultation, byte @Nullable [] key) {
        this.consultation = consultation;
        this.key = key;
    }

    static PersonalCipher with(ConsultationId consultation, byte[] key) {
        return new PersonalCipher(consultation, key);
    }

    /** After the key was destroyed: everything reads as the empty string, and nothing new is kept. */
    static PersonalCipher erased(ConsultationId consultation) {
        return new PersonalCipher(consultation, null);
    }

    String seal(String type, String component, String plain) {
        if (key == null) {
            return "";
        }
        byte[] sealed = Crypto.encrypt(key, context(type, component), plain.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(sealed);
    }

    /** @throws GeneralSecurityException if this is not what {@link #seal} made for this place */
    String open(String type, String component, String sealed) throws GeneralSecurityException {
        if (key == null || sealed.isEmpty()) {
            return "";
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("Not Base64", e);
        }
        return new String(Crypto.decrypt(key, context(type, component), bytes, 0), StandardCharsets.UTF_8);
    }

    private String context(String type, String component) {
        return consultation + "\n" + type + "\n" + component;
    }
}
