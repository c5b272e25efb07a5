package org.connectme.agent.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final long SECOND = 1_000_000_000L;

    private final Watch watch = new Watch();

    private void see(boolean stop, long nanos, Rectangle... windows) {
        watch.see(new Watch.Seen(stop, true, false, List.of(windows), nanos));
    }

    @Test
    void stopIsVisibleOnlyAsLongAsTheWindowsWereSeenLately() {
        see(true, 5 * SECOND);

        assertThat(watch.isStopVisible(6 * SECOND)).isTrue();
        assertThat(watch.isStopVisible(7 * SECOND)).isFalse();
    }

    @Test
    void nothingIsVisibleBeforeAnythingWasSeen() {
        assertThat(watch.isStopVisible(System.nanoTime())).isFalse();
        assertThat(watch.covers(0, 0)).isFalse();
    }

    @Test
    void aWindowCoversItsOwnPixelsOnly() {
        see(true, 0, new Rectangle(10, 20, 100, 50), new Rectangle(500, 500, 1, 1));

        assertThat(watch.covers(10, 20)).isTrue();
        assertThat(watch.covers(109, 69)).isTrue();
        assertThat(watch.covers(110, 20)).isFalse();
        assertThat(watch.covers(500, 500)).isTrue();
        assertThat(watch.covers(501, 500)).isFalse();
    }
}
