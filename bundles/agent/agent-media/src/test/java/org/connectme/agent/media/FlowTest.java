package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class FlowTest {

    private final Flow flow = new Flow();

    @Test
    void nothingFlowsBeforeAnythingCame() {
        assertThat(flow.isKnown()).isFalse();
        assertThat(flow.isFlowing(0)).isFalse();
        JsonNode report = flow.report(0);
        assertThat(report.path("lastFlowedAgo").isNull()).isTrue();
        assertThat(report.path("spans")).isEmpty();
    }

    @Test
    void theFirstLookAtAConnectionTellsNothingYet() {
        flow.sample(1_000, 5_000, 4_000);
        assertThat(flow.isKnown()).isFalse();

        flow.sample(2_000, 6_000, 5_000);
        assertThat(flow.isFlowing(2_000)).isTrue();
    }

    @Test
    void bytesWithoutSoundOrPictureDoNotBeginAFlowButKeepItUp() {
        flow.sample(0, 100, 0);
        flow.sample(1_000, 200, 0);
        assertThat(flow.isKnown()).isFalse();

        flow.sample(2_000, 300, 50);
        flow.sample(3_000, 400, 50);
        assertThat(flow.isFlowing(3_000)).isTrue();
    }

    @Test
    void upToTwoAndAHalfSecondsWithoutAByteAreNoGap() {
        flow.sample(0, 1, 1);
        flow.sample(1_000, 2, 2);
        assertThat(flow.isFlowing(3_500)).isTrue();
        assertThat(flow.isFlowing(3_501)).isFalse();

        flow.sample(3_500, 3, 3);
        assertThat(flow.report(3_500).path("spans")).hasSize(1);
        flow.sample(6_001, 4, 4);
        assertThat(flow.report(6_001).path("spans")).hasSize(2);
    }

    @Test
    void aNewConnectionCountsFromZero() {
        flow.sample(0, 1_000, 1_000);
        flow.sample(1_000, 2_000, 2_000);
        flow.restart();
        flow.sample(2_000, 10, 10);
        flow.sample(3_000, 20, 20);

        JsonNode report = flow.report(3_500);
        assertThat(report.path("flowing").asBoolean()).isTrue();
        assertThat(report.path("lastFlowedAgo").asLong()).isEqualTo(500);
        assertThat(report.at("/spans/0/fromAgo").asLong()).isEqualTo(2_500);
        assertThat(report.at("/spans/0/toAgo").asLong()).isEqualTo(500);
    }

    @Test
    void tenMinutesAreKeptAndTheNewestFiftySpans() {
        flow.sample(0, 0, 1);
        for (int i = 1; i <= 70; i++) {
            flow.sample(i * 5_000L, i, i);
        }
        assertThat(flow.report(350_000).path("spans")).hasSize(50);
        assertThat(flow.report(350_000).at("/spans/49/toAgo").asLong()).isZero();

        for (int i = 71; i <= 1_071; i++) {
            flow.sample(350_000 + (i - 70) * 1_000L, i, i);
        }
        JsonNode report = flow.report(1_351_000);
        assertThat(report.path("spans")).hasSize(1);
        assertThat(report.at("/spans/0/fromAgo").asLong()).isEqualTo(600_000);
    }
}
