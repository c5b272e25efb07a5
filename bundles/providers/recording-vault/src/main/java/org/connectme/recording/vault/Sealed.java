package org.connectme.recording.vault;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a random nonce of 96 bits in front and a tag of 128 behind (NIST SP 800-38D). */
public final class Sealed {

    public static final int KEY_BYTES = 32;
    public static final int NONCE_BYTES = 12;
    public static final int TAG_BYTES = 16;
    public static final int OVERHEAD = NONCE_BYTES + TAG_BYTES;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealed() {}

    public static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** @param place what the bytes belong to: they open with the same only */
    public static byte[] seal(byte[] key, byte[] place, byte[] plain, int from, int length) {
        try {
            byte[] sealed = new byte[NONCE_BYTES + length + TAG_BYTES];
            System.arraycopy(random(NONCE_BYTES), 0, sealed, 0, NONCE_BYTES);
            cipher(Cipher.ENCRYPT_MODE, key, sealed, place).doFinal(plain, from, length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java runtime", e);
        }
    }

    /** @return empty if it is not what was sealed with this key for this place */
    public static Optional<byte[]> open(byte[] key, byte[] place, byte[] sealed) {
        if (sealed.length < OVERHEAD) {
            return Optional.empty();
        }
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, sealed, place)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java runtime", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * 8, nonce, 0, NONCE_BYTES));
        cipher.updateAAD(place);
        return cipher;
    }
}
