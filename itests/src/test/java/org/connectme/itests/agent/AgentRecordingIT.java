package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.itests.server.Stage.expect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.connectme.itests.browser.RecordedFile;
import org.connectme.itests.browser.RecordedFile.Colour;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A private moment in the app is one in the recording too, and stands in its timeline (REM-6). */
@Tag("long")
class AgentRecordingIT {

    private static final String RECORDINGS = "/api/consultant/recordings/";
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int SECONDS = 4;
    /** On the way from the app to the recorder, and through a codec. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final Colour RED = new Colour(200, 0, 0);

    @Test
    void aPrivateMomentIsBlankInTheRecordingAndMarked() throws Exception {
        try (House house = new House("agent-recording", Desk.WIDTH, Desk.HEIGHT);
                Browsers browsers = new Browsers();
                DesktopApp app = DesktopApp.start(
                        Files.createTempDirectory(Path.of("target").toAbsolutePath(), "app"),
                        house.desk,
                        house.server.address())) {
            Stage stage = new Stage(house.server);
            Visit visit = Visit.begin(stage, stage.planByTheSecond(), app)
                    .holdsTheCard()
                    .enters();
            Participant consultant = visit.meets(house.page(browsers, stage), house.origin());
            visit.shows(consultant, 0xC80000);
            String consent = visit.allowsRecording();
            Duration shown = recordsOn(stage, visit);
            app.does("private");
            Duration hidden = recordsOn(stage, visit);
            app.does("public");
            recordsOn(stage, visit);
            expect(stage.consultant().post(visit.invited().path("/consent-end"), request(consent)), 200);
            JsonNode item = sealed(stage, visit);

            RecordedFile file = video(house, stage, item);
            JsonNode mark = marked(item);
            Duration from = Duration.ofMillis(mark.path("millis").asLong());
            Duration until = Duration.ofMillis(mark.path("until").asLong());
            assertThat(from).isBetween(shown, hidden);
            assertThat(until.minus(from)).isGreaterThan(Duration.ofSeconds(SECONDS - 1));
            assertThat(screen(file, from.minusSeconds(1))).matches(RED::isLike);
            for (Duration at = from.plus(SETTLED); at.compareTo(until) < 0; at = at.plusSeconds(1)) {
                assertThat(screen(file, at)).as("at " + at).matches(colour -> !RED.isLike(colour));
            }
            assertThat(screen(file, file.duration().minusMillis(500))).matches(RED::isLike);
        }
    }

    /** Beside the words that stand in the middle of what is blank. */
    private static Colour screen(RecordedFile file, Duration at) {
        return file.colour(at, 500, 480);
    }

    private static JsonNode marked(JsonNode item) {
        for (JsonNode mark : item.path("timeline")) {
            if (mark.path("kind").asText().equals("PRIVATE")) {
                return mark;
            }
        }
        throw new AssertionError("no private moment in " + item);
    }

    /** @return how much there is of it, some seconds later than now */
    private static Duration recordsOn(Stage stage, Visit visit) {
        long before = millis(stage, visit);
        return Duration.ofMillis(Until.value(
                "it is recorded",
                BOUND,
                () -> millis(stage, visit),
                millis -> millis > before + Duration.ofSeconds(SECONDS).toMillis()));
    }

    private static long millis(Stage stage, Visit visit) {
        return listed(stage, visit).path("millis").asLong();
    }

    private static JsonNode sealed(Stage stage, Visit visit) {
        JsonNode item = Until.value(
                "it is closed",
                BOUND,
                () -> listed(stage, visit),
                found -> found.path("state").asText().equals("SEALED"));
        return stage.consultant()
                .get(RECORDINGS + item.path("recording").asText())
                .body();
    }

    private static JsonNode listed(Stage stage, Visit visit) {
        return stage.consultant()
                .get(RECORDINGS + "list?consultation=" + visit.invited().id())
                .body()
                .at("/recordings/0");
    }

    private static String request(String id) {
        return "{\"request\":\"" + UUID.fromString(id) + "\"}";
    }

    private static RecordedFile video(House house, Stage stage, JsonNode item)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile(Path.of("target").toAbsolutePath(), "recorded", ".webm");
        HttpRequest request = HttpRequest.newBuilder(
                        house.server.address(RECORDINGS + item.path("recording").asText() + "/video"))
                .header("Cookie", stage.consultant().cookieHeader())
                .build();
        HttpClient.newHttpClient().send(request, BodyHandlers.ofFile(file));
        return new RecordedFile(file);
    }
}
