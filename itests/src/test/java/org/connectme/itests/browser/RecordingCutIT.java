package org.connectme.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.connectme.itests.faults.Networks;
import org.connectme.itests.faults.Networks.Network;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The consultant's network is away for a while: what the page itself sees and hears is recorded all the same (REC-3). */
@Tag("long")
class RecordingCutIT {

    private static final Duration CUT = Duration.ofSeconds(20);
    /** The other side is silent somewhat later, when the jitter buffer has run out. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private static final Duration GAP = Duration.ofSeconds(2);

    @Test
    void aCutOfTwentySecondsIsNoGapInWhatTheConsultantSays() {
        try (Networks networks = new Networks();
                House house = House.inNetwork("recording-cut")) {
            Network consultants = networks.add();
            Recordings recordings = Recordings.inCall(
                    house,
                    house.consultantAt(consultants, Recordings.ANAS),
                    house.customerAt(networks.add(), Recordings.TOMS));
            Instant began = recordings.begin();
            recordings.awaitRecorded(Duration.ofSeconds(4));

            Duration cut = Duration.between(began, Instant.now());
            consultants.cut();
            recordings.ana().page.waitForTimeout(CUT.toMillis());
            Duration back = Duration.between(began, Instant.now());
            consultants.connect();
            recordings.ana().meterShows("Running");
            recordings.ana().seesPictureOf(Recordings.TOM);
            recordings.awaitMore(began, Duration.ofSeconds(5));
            recordings.stop();

            RecordedFile file = recordings.whole(began);
            Duration length = file.duration();
            assertThat(file.longestGap(Duration.ZERO, length)).isLessThan(GAP);
            for (Duration at = Duration.ofSeconds(1); at.plus(GAP).compareTo(length) < 0; at = at.plusSeconds(1)) {
                assertThat(Recordings.ANAS.isHeard(file, at, at.plus(GAP)))
                        .as("Ana from " + at + " of " + length)
                        .isTrue();
            }
            assertThat(Recordings.TOMS.isHeard(file, Duration.ofSeconds(1), cut))
                    .isTrue();
            assertThat(Recordings.TOMS.isHeard(file, cut.plus(SETTLED), back)).isFalse();
            assertThat(Recordings.TOMS.isHeard(file, length.minusSeconds(3), length))
                    .isTrue();
        }
    }
}
