package org.connectme.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.connectme.itests.browser.RecordedFile.Colour;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Recordings that last, that break, and that another browser makes. */
@Tag("long")
@ExtendWith(InHouse.class)
class RecordingLongIT {

    private static final String TOM = "Tom Reed";
    private static final Colour RED = new Colour(200, 30, 30);
    private static final Colour BLUE = new Colour(30, 30, 200);
    private static final int TOMS_TONE = 700;
    private static final int ANAS_TONE = 1_100;
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DRIFT = Duration.ofMillis(80);

    /** The tones begin with each second of the sources' clock: where in the file's second they begin must stay. */
    @Test
    void voicesStayWhereTheyBelongForTenMinutes(House house) {
        ConsultantPages ana = house.consultantWith(Scene.of("ana", BLUE, ANAS_TONE));
        CustomerPages tom = house.customerWith(Scene.of("tom", RED, TOMS_TONE));
        Invited invited = house.stage().invite(TOM, house.planId());
        house.inPaidCall(ana, tom, invited);
        Recordings recordings = new Recordings(house, invited);
        Instant began = recordings.begin(ana, tom);
        recordings.awaitRecorded(ana, LONG);
        ana.button("Stop recording").click();
        JsonNode sealed = recordings.awaitSealed(ana);

        RecordedFile file = recordings.download(ana);
        Duration length = Duration.between(began, Recordings.at(sealed, "stoppedAt"));
        assertThat(file.duration()).isCloseTo(length, Duration.ofMillis(500));
        for (int tone : List.of(ANAS_TONE, TOMS_TONE)) {
            Duration first = phase(file.onsets(tone, Duration.ofSeconds(5), MINUTE));
            Duration last = phase(file.onsets(tone, length.minus(MINUTE), length));
            assertThat(apart(first, last)).as("drift of " + tone + " Hz").isLessThanOrEqualTo(DRIFT);
        }
        assertThat(file.colour(length.minusSeconds(2), 300, 360)).matches(RED::isLike);
        assertThat(file.colour(length.minusSeconds(2), 960, 360)).matches(BLUE::isLike);
    }

    @Test
    void aTabThatCrashesLosesNothingThatWasRecordedAndGoesOn(House house) {
        ConsultantPages ana = house.consultantWith(Scene.of("ana", BLUE, ANAS_TONE));
        CustomerPages tom = house.customerWith(Scene.of("tom", RED, TOMS_TONE));
        Invited invited = house.stage().invite(TOM, house.planId());
        house.inPaidCall(ana, tom, invited);
        Recordings recordings = new Recordings(house, invited);
        Instant began = recordings.begin(ana, tom);
        recordings.awaitRecorded(ana, Duration.ofSeconds(5));

        Duration crashed = Duration.between(began, Instant.now());
        crash(ana.page);
        ConsultantPages again = house.another(ana);
        again.open(invited.id());
        again.seesPictureOf(TOM);
        again.reads(Recordings.RUNS);
        recordings.awaitRecorded(again, Duration.between(began, Instant.now()).plusSeconds(5));
        again.button("Stop recording").click();
        JsonNode sealed = recordings.awaitSealed(again);

        RecordedFile file = recordings.download(again);
        Duration length = Duration.between(began, Recordings.at(sealed, "stoppedAt"));
        assertThat(file.duration()).isCloseTo(length, Duration.ofMillis(500));
        assertThat(file.colour(crashed.minusSeconds(2), 300, 360)).matches(RED::isLike);
        assertThat(file.colour(length.minusSeconds(1), 960, 360)).matches(BLUE::isLike);
    }

    @Test
    void firefoxRecordsToo(House house) {
        ConsultantPages ana = house.consultantInFirefox();
        CustomerPages tom = house.customerWith(Scene.of("tom", RED, TOMS_TONE));
        Invited invited = house.stage().invite(TOM, house.planId());
        house.inPaidCall(ana, tom, invited);
        Recordings recordings = new Recordings(house, invited);
        Instant began = recordings.begin(ana, tom);
        recordings.awaitRecorded(ana, Duration.ofSeconds(8));
        tom.button("Stop it").click();
        JsonNode sealed = recordings.awaitSealed(ana);

        RecordedFile file = recordings.download(ana);
        Duration length = Duration.between(began, Recordings.at(sealed, "stoppedAt"));
        assertThat(file.duration()).isCloseTo(length, Duration.ofMillis(500));
        assertThat(file.tracks()).contains("opus");
        assertThat(file.colour(length.minusSeconds(2), 300, 360)).matches(RED::isLike);
        assertThat(file.sounds(TOMS_TONE, length.minusSeconds(4), length)).isTrue();
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
        assertThat(onsets).hasSizeGreaterThan(30);
        List<Long> phases =
                onsets.stream().map(at -> at.toMillis() % 1_000).sorted().toList();
        return Duration.ofMillis(phases.get(phases.size() / 2));
    }

    /** A second later is the same place. */
    private static Duration apart(Duration one, Duration two) {
        long apart = Math.abs(one.toMillis() - two.toMillis());
        return Duration.ofMillis(Math.min(apart, 1_000 - apart));
    }
}
