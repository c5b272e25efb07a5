package org.connectme.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.connectme.itests.server.Api.Answer;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;

/**
 * A paid call whose two sides can be told apart in a recording, and its recordings as the consultant's library tells them.
 *
 * @param ana the consultant
 * @param tom the customer
 */
record Recordings(House house, Invited invited, ConsultantPages ana, CustomerPages tom) {

    static final String TOM = "Tom Reed";
    static final Scene ANAS = Scene.consultant();
    static final Scene TOMS = Scene.customer();
    static final String RUNS = "This call is being recorded.";

    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    /** Both in Chromium, with the meter running. */
    static Recordings inCall(House house) {
        return inCall(house, house.consultantWith(ANAS));
    }

    static Recordings inCall(House house, ConsultantPages ana) {
        return inCall(house, ana, house.customerWith(TOMS));
    }

    static Recordings inCall(House house, ConsultantPages ana, CustomerPages tom) {
        Invited invited = house.stage().invite(TOM, house.planId());
        house.inPaidCall(ana, tom, invited);
        return new Recordings(house, invited, ana, tom);
    }

    /** The same, with another window of the consultant's, which opens the call anew. */
    Recordings returns(ConsultantPages again) {
        again.open(invited.id());
        again.seesPictureOf(TOM);
        again.reads(RUNS);
        return new Recordings(house, invited, again, tom);
    }

    /** Asked and allowed: both sides see that it runs. @return when it began, by the server */
    Instant begin() {
        ana.asksToRecord("To look it up again");
        tom.reads("Reason: To look it up again");
        tom.button("Yes, allow it").click();
        tom.reads(RUNS);
        ana.reads(RUNS);
        awaitRecorded(Duration.ofSeconds(1));
        return at(only(), "startedAt");
    }

    List<JsonNode> all() {
        Answer answer = house.stage().consultant().get("/api/consultant/recordings/list?consultation=" + invited.id());
        Stage.expect(answer, 200);
        List<JsonNode> items = new ArrayList<>();
        answer.body().path("recordings").forEach(items::add);
        return items;
    }

    JsonNode only() {
        List<JsonNode> all = all();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** Waits until so much of it is at the server. */
    void awaitRecorded(Duration length) {
        ana.await(
                length + " are recorded",
                Browsers.PATIENCE.plus(length),
                () -> all().stream().anyMatch(item -> item.path("millis").asLong() >= length.toMillis()));
    }

    /** Waits until the server has so much more than there can be now. */
    void awaitMore(Instant began, Duration more) {
        awaitRecorded(Duration.between(began, Instant.now()).plus(more));
    }

    void stop() {
        ana.button("Stop recording").click();
    }

    /** Waits until the file is closed, and has it whole. */
    JsonNode awaitSealed() {
        ana.await(
                "it is closed",
                Browsers.PATIENCE,
                () -> only().path("state").asText().equals("SEALED"));
        return only();
    }

    /** Waits until the file is closed, and has it: as long as it ran. */
    RecordedFile whole(Instant began) {
        Duration length = Duration.between(began, at(awaitSealed(), "stoppedAt"));
        RecordedFile file = download();
        assertThat(file.duration()).isCloseTo(length, HALF_A_SECOND);
        assertThat(file.pictures()).allSatisfy(time -> assertThat(time).isLessThan(length));
        return file;
    }

    RecordedFile download() {
        String id = only().path("recording").asText();
        APIResponse answer = ana.context().request().get(house.origin() + path() + "/video?download=1");
        assertThat(answer.status()).isEqualTo(200);
        Path file = Path.of("target", "recordings", id + ".webm");
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RecordedFile(file);
    }

    /** Of the only one, in the API. */
    String path() {
        return "/api/consultant/recordings/" + only().path("recording").asText();
    }

    static Instant at(JsonNode item, String name) {
        return Instant.parse(item.path(name).asText());
    }
}
