package org.connectme.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A call is recorded once the customer has said yes, and is what both said and showed until the yes ends. */
@ExtendWith(InHouse.class)
class RecordingIT {

    /** What lies between a press and its effect in the recorded sound, on a busy machine. */
    private static final Duration SETTLED = Duration.ofMillis(1_500);

    /** Asked of one on a machine with little to do: 25; the cameras here give 15, and a page asleep draws 6 or 1. */
    private static final double PICTURES = 15;

    @Test
    void aCallIsRecordedOnceTheCustomerSaysYesAndPlaysFromStartToEnd(House house) {
        Recordings recordings = Recordings.inCall(house);
        ConsultantPages ana = recordings.ana();
        CustomerPages tom = recordings.tom();

        ana.asksToRecord("To look it up again");
        tom.reads("The recording belongs to " + ConsultantPages.NAME);
        tom.button("No").click();
        ana.reads(Recordings.TOM + " said no.");
        assertThat(recordings.all()).isEmpty();

        Instant began = recordings.begin();
        recordings.awaitRecorded(Duration.ofSeconds(4));
        Duration muted = since(began);
        ana.button("Mute the microphone").click();
        recordings.awaitRecorded(muted.plusSeconds(4));
        Duration spoke = since(began);
        ana.button("Turn the microphone on").click();

        Duration reloaded = since(began);
        ana.page.reload();
        ana.seesPictureOf(Recordings.TOM);
        ana.reads(Recordings.RUNS);
        recordings.awaitMore(began, Duration.ofSeconds(5));

        Instant withdrawn = Instant.now();
        tom.button("Stop it").click();
        tom.readsNoLonger(Recordings.RUNS);
        ana.readsNoLonger(Recordings.RUNS);
        ana.reads(Recordings.TOM + " has ended it.");
        RecordedFile file = recordings.whole(began);
        JsonNode sealed = recordings.only();
        Duration length = Duration.between(began, Recordings.at(sealed, "stoppedAt"));
        assertThat(Recordings.at(sealed, "stoppedAt")).isBetween(withdrawn, withdrawn.plusSeconds(5));

        assertThat(file.tracks()).containsExactly("vp9 1280x720", "opus");
        assertThat(sealed.path("millis").asLong()).isCloseTo(length.toMillis(), within(500L));

        Duration last = length.minusSeconds(1);
        for (Duration place : List.of(Duration.ofSeconds(3), reloaded.minusSeconds(1), last)) {
            assertThat(Recordings.TOMS.isSeen(file, place))
                    .as("Tom at " + place)
                    .isTrue();
            assertThat(Recordings.ANAS.isSeen(file, place))
                    .as("Ana at " + place)
                    .isTrue();
        }
        assertThat(Recordings.ANAS.isHeard(file, Duration.ofSeconds(1), muted)).isTrue();
        assertThat(Recordings.ANAS.isHeard(file, muted.plus(SETTLED), spoke)).isFalse();
        assertThat(Recordings.TOMS.isHeard(file, muted.plus(SETTLED), spoke)).isTrue();
        assertThat(Recordings.ANAS.isHeard(file, last.minusSeconds(2), last)).isTrue();
        assertThat(Recordings.TOMS.isHeard(file, last.minusSeconds(2), last)).isTrue();

        Locator entry = ana.page.locator("console-recordings .list li a[href$='"
                + sealed.path("recording").asText() + "']");
        playsInTheLibrary(ana, entry, length);
        isDeleted(house, ana, entry, recordings.path());
    }

    /** As browsers do it for everybody: a timer in a hidden page rings once a second. */
    @Test
    @Tag("long")
    void aTabBehindAnotherRecordsAsManyPicturesAsOneInFront(House house) throws IOException {
        Path profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "profile");
        Recordings recordings = Recordings.inCall(house, house.consultantKeeping(profile, Recordings.ANAS));
        Instant began = recordings.begin();
        recordings.awaitRecorded(Duration.ofSeconds(5));

        recordings.ana().goesBehindAnotherTab();
        Duration hidden = since(began);
        recordings.awaitMore(began, Duration.ofSeconds(6));
        Duration still = since(began);
        assertThat(recordings.ana().isHidden()).isTrue();
        recordings.tom().button("Stop it").click();

        RecordedFile file = recordings.whole(began);
        double inFront = file.picturesASecond(Duration.ofSeconds(1), hidden);
        double behind = file.picturesASecond(hidden.plusSeconds(1), still);
        assertThat(behind).isGreaterThan(PICTURES).isGreaterThan(0.8 * inFront);
    }

    /** Searched by the customer's name, played, jumped about in. */
    private static void playsInTheLibrary(ConsultantPages ana, Locator entry, Duration length) {
        ana.link("Recordings").click();
        Locator search = ana.page.getByLabel("Customer or subject");
        search.fill("nobody of that name");
        ana.reads("No recording matches.");
        search.fill("reed");
        entry.click();
        Locator player = ana.page.getByLabel("Recording of the call with " + Recordings.TOM);
        ana.await("its length is known", () -> number(player, "(video) => video.duration || 0") > 0);
        assertThat(number(player, "(video) => video.duration")).isCloseTo(length.toMillis() / 1_000.0, within(0.5));
        for (double part : new double[] {0.8, 0.1, 0.5, 0.95}) {
            double wanted = part * length.toMillis() / 1_000;
            player.evaluate("(video, to) => { video.muted = true; video.currentTime = to; }", wanted);
            ana.await("it is at " + wanted, () -> (Boolean)
                    player.evaluate("(video, to) => !video.seeking && Math.abs(video.currentTime - to) < 0.3", wanted));
        }
        ana.button(Pattern.compile("Recording goes on")).click();
        ana.await("it plays from there", () -> (Boolean) player.evaluate("(video) => !video.paused && !video.seeking"));
    }

    private static void isDeleted(House house, ConsultantPages ana, Locator entry, String path) {
        ana.button("Delete…").click();
        ana.button("Keep it").click();
        ana.button("Delete…").click();
        ana.button("Delete it").click();
        assertThat(entry).hasCount(0);
        assertThat(house.stage().consultant().get(path + "/video").status()).isEqualTo(404);
    }

    private static double number(Locator locator, String script) {
        return ((Number) locator.evaluate(script)).doubleValue();
    }

    private static Duration since(Instant began) {
        return Duration.between(began, Instant.now());
    }
}
