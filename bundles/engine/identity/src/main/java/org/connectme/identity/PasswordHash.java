package org.connectme.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) with the parameters that OWASP's Password Storage Cheat Sheet names as its minimum, in the
 * textual form of the reference implementation, so that stronger parameters later need no migration.
 */
record PasswordHash(int memoryKiB, int passes, int lanes, byte[] salt, byte[] hash) {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    static PasswordHash of(String password) {
        byte[] salt = Secrets.bytes(SALT_BYTES);
        byte[] hash = derive(password, MEMORY_KIB, PASSES, LANES, salt, HASH_BYTES);
        return new PasswordHash(MEMORY_KIB, PASSES, LANES, salt, hash);
    }

    /** @throws IllegalArgumentException if the text is not what {@link #text} makes */
    static PasswordHash parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("A stored password hash is damaged.");
        }
        return new PasswordHash(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                Base64.getDecoder().decode(form.group(4)),
                Base64.getDecoder().decode(form.group(5)));
    }

    boolean matches(String password) {
        byte[] candidate = derive(password, memoryKiB, passes, lanes, salt, hash.length);
        return MessageDigest.isEqual(hash, candidate);
    }

    String text() {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKiB + ",t=" + passes + ",p=" + lanes + "$" + encoder.encodeToString(salt)
                + "$" + encoder.encodeToString(hash);
    }

    /** Reveals nothing of the hash. */
    @Override
    public String toString() {
        return "PasswordHash";
    }

    private static byte[] derive(String password, int memoryKiB, int passes, int lanes, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKiB)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] output = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), output);
        return output;
    }
}
