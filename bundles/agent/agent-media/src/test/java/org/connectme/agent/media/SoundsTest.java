package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoundsTest {

    @Test
    void silenceIsNothingAndTheLoudestIsAll() {
        assertThat(Loudness.of(new byte[960], 960)).isZero();
        assertThat(Loudness.of(square(Short.MAX_VALUE), 960)).isEqualTo(1);
        assertThat(Loudness.of(square((short) 33), 960)).isBetween(0.0, 0.02);
    }

    private static byte[] square(short height) {
        byte[] samples = new byte[960];
        for (int i = 0; i < samples.length; i += 2) {
            samples[i] = (byte) height;
            samples[i + 1] = (byte) (height >> 8);
        }
        return samples;
    }

    @Test
    void theBarMovesTwentyTimesASecondByTheLoudestSince() {
        List<Double> told = new ArrayList<>();
        Loudness loudness = new Loudness(told::add);

        for (int i = 0; i < 10; i++) {
            loudness.heard(i == 2 ? square(Short.MAX_VALUE) : new byte[960], 960);
        }

        assertThat(told).containsExactly(1.0, 0.0);
    }

    @Test
    void theTonesSwellAndFadeAndEnd() {
        Tones tones = new Tones(Tones.Tune.TRIAL);
        byte[] samples = new byte[480 * 4];
        double loudest = 0;
        int parts = 0;

        while (!tones.played().isDone()) {
            assertThat(tones.play(samples, 480, 2, 48_000)).isEqualTo(1_920);
            loudest = Math.max(loudest, Loudness.of(samples, samples.length));
            assertThat(++parts).isLessThan(1_000);
        }

        assertThat(loudest).isBetween(0.7, 0.9);
        assertThat(parts).isBetween(105, 150);
        assertThat(Tones.Tune.TRIAL.sample(0, 48_000)).isZero();
    }
}
