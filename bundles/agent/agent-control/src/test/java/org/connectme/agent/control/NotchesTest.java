package org.connectme.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotchesTest {

    private final Notches notches = new Notches(120);

    @Test
    void fineTurnsAddUpToANotch() {
        assertThat(notches.turn(50)).isZero();
        assertThat(notches.turn(50)).isZero();
        assertThat(notches.turn(50)).isEqualTo(1);
        assertThat(notches.turn(90)).isEqualTo(1);
    }

    @Test
    void aFarTurnIsManyNotches() {
        assertThat(notches.turn(-250)).isEqualTo(-2);
        assertThat(notches.turn(-110)).isEqualTo(-1);
    }

    @Test
    void turningBackIsFeltAtOnce() {
        assertThat(notches.turn(119)).isZero();
        assertThat(notches.turn(-120)).isEqualTo(-1);
    }
}
