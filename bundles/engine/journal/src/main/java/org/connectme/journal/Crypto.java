package org.connectme.journal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The primitives: HMAC-SHA-256, HKDF (RFC 5869) over it, and AES-256-GCM with a random nonce in front. Thread-safe. */
final class Crypto {

    static final int KEY_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] HKDF_SALT = "connectme/vault/1".getBytes(StandardCharsets.UTF_8);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private Crypto() {}

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform has no HMAC-SHA-256.", e);
        }
    }

    /** HKDF-SHA-256, extract and expand; one block is just the 32 bytes that are needed. */
    static byte[] derive(byte[] secret, String info) {
        byte[] text = info.getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(text, text.length + 1);
        block[text.length] = 1;
        return hmac(hmac(HKDF_SALT, secret), block);
    }

    /** @param context must be the same for decryption, but is not in the result */
    static byte[] encrypt(byte[] key, String context, byte[] plain) {
        try {
            byte[] nonce = random(NONCE_BYTES);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plain);
            byte[] result = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, result, NONCE_BYTES, sealed.length);
            return result;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform has no AES-256-GCM.", e);
        }
    }

    /** @throws GeneralSecurityException if the bytes from {@code from} on were not encrypted with key and context */
    static byte[] decrypt(byte[] key, String context, byte[] sealed, int from) throws GeneralSecurityException {
        int text = from + NONCE_BYTES;
        if (sealed.length < text) {
            throw new GeneralSecurityException("Too short to have been encrypted");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, from, text);
        return cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(sealed, text, sealed.length - text);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
