package org.connectme.identity;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.connectme.core.Sha256;

/** Random secrets, and the form in which the database knows them. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /** Without letters and digits that look alike. */
    private static final String READABLE = "abcdefghijkmnpqrstuvwxyz23456789";

    private Secrets() {}

    /** 256 random bits in letters, digits, minus and underscore. */
    static String random() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(BYTES));
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** A password that can be read out and typed: 80 random bits as four groups of four. */
    static String readablePassword() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            if (i > 0 && i % 4 == 0) {
                password.append('-');
            }
            password.append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
        }
        return password.toString();
    }

    /** A random secret of full length needs no salt and no slow hash. */
    static String hash(String secret) {
        return Sha256.hex(secret.getBytes(StandardCharsets.UTF_8));
    }
}
