package org.connectme.payment.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How the sandbox signs its calls: header {@code sandbox-signature: t=<epoch seconds>,v1=<hex>} with the HMAC-SHA-256 of
 * {@code <epoch seconds>.<body>}. Pure.
 */
final class Signature {

    static final String HEADER = "sandbox-signature";

    /** How far the service's clock may be from ours, into the past and the future. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Pattern FORM = Pattern.compile("t=([0-9]{1,12}),v1=([0-9a-f]{64})");

    private final byte[] secret;

    /** @param secret at least one character */
    Signature(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** The header's value for a body that is sent at this instant. */
    String sign(byte[] body, Instant at) {
        return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac(at.getEpochSecond(), body));
    }

    /** @return what is wrong, or empty */
    Optional<String> objection(byte[] body, Map<String, List<String>> headers, Instant received) {
        List<String> values = headers.getOrDefault(HEADER, List.of());
        if (values.size() != 1) {
            return Optional.of("no-signature");
        }
        Matcher matcher = FORM.matcher(values.get(0));
        if (!matcher.matches()) {
            return Optional.of("malformed-signature");
        }
        long seconds = Long.parseLong(matcher.group(1));
        if (!MessageDigest.isEqual(HexFormat.of().parseHex(matcher.group(2)), mac(seconds, body))) {
            return Optional.of("wrong-signature");
        }
        Duration apart =
                Duration.between(Instant.ofEpochSecond(seconds), received).abs();
        return apart.compareTo(TOLERANCE) > 0 ? Optional.of("wrong-time") : Optional.empty();
    }

    private byte[] mac(long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform has no HMAC-SHA-256", e);
        }
    }
}
