package org.connectme.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.connectme.itests.browser.RecordedFile.Colour;
import org.connectme.itests.server.Api.Answer;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A call is recorded once the customer has said yes, and is what both said and showed until the yes ends. */
@ExtendWith(InHouse.class)
class RecordingIT {

    private static final String TOM = "Tom Reed";
    private static final String RUNS = "This call is being recorded.";
    private static final Colour RED = new Colour(200, 30, 30);
    private static final Colour BLUE = new Colour(30, 30, 200);
    private static final int TOMS_TONE = 700;
    private static final int ANAS_TONE = 1_100;
    /** What lies between a press and its effect in the other's sound, on a busy machine. */
    private static final Duration SETTLED = Duration.ofMillis(1_500);

    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    @Test
    void aCallIsRecordedOnceTheCustomerSaysYesAndPlaysFromStartToEnd(House house) throws IOException {
        ConsultantPages ana = house.consultantWith(Scene.of("ana", BLUE, ANAS_TONE));
        CustomerPages tom = house.customerWith(Scene.of("tom", RED, TOMS_TONE));
        Invited invited = house.stage().invite(TOM, house.planId());
        house.inPaidCall(ana, tom, invited);

        ana.asksToRecord("To look it up again");
        tom.reads("The recording belongs to " + ConsultantPages.NAME);
        tom.button("No").click();
        ana.reads(TOM + " said no.");
        assertThat(recordings(house, invited)).isEmpty();

        ana.asksToRecord("To look it up again");
        tom.reads("Reason: To look it up again");
        tom.button("Yes, allow it").click();
        tom.reads(RUNS);
        ana.reads(RUNS);
        JsonNode running = awaitRecorded(house, invited, ana, Duration.ofSeconds(4));
        Instant began = at(running, "startedAt");

        Instant anaMuted = Instant.now();
        ana.button("Mute the microphone").click();
        awaitRecorded(house, invited, ana, since(began).plusSeconds(4));
        Instant anaSpoke = Instant.now();
        ana.button("Turn the microphone on").click();

        Instant reloaded = Instant.now();
        ana.page.reload();
        ana.seesPictureOf(TOM);
        ana.reads(RUNS);
        Duration back = since(began);
        awaitRecorded(house, invited, ana, back.plusSeconds(5));

        Instant withdrawn = Instant.now();
        tom.button("Stop it").click();
        tom.readsNoLonger(RUNS);
        ana.readsNoLonger(RUNS);
        ana.reads(TOM + " has ended it.");
        JsonNode sealed = awaitSealed(house, invited, ana);
        Duration length = Duration.between(began, at(sealed, "stoppedAt"));

        RecordedFile file = download(house, ana, sealed);
        assertThat(file.tracks()).containsExactly("vp9 1280x720", "opus");
        assertThat(file.duration()).isCloseTo(length, HALF_A_SECOND);
        assertThat(sealed.path("millis").asLong()).isCloseTo(length.toMillis(), within(500L));
        assertThat(at(sealed, "stoppedAt")).isBetween(withdrawn, withdrawn.plusSeconds(5));
        assertThat(file.pictures()).allSatisfy(time -> assertThat(time).isLessThan(length.plusMillis(40)));

        Duration beforeReload = Duration.between(began, reloaded);
        Duration last = length.minusSeconds(1);
        for (Duration place : List.of(Duration.ofSeconds(3), beforeReload.minusSeconds(1), last)) {
            assertThat(file.colour(place, 300, 360)).as("left at " + place).matches(RED::isLike);
            assertThat(file.colour(place, 960, 360)).as("right at " + place).matches(BLUE::isLike);
        }
        Duration muted = Duration.between(began, anaMuted).plus(SETTLED);
        Duration spoke = Duration.between(began, anaSpoke);
        assertThat(file.sounds(ANAS_TONE, Duration.ofSeconds(1), muted.minus(SETTLED)))
                .isTrue();
        assertThat(file.sounds(ANAS_TONE, muted, spoke)).isFalse();
        assertThat(file.sounds(TOMS_TONE, muted, spoke)).isTrue();
        assertThat(file.sounds(ANAS_TONE, last.minusSeconds(2), last)).isTrue();
        assertThat(file.sounds(TOMS_TONE, last.minusSeconds(2), last)).isTrue();

        playsInTheLibrary(ana, length);
        isDeleted(house, ana, sealed);
    }

    /** Searched by the customer's name, played, jumped about in. */
    private static void playsInTheLibrary(ConsultantPages ana, Duration length) {
        ana.link("Recordings").click();
        ana.page.getByLabel("Customer or subject").fill("nobody of that name");
        ana.reads("No recording matches.");
        ana.page.getByLabel("Customer or subject").fill("reed");
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
        ana.button(java.util.regex.Pattern.compile("Recording goes on")).click();
        ana.await("it plays from there", () -> (Boolean) player.evaluate("(video) => !video.paused && !video.seeking"));
    }

    private static void isDeleted(House house, ConsultantPages ana, JsonNode sealed) {
        ana.button("Delete…").click();
        ana.button("Keep it").click();
        ana.button("Delete…").click();
        ana.button("Delete it").click();
        ana.reads("No recording matches.");
        assertThat(house.stage().consultant().get(path(sealed) + "/video").status())
                .isEqualTo(404);
    }

    private static RecordedFile download(House house, ConsultantPages ana, JsonNode recording) throws IOException {
        APIResponse answer =
                ana.context().request().get(house.server().address() + path(recording) + "/video?download=1");
        assertThat(answer.status()).isEqualTo(200);
        Path file = Path.of("target", "recordings", recording.path("recording").asText() + ".webm");
        Files.createDirectories(file.getParent());
        Files.write(file, answer.body());
        return new RecordedFile(file);
    }

    /** Waits until so much of it is at the server. */
    private static JsonNode awaitRecorded(House house, Invited invited, Seat seat, Duration length) {
        seat.await(
                length + " are recorded",
                Browsers.PATIENCE.plus(length),
                () -> recordings(house, invited).stream()
                        .anyMatch(item -> item.path("millis").asLong() >= length.toMillis()));
        return recordings(house, invited).get(0);
    }

    private static JsonNode awaitSealed(House house, Invited invited, Seat seat) {
        seat.await(
                "it is closed",
                () -> recordings(house, invited).get(0).path("state").asText().equals("SEALED"));
        return recordings(house, invited).get(0);
    }

    private static List<JsonNode> recordings(House house, Invited invited) {
        Answer answer = house.stage().consultant().get("/api/consultant/recordings/list?consultation=" + invited.id());
        Stage.expect(answer, 200);
        List<JsonNode> items = new java.util.ArrayList<>();
        answer.body().path("recordings").forEach(items::add);
        return items;
    }

    private static String path(JsonNode recording) {
        return "/api/consultant/recordings/" + recording.path("recording").asText();
    }

    private static double number(Locator locator, String script) {
        return ((Number) locator.evaluate(script)).doubleValue();
    }

    private static Instant at(JsonNode item, String name) {
        return Instant.parse(item.path(name).asText());
    }

    private static Duration since(Instant began) {
        return Duration.between(began, Instant.now());
    }
}
