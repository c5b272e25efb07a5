package org.connectme.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final long SECOND = NOW.getEpochSecond();
    private static final String BODY =
            "{\"id\":\"evt_1\",\"type\":\"payment_intent.canceled\",\"data\":{\"object\":{\"id\":\"pi_1\","
                    + "\"metadata\":{\"consultation\":\"c0ffee\",\"operation\":\"op-1\"}}}}";

    private final Bench bench = new Bench().set("_webhook_secrets", "whsec_new, whsec_old");
    private final StripeProvider provider = bench.provider();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aGenuineCallSaysWhereToLookAgainAndTheSameEachTimeItComes() {
        for (int i = 0; i < 100; i++) {
            assertThat(judge(BODY, header(SECOND, "whsec_new", BODY)))
                    .isEqualTo(new Webhook.LookAgain(Set.of("c0ffee")));
        }
        assertThat(bench.stripe.requests()).isEmpty();
    }

    @Test
    void whileASecretIsReplacedBothCount() {
        assertThat(judge(BODY, header(SECOND, "whsec_old", BODY))).isInstanceOf(Webhook.LookAgain.class);
        String both =
                "t=" + SECOND + ",v1=" + hmac("whsec_other", SECOND, BODY) + ",v1=" + hmac("whsec_new", SECOND, BODY)
                        + ",v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39";
        assertThat(judge(BODY, both)).isInstanceOf(Webhook.LookAgain.class);
    }

    @Test
    void anotherSecretIsForged() {
        assertThat(judge(BODY, header(SECOND, "whsec_other", BODY))).isInstanceOf(Webhook.Forged.class);
        assertThat(judge(BODY, header(SECOND, "", BODY.substring(1)))).isInstanceOf(Webhook.Forged.class);
    }

    @Test
    void aChangedByteIsForged() {
        assertThat(judge(BODY.replace("c0ffee", "c0ffef"), header(SECOND, "whsec_new", BODY)))
                .isInstanceOf(Webhook.Forged.class);
        assertThat(judge(BODY + " ", header(SECOND, "whsec_new", BODY))).isInstanceOf(Webhook.Forged.class);
    }

    @Test
    void fiveMinutesEitherWayAreTolerated() {
        for (long offset : new long[] {-300, 0, 300}) {
            assertThat(judge(BODY, header(SECOND + offset, "whsec_new", BODY))).isInstanceOf(Webhook.LookAgain.class);
        }
        for (long offset : new long[] {-301, 301, 86_400}) {
            assertThat(judge(BODY, header(SECOND + offset, "whsec_new", BODY))).isInstanceOf(Webhook.Forged.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=",
                "v1=00",
                "t=abc,v1=0000000000000000000000000000000000000000000000000000000000000000",
                "t=1777888800",
                "t=1777888800,v1=",
                "t=1777888800,v1=zz",
                "t=1777888800,v0=0000000000000000000000000000000000000000000000000000000000000000",
                "t=1777888800,t=1777888800,v1=0000000000000000000000000000000000000000000000000000000000000000",
                "t=99999999999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000",
                "=,=,=",
                ",,,,",
                "t=-1,v1=0000000000000000000000000000000000000000000000000000000000000000",
            })
    void aMalformedHeaderIsForged(String header) {
        assertThat(judge(BODY, header)).isInstanceOf(Webhook.Forged.class);
    }

    @Test
    void withoutAHeaderOrWithTwoItIsForged() {
        String good = header(SECOND, "whsec_new", BODY);
        assertThat(provider.webhook(BODY.getBytes(UTF_8), Map.of(), NOW)).isInstanceOf(Webhook.Forged.class);
        assertThat(provider.webhook(BODY.getBytes(UTF_8), Map.of("stripe-signature", List.of(good, good)), NOW))
                .isInstanceOf(Webhook.Forged.class);
        assertThat(judge(BODY, good + ",x=" + "y".repeat(5000))).isInstanceOf(Webhook.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"text\"",
                "not json",
                "{\"data\":null}",
                "{\"data\":{\"object\":[]}}",
                "{\"data\":{\"object\":{\"metadata\":{}}}}",
                "{\"data\":{\"object\":{\"metadata\":{\"consultation\":{}}}}}",
                "{\"data\":{\"object\":{\"metadata\":{\"consultation\":null}}}}",
                "{\"data\":{\"object\":{\"metadata\":{\"consultation\":\"\"}}}}",
                "{\"type\":\"payout.paid\",\"data\":{\"object\":{\"id\":\"po_1\"}}}",
            })
    void aGenuineCallAboutNothingOfOursIsOfNoInterest(String body) {
        assertThat(judge(body, header(SECOND, "whsec_new", body))).isEqualTo(new Webhook.Nothing());
    }

    @Test
    void depthAloneDoesNotBringItDown() {
        String deep = "[".repeat(100_000);
        assertThat(judge(deep, header(SECOND, "whsec_new", deep))).isEqualTo(new Webhook.Nothing());
    }

    @Test
    void withoutASecretNoCallIsHeardAndNoneIsExpected() {
        StripeProvider deaf = bench.set("_webhook_secrets", "").provider();

        assertThat(deaf.webhook(
                        BODY.getBytes(UTF_8), Map.of("stripe-signature", List.of(header(SECOND, "x", BODY))), NOW))
                .isInstanceOf(Webhook.Forged.class);
        assertThat(deaf.capabilities("EUR").orElseThrow().can(Ability.WEBHOOKS)).isFalse();
        assertThat(provider.capabilities("EUR").orElseThrow().can(Ability.WEBHOOKS))
                .isTrue();
    }

    private Webhook judge(String body, String header) {
        return provider.webhook(body.getBytes(UTF_8), Map.of("stripe-signature", List.of(header)), NOW);
    }

    private static String header(long second, String secret, String body) {
        return "t=" + second + ",v1=" + hmac(secret.isEmpty() ? "x" : secret, second, body);
    }

    /** As Stripe computes it. */
    static String hmac(String secret, long second, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((second + "." + body).getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
