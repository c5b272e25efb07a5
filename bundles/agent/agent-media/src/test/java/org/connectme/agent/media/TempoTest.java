package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TempoTest {

    private static final long SECOND = 1_000_000_000L;

    private final Tempo tempo = new Tempo();
    private long now = 40 * SECOND;
    private long used = 7 * SECOND;

    /** Of a screen that would show so many pictures a second, each of which costs so much of a core, beside what costs always. */
    private double seconds(int count, double most, double each, double always) {
        double cores = 0;
        for (int i = 0; i < count; i++) {
            double came = Math.min(most, tempo.rate());
            cores = always + each * came;
            now += SECOND;
            used += (long) (cores * SECOND);
            tempo.used(now, used, came);
        }
        return cores;
    }

    @Test
    void whatCostsLittleComesSixtyTimesASecond() {
        seconds(60, 60, 0.004, 0.1);

        assertThat(tempo.rate()).isEqualTo(60);
    }

    @Test
    void whatCostsMuchIsMadeAsOftenAsHalfACoreCan() {
        double after = seconds(6, 45, 0.012, 0.2);

        assertThat(after).isLessThan(0.5);
        assertThat(seconds(60, 45, 0.012, 0.2)).isCloseTo(Tempo.CORES, within(0.01));
        assertThat(tempo.rate()).isCloseTo((Tempo.CORES - 0.2) / 0.012, within(1.0));
    }

    @Test
    void itIsSixtyAgainSoonAfterEverythingStandsStill() {
        seconds(10, 45, 0.012, 0.2);
        assertThat(tempo.rate()).isLessThan(30);

        seconds(12, 60, 0.002, 0.1);
        assertThat(tempo.rate()).isEqualTo(60);
    }

    @Test
    void someMotionIsLeftWhateverItCosts() {
        seconds(60, 60, 0.2, 0.9);

        assertThat(tempo.rate()).isEqualTo(Tempo.LEAST);
    }

    @Test
    void fewAreNeededWhilePatchesBringWhatChangesAndAllAtOnceWhenTheyDoNot() {
        tempo.patched(true);
        seconds(5, 60, 0.004, 0.1);
        assertThat(tempo.rate()).isEqualTo(Tempo.PATCHED);

        tempo.patched(false);
        assertThat(tempo.rate()).isEqualTo(60);
    }

    @Test
    void aLookRightAfterTheLastSaysNothing() {
        tempo.used(now, used, 60);
        tempo.used(now + 1_000_000, used + SECOND, 60);

        assertThat(tempo.rate()).isEqualTo(60);
    }
}
