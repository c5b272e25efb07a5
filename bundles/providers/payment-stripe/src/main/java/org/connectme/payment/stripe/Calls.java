package org.connectme.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.connectme.payment.spi.Webhook;

/**
 * Stripe's calls (docs.stripe.com/webhooks/signature): {@code Stripe-Signature: t=SECONDS,v1=HEX,v1=HEX,v0=HEX}, where each
 * v1 is HMAC-SHA256 over {@code t.body} with one secret. Own code, because stripe-java takes times in the future and
 * throws on malformed headers.
 */
final class Calls {

    private static final String HEADER = "stripe-signature";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int LONGEST_HEADER = 4096;
    private static final int LONGEST_REFERENCE = 200;

    private final List<String> secrets;

    Calls(List<String> secrets) {
        this.secrets = secrets;
    }

    boolean areHeard() {
        return !secrets.isEmpty();
    }

    Webhook judge(byte[] body, Map<String, List<String>> headers, Instant received) {
        List<String> values = headers.getOrDefault(HEADER, List.of());
        if (values.size() != 1 || values.get(0).length() > LONGEST_HEADER) {
            return new Webhook.Forged("there is not one signature");
        }
        Optional<Signature> signature = Signature.parse(values.get(0));
        if (signature.isEmpty()) {
            return new Webhook.Forged("the signature is malformed");
        }
        byte[] signed = signature.get().signed(body);
        if (secrets.stream().noneMatch(secret -> signature.get().isBy(secret, signed))) {
            return new Webhook.Forged("the signature is not by our secret");
        }
        // Only now: who cannot sign learns nothing about our clock.
        Instant sent = signature.get().sent();
        if (sent.isBefore(received.minus(TOLERANCE)) || sent.isAfter(received.plus(TOLERANCE))) {
            return new Webhook.Forged("it was signed more than five minutes from now");
        }
        return about(body)
                .<Webhook>map(consultation -> new Webhook.LookAgain(Set.of(consultation)))
                .orElseGet(Webhook.Nothing::new);
    }

    /** Whatever happened: if it happened to something of ours, that carries our reference. */
    private static Optional<String> about(byte[] body) {
        try {
            return member(JsonParser.parseString(new String(body, UTF_8)), "data")
                    .flatMap(data -> member(data, "object"))
                    .flatMap(object -> member(object, "metadata"))
                    .flatMap(metadata -> member(metadata, StripeProvider.CONSULTATION))
                    .filter(JsonElement::isJsonPrimitive)
                    .map(JsonElement::getAsString)
                    .filter(reference -> !reference.isEmpty() && reference.length() <= LONGEST_REFERENCE);
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonElement> member(JsonElement parent, String name) {
        return parent instanceof JsonObject object ? Optional.ofNullable(object.get(name)) : Optional.empty();
    }

    private record Signature(String seconds, Instant sent, List<byte[]> codes) {

        static Optional<Signature> parse(String header) {
            String seconds = null;
            List<byte[]> codes = new ArrayList<>();
            for (String part : header.split(",", -1)) {
                int equals = part.indexOf('=');
                String value = part.substring(equals + 1).strip();
                switch (part.substring(0, Math.max(equals, 0)).strip()) {
                    case "t" -> {
                        if (seconds != null || !value.matches("[0-9]{1,12}")) {
                            return Optional.empty();
                        }
                        seconds = value;
                    }
                    case "v1" -> {
                        if (!value.matches("[0-9a-f]{64}")) {
                            return Optional.empty();
                        }
                        codes.add(HexFormat.of().parseHex(value));
                    }
                    default -> {
                        // v0 is for tests; what comes later is not for us.
                    }
                }
            }
            return seconds == null || codes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Signature(seconds, Instant.ofEpochSecond(Long.parseLong(seconds)), codes));
        }

        /** With the digits as they came: Stripe signed exactly those. */
        byte[] signed(byte[] body) {
            byte[] start = (seconds + ".").getBytes(UTF_8);
            byte[] signed = new byte[start.length + body.length];
            System.arraycopy(start, 0, signed, 0, start.length);
            System.arraycopy(body, 0, signed, start.length, body.length);
            return signed;
        }

        boolean isBy(String secret, byte[] signed) {
            byte[] expected = hmac(secret, signed);
            return codes.stream().anyMatch(code -> MessageDigest.isEqual(code, expected));
        }
    }

    private static byte[] hmac(String secret, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(text);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
