package org.connectme.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Recordings that last, that break, and that another browser makes. */
@Tag("long")
@ExtendWith(InHouse.class)
class RecordingLongIT {

    /** Ten minutes, unless somebody has less time. */
    private static final Duration LONG = Duration.ofSeconds(Long.getLong("itests.recording.seconds", 600));

    private static final Duration DRIFT = Duration.ofMillis(80);

    /** The tones begin with each second of the sources' clock: where in the file's second they begin must stay. */
    @Test
    void voicesStayWhereTheyBelongForTenMinutes(House house) {
        Recordings recordings = Recordings.inCall(house);
        Instant began = recordings.begin();
        recordings.awaitRecorded(LONG);
        recordings.stop();

        RecordedFile file = recordings.whole(began);
        Duration length = file.duration();
        Duration part =
                length.dividedBy(4).compareTo(Duration.ofMinutes(1)) < 0 ? length.dividedBy(4) : Duration.ofMinutes(1);
        for (Scene scene : List.of(Recordings.ANAS, Recordings.TOMS)) {
            Duration first = phase(file.onsets(scene.hertz(), Duration.ofSeconds(5), part.plusSeconds(5)));
            Duration last = phase(file.onsets(scene.hertz(), length.minus(part), length));
            assertThat(apart(first, last))
                    .as("drift of " + scene.hertz() + " Hz")
                    .isLessThanOrEqualTo(DRIFT);
            assertThat(scene.isSeen(file, length.minusSeconds(2))).isTrue();
        }
    }

    @Test
    void aTabThatCrashesLosesNothingThatWasRecordedAndGoesOn(House house) {
        Recordings before = Recordings.inCall(house);
        Instant began = before.begin();
        before.awaitRecorded(Duration.ofSeconds(5));

        Duration crashed = Duration.between(began, Instant.now());
        crash(before.ana().page);
        Recordings recordings = before.returns(house.another(before.ana()));
        recordings.awaitMore(began, Duration.ofSeconds(5));
        recordings.stop();

        RecordedFile file = recordings.whole(began);
        assertThat(Recordings.TOMS.isSeen(file, crashed.minusSeconds(2))).isTrue();
        assertThat(Recordings.ANAS.isSeen(file, file.duration().minusSeconds(1)))
                .isTrue();
    }

    @Test
    void firefoxRecordsToo(House house) {
        Recordings recordings = Recordings.inCall(house, house.consultantInFirefox());
        Instant began = recordings.begin();
        recordings.awaitRecorded(Duration.ofSeconds(8));
        recordings.tom().button("Stop it").click();

        RecordedFile file = recordings.whole(began);
        Duration length = file.duration();
        assertThat(file.tracks()).contains("opus");
        assertThat(Recordings.TOMS.isSeen(file, length.minusSeconds(2))).isTrue();
        assertThat(Recordings.TOMS.isHeard(file, length.minusSeconds(4), length))
                .isTrue();
    }

    private static void crash(Page page) {
        try {
            page.navigate("chrome://crash");
        } catch (PlaywrightException expected) {
            assertThat(expected).hasMessageContaining("crash");
        }
    }

    /** Where in its second it begins, at the median. */
    private static Duration phase(List<Duration> onsets) {
        assertThat(onsets).hasSizeGreaterThan(10);
        long one = onsets.get(0).toMillis();
        List<Long> beside = onsets.stream()
                .map(at -> Math.floorMod(at.toMillis() - one + 500, 1_000L))
                .sorted()
                .toList();
        return Duration.ofMillis(Math.floorMod(one + beside.get(beside.size() / 2) - 500, 1_000L));
    }

    /** A second later is the same place. */
    private static Duration apart(Duration one, Duration two) {
        long apart = Math.abs(one.toMillis() - two.toMillis());
        return Duration.ofMillis(Math.min(apart, 1_000 - apart));
    }
}
