package org.connectme.agent.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundsTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "33, 0.0", "327, 0.33", "3277, 0.66", "32767, 1"})
    void loudnessIsToldAsItIsHeard(int amplitude, double expected) {
        byte[] samples = new byte[960];
        for (int i = 0; i < samples.length / 2; i++) {
            short sample = (short) (i % 2 == 0 ? amplitude : -amplitude);
            samples[2 * i] = (byte) sample;
            samples[2 * i + 1] = (byte) (sample >> 8);
        }

        assertThat(Sounds.loudness(samples, samples.length)).isCloseTo(expected, within(0.02));
    }

    @Test
    void nothingHeardIsNothingShown() {
        assertThat(Sounds.loudness(new byte[0], 0)).isZero();
    }

    @Test
    void theTonesAreHeardAndNeverOverdriven() {
        byte[] tones = Sounds.tones();

        assertThat(Sounds.loudness(tones, tones.length)).isBetween(0.6, 0.9);
        for (int i = 0; i < tones.length / 2; i++) {
            int sample = (short) ((tones[2 * i] & 0xff) | tones[2 * i + 1] << 8);
            assertThat(Math.abs(sample)).isLessThan(Short.MAX_VALUE / 3);
        }
    }
}
