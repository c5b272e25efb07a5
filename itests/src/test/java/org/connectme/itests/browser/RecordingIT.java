package org.connectme.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.connectme.itests.browser.RecordedFile.Colour;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A call is recorded once the customer has said yes, and is what both said and showed until the yes ends. */
@ExtendWith(InHouse.class)
class RecordingIT {

    private static final String TOM = "Tom Reed";
    private static final Colour RED = new Colour(200, 30, 30);
    private static final Colour BLUE = new Colour(30, 30, 200);
    private static final int TOMS_TONE = 700;
    private static final int ANAS_TONE = 1_100;
    /** What lies between a press and its effect in the recorded sound, on a busy machine. */
    private static final Duration SETTLED = Duration.ofMillis(1_500);

    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    @Test
    void aCallIsRecordedOnceTheCustomerSaysYesAndPlaysFromStartToEnd(House house) {
        ConsultantPages ana = house.consultantWith(Scene.of("ana", BLUE, ANAS_TONE));
        CustomerPages tom = house.customerWith(Scene.of("tom", RED, TOMS_TONE));
        Invited invited = house.stage().invite(TOM, house.planId());
        house.inPaidCall(ana, tom, invited);
        Recordings recordings = new Recordings(house, invited);

        ana.asksToRecord("To look it up again");
        tom.reads("The recording belongs to " + ConsultantPages.NAME);
        tom.button("No").click();
        ana.reads(TOM + " said no.");
        assertThat(recordings.all()).isEmpty();

        Instant began = recordings.begin(ana, tom);
        recordings.awaitRecorded(ana, Duration.ofSeconds(4));
        Duration muted = since(began);
        ana.button("Mute the microphone").click();
        recordings.awaitRecorded(ana, muted.plusSeconds(4));
        Duration spoke = since(began);
        ana.button("Turn the microphone on").click();

        Duration reloaded = since(began);
        ana.page.reload();
        ana.seesPictureOf(TOM);
        ana.reads(Recordings.RUNS);
        recordings.awaitRecorded(ana, since(began).plusSeconds(5));

        Instant withdrawn = Instant.now();
        tom.button("Stop it").click();
        tom.readsNoLonger(Recordings.RUNS);
        ana.readsNoLonger(Recordings.RUNS);
        ana.reads(TOM + " has ended it.");
        JsonNode sealed = recordings.awaitSealed(ana);
        Duration length = Duration.between(began, Recordings.at(sealed, "stoppedAt"));
        assertThat(Recordings.at(sealed, "stoppedAt")).isBetween(withdrawn, withdrawn.plusSeconds(5));

        RecordedFile file = recordings.download(ana);
        assertThat(file.tracks()).containsExactly("vp9 1280x720", "opus");
        assertThat(file.duration()).isCloseTo(length, HALF_A_SECOND);
        assertThat(sealed.path("millis").asLong()).isCloseTo(length.toMillis(), within(500L));
        assertThat(file.pictures()).allSatisfy(time -> assertThat(time).isLessThan(length));

        Duration last = length.minusSeconds(1);
        for (Duration place : List.of(Duration.ofSeconds(3), reloaded.minusSeconds(1), last)) {
            assertThat(file.colour(place, 300, 360)).as("left at " + place).matches(RED::isLike);
            assertThat(file.colour(place, 960, 360)).as("right at " + place).matches(BLUE::isLike);
        }
        assertThat(file.sounds(ANAS_TONE, Duration.ofSeconds(1), muted)).isTrue();
        assertThat(file.sounds(ANAS_TONE, muted.plus(SETTLED), spoke)).isFalse();
        assertThat(file.sounds(TOMS_TONE, muted.plus(SETTLED), spoke)).isTrue();
        assertThat(file.sounds(ANAS_TONE, last.minusSeconds(2), last)).isTrue();
        assertThat(file.sounds(TOMS_TONE, last.minusSeconds(2), last)).isTrue();

        playsInTheLibrary(ana, length);
        isDeleted(house, ana, recordings.path());
    }

    /** Searched by the customer's name, played, jumped about in. */
    private static void playsInTheLibrary(ConsultantPages ana, Duration length) {
        ana.link("Recordings").click();
        Locator search = ana.page.getByLabel("Customer or subject");
        search.fill("nobody of that name");
        ana.reads("No recording matches.");
        search.fill("reed");
        Locator entries = ana.page.locator("console-recordings .list li a");
        assertThat(entries).hasCount(1);
        entries.first().click();
        Locator player = ana.page.getByLabel("Recording of the call with " + TOM);
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

    private static void isDeleted(House house, ConsultantPages ana, String path) {
        ana.button("Delete…").click();
        ana.button("Keep it").click();
        ana.button("Delete…").click();
        ana.button("Delete it").click();
        ana.reads("No recording matches.");
        assertThat(house.stage().consultant().get(path + "/video").status()).isEqualTo(404);
    }

    private static double number(Locator locator, String script) {
        return ((Number) locator.evaluate(script)).doubleValue();
    }

    private static Duration since(Instant began) {
        return Duration.between(began, Instant.now());
    }
}
