package org.connectme.plugin.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.connectme.payment.spi.Webhook;

/** How the {@link House} calls: signed with HMAC-SHA256 over time and body. */
final class HouseCalls implements Calls {

    static final String SECRET = "house-secret-2";
    static final String RETIRED = "house-secret-1";
    private static final String NEXT = "house-secret-3";

    private static final String HEADER = "house-signature";

    @Override
    public Call about(String consultation, Instant sent, Signature signature) {
        return call(
                "{\"consultation\":\"" + consultation + "\"}",
                sent,
                switch (signature) {
                    case CURRENT -> List.of(SECRET);
                    case ROTATING -> List.of(NEXT, SECRET);
                    case RETIRED -> List.of(RETIRED);
                });
    }

    @Override
    public Optional<Call> ofNoInterest(Instant sent) {
        return Optional.of(call("{\"ping\":true}", sent, List.of(SECRET)));
    }

    private static Call call(String body, Instant sent, List<String> secrets) {
        StringBuilder header = new StringBuilder("t=" + sent.getEpochSecond());
        secrets.forEach(
                secret -> header.append(",v1=").append(sign(secret, sent.getEpochSecond(), body.getBytes(UTF_8))));
        return new Call(
                body.getBytes(UTF_8), Map.of(HEADER, List.of(header.toString()), "user-agent", List.of("House/1")));
    }

    static String sign(String secret, long time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update((time + ".").getBytes(UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Judges such a call. What is wrong with a provider overrides a step. */
    static class Judge {

        private static final Pattern SIGNATURE = Pattern.compile("t=([0-9]{1,12})((?:,v1=[0-9a-f]{64}){1,5})");
        private static final Pattern ABOUT = Pattern.compile("\\{\"consultation\":\"([A-Za-z0-9-]+)\"}");
        private static final long TOLERANCE_SECONDS = 300;

        final Webhook judge(byte[] body, Map<String, List<String>> headers, Instant received) {
            List<String> values = headers.getOrDefault(HEADER, List.of());
            Matcher header = SIGNATURE.matcher(values.size() == 1 ? values.get(0) : "");
            if (!header.matches()) {
                return malformed();
            }
            long time = Long.parseLong(header.group(1));
            long age = received.getEpochSecond() - time;
            if (tooOld(age)) {
                return new Webhook.Forged("too old");
            }
            if (tooEarly(age)) {
                return new Webhook.Forged("from the future");
            }
            boolean genuine = Arrays.stream(header.group(2).substring(1).split(","))
                    .anyMatch(value -> secrets().stream()
                            .anyMatch(secret -> equal(sign(secret, time, body), value.substring("v1=".length()))));
            if (!genuine) {
                return new Webhook.Forged("signature");
            }
            Matcher about = ABOUT.matcher(new String(body, UTF_8));
            return about.matches() ? new Webhook.LookAgain(Set.of(about.group(1))) : new Webhook.Nothing();
        }

        Webhook malformed() {
            return new Webhook.Forged("no signature");
        }

        boolean tooOld(long age) {
            return age > TOLERANCE_SECONDS;
        }

        boolean tooEarly(long age) {
            return age < -TOLERANCE_SECONDS;
        }

        List<String> secrets() {
            return List.of(SECRET);
        }

        boolean equal(String one, String two) {
            return MessageDigest.isEqual(one.getBytes(UTF_8), two.getBytes(UTF_8));
        }
    }
}
