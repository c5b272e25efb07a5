package org.connectme.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConsultationIdTest {

    private final ConsultantId consultant = ConsultantId.random();
    private final UUID request = UUID.randomUUID();

    @Test
    void aRequestThatIsSentTwiceNamesTheSameConsultation() {
        assertThat(ConsultationId.of(consultant, request))
                .isEqualTo(ConsultationId.of(consultant, request))
                .isNotEqualTo(ConsultationId.of(consultant, UUID.randomUUID()));
    }

    @Test
    void nobodyElsesRequestLeadsToIt() {
        assertThat(ConsultationId.of(ConsultantId.random(), request))
                .isNotEqualTo(ConsultationId.of(consultant, request));
    }

    @Test
    void itIsReadBackAndIsAProperUuid() {
        ConsultationId id = ConsultationId.of(consultant, request);

        assertThat(ConsultationId.parse(id.toString())).contains(id);
        assertThat(id.value().version()).isEqualTo(8);
        assertThat(id.value().variant()).isEqualTo(2);
    }
}
