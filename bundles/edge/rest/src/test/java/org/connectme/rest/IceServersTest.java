package org.connectme.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.annotation.Annotation;
import java.time.Instant;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IceServersTest {

    private final ConsultationId consultation = ConsultationId.random();

    @Test
    void withNothingConfiguredBothSidesConnectDirectly() {
        IceServers.Ice ice = new IceServers(config("", "", "", false)).forParticipant(consultation, Side.CUSTOMER);

        assertThat(ice.iceServers()).isEmpty();
        assertThat(ice.iceTransportPolicy()).isEqualTo("all");
    }

    @Test
    void relayOnlyWithoutATurnServerWouldConnectNobodyAndIsIgnored() {
        IceServers.Ice ice = new IceServers(config("", "", "", true)).forParticipant(consultation, Side.CUSTOMER);

        assertThat(ice.iceTransportPolicy()).isEqualTo("all");
    }

    @Test
    void turnCredentialsExpireAndDifferBySide() {
        IceServers servers = new IceServers(config("stun:a", "turn:b:3478,turns:b:5349", "secret", true));

        IceServers.Server customer =
                servers.forParticipant(consultation, Side.CUSTOMER).iceServers().get(1);
        IceServers.Server consultant = servers.forParticipant(consultation, Side.CONSULTANT)
                .iceServers()
                .get(1);

        long expiry = Long.parseLong(customer.username().split(":")[0]);
        assertThat(expiry - Instant.now().getEpochSecond()).isBetween(590L, 610L);
        assertThat(customer.urls()).containsExactly("turn:b:3478", "turns:b:5349");
        assertThat(customer.username()).isNotEqualTo(consultant.username());
        assertThat(customer.credential()).hasSize(28).isNotEqualTo(consultant.credential());
        assertThat(customer.username()).doesNotContain(consultation.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void turnServersWithoutTheirSecretAreRefusedAtTheStartAndNotInTheMiddleOfACall(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IceServers(config("", "turn:b:3478", secret, false)))
                .withMessageContaining("CONNECTME_TURN_SECRET");
    }

    private static IceServers.Config config(String stun, String turn, String secret, boolean relayOnly) {
        return new IceServers.Config() {
            @Override
            public Class<? extends Annotation> annotationType() {
                return IceServers.Config.class;
            }

            @Override
            public String stun() {
                return stun;
            }

            @Override
            public String turn() {
                return turn;
            }

            @Override
            public String turn_secret() {
                return secret;
            }

            @Override
            public long ttl_seconds() {
                return 600;
            }

            @Override
            public boolean relay_only() {
                return relayOnly;
            }
        };
    }
}
