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

/** The recordings of one consultation, as the consultant's library tells them. */
record Recordings(House house, Invited invited) {

    static final String RUNS = "This call is being recorded.";

    /** Asked and allowed: both sides see that it runs. @return when it began, by the server */
    Instant begin(ConsultantPages consultant, CustomerPages customer) {
        consultant.asksToRecord("To look it up again");
        customer.reads("Reason: To look it up again");
        customer.button("Yes, allow it").click();
        customer.reads(RUNS);
        consultant.reads(RUNS);
        awaitRecorded(consultant, Duration.ofSeconds(1));
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
    void awaitRecorded(Seat seat, Duration length) {
        seat.await(
                length + " are recorded",
                Browsers.PATIENCE.plus(length),
                () -> all().stream().anyMatch(item -> item.path("millis").asLong() >= length.toMillis()));
    }

    /** Waits until the file is closed, and has it whole. */
    JsonNode awaitSealed(Seat seat) {
        seat.await(
                "it is closed",
                Browsers.PATIENCE,
                () -> only().path("state").asText().equals("SEALED"));
        return only();
    }

    RecordedFile download(Seat consultant) {
        String id = only().path("recording").asText();
        APIResponse answer =
                consultant.context().request().get(house.server().address() + path() + "/video?download=1");
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
