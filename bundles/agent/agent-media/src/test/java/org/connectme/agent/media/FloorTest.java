package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloorTest {

    private final Floor floor = new Floor();

    @Test
    void nothingIsKnownAtFirstSoLittleIsTaken() {
        assertThat(floor.bits()).isEqualTo(Floor.FAR);
    }

    @Test
    void aNearLineThatLosesNothingIsUsed() {
        floor.heard(0, 0.005, 0);

        assertThat(floor.bits()).isEqualTo(Floor.NEAR);

        floor.heard(1_000, 0.030, 0.03);
        assertThat(floor.bits()).as("a moment's trembling changes nothing").isEqualTo(Floor.NEAR);
    }

    @Test
    void aFarLineThatLosesOneInAHundredKeepsItsPart() {
        floor.heard(0, 0.045, 0.01);

        assertThat(floor.bits()).isEqualTo(Floor.FAR);
    }

    @Test
    void aNearLineThatFillsUpIsTakenForAFarOneForAMinute() {
        floor.heard(0, 0.005, 0);
        floor.heard(1_000, 0.090, 0);
        assertThat(floor.bits()).isEqualTo(Floor.FAR);

        floor.heard(60_000, 0.005, 0);
        assertThat(floor.bits()).isEqualTo(Floor.FAR);
        floor.heard(61_000, 0.005, 0);
        assertThat(floor.bits()).isEqualTo(Floor.NEAR);
    }

    @Test
    void aLineThatIsFullOrLosesMuchIsLeftToTheEstimateForAMinute() {
        floor.heard(0, 0.400, 0);
        assertThat(floor.bits()).isEqualTo(Floor.NONE);
        floor.heard(30_000, 0.005, 0.2);
        floor.heard(60_000, 0.005, 0);
        assertThat(floor.bits()).as("a minute after the last trouble").isEqualTo(Floor.NONE);

        floor.heard(90_000, 0.005, 0);
        assertThat(floor.bits()).isEqualTo(Floor.NEAR);
    }
}
