package org.connectme.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.itests.server.Stage.expect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Api.Answer;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/partners/recording-plugin.md word by word, from the archetype to a recording that the new store has (PAR-1). */
@Tag("long")
class RecordingTutorialIT {

    private static final String RECORDINGS = "/api/consultant/recordings/";
    private static final String JOIN = "{\"n\":1,\"a\":0,\"m\":{\"t\":\"join\"}}";
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static PartnersPage page;

    @BeforeAll
    static void followIt() throws IOException, InterruptedException {
        page = PartnersPage.follow("recording-plugin.md", folder);
    }

    @AfterAll
    static void stop() {
        if (page != null) {
            page.close();
        }
    }

    @Test
    void whatIsPrintedIsWhatTheTutorialSays() {
        page.keepsItsPromises();
    }

    @Test
    void aCallIsRecordedIntoTheNewStoreAndNowhereElse() throws Exception {
        Server server = page.server();
        Stage stage = new Stage(server);
        Api consultant = stage.consultant();
        Invited invited = stage.invite("Rosa Acker", stage.plan("Free of charge", 0, 0, 0));
        Api customer = stage.agreed(invited);
        expect(customer.post("/api/customer/enter", "{}"), 200);
        expect(consultant.post(invited.path("/enter"), "{}"), 200);
        UUID recording = UUID.randomUUID();
        byte[] stream = recorded();
        try (RawSocket one = socket(server, "/ws/customer", customer);
                RawSocket two = socket(server, "/ws/consultant?consultation=" + invited.id(), consultant)) {
            Until.value(
                    "consent can be asked for",
                    BOUND,
                    () -> consultant.post(
                            invited.path("/consent"),
                            "{\"request\":\"consent-1\",\"scope\":\"RECORDING\",\"reason\":\"Again\",\"minutes\":60}"),
                    answer -> answer.status() == 200);
            expect(customer.post("/api/customer/consent", "{\"request\":\"consent-1\",\"scope\":\"RECORDING\"}"), 200);
            expect(
                    consultant.post(
                            RECORDINGS + "start",
                            "{\"consultation\":\"" + invited.id() + "\",\"consent\":\"consent-1\",\"recording\":\""
                                    + recording + "\"}"),
                    200);
        }
        long received = Until.value(
                        "the stream is durable",
                        BOUND,
                        () -> send(server, consultant, recording, stream),
                        answer -> answer.status() == 200)
                .body()
                .path("received")
                .asLong();
        expect(customer.post("/api/customer/consent-end", "{\"request\":\"consent-1\"}"), 200);
        expect(consultant.post(RECORDINGS + recording + "/finish", "{\"take\":1,\"bytes\":" + received + "}"), 200);
        JsonNode sealed = consultant
                .await(
                        RECORDINGS + recording,
                        BOUND,
                        answer -> answer.body().path("state").asText().equals("SEALED"))
                .body();

        assertThat(sealed.path("bytes").asLong()).isPositive();
        assertThat(server.home().resolve("recordings"))
                .as("the folder of the store that recordings went to before")
                .satisfiesAnyOf(
                        none -> assertThat(none).doesNotExist(),
                        empty -> assertThat(empty).isEmptyDirectory());
        assertThat(server.shell("connectme:recordings").output())
                .contains("acme (new ones)", "Every recording is sealed.");
    }

    private static RawSocket socket(Server server, String path, Api whose) {
        RawSocket socket = RawSocket.open(server, path, whose).greet();
        socket.send(JOIN);
        return socket;
    }

    private static Answer send(Server server, Api consultant, UUID recording, byte[] stream) {
        return consultant.send(consultant
                .request(RECORDINGS + recording + "/takes/1/parts/0")
                .header("X-ConnectMe", "1")
                .header("Content-Type", "video/webm")
                .header("Origin", server.address().toString())
                .POST(BodyPublishers.ofByteArray(stream))
                .build());
    }

    /** Two seconds of picture and sound, without ffmpeg's last cluster, which a recorder writes otherwise. */
    private static byte[] recorded() throws IOException, InterruptedException {
        Path file = folder.resolve("recorded.webm");
        Process ffmpeg = new ProcessBuilder(
                        ("ffmpeg -v error -y -f lavfi -i testsrc=size=320x180:rate=25 -f lavfi -i sine=frequency=440 -t 2"
                                        + " -c:v libvpx -deadline realtime -cpu-used 8 -g 25 -b:v 500k -c:a libopus -f webm"
                                        + " -live 1 " + file)
                                .split(" "))
                .inheritIO()
                .start();
        assertThat(ffmpeg.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ffmpeg.exitValue()).isZero();
        byte[] whole = Files.readAllBytes(file);
        return Arrays.copyOf(whole, whole.length / 2);
    }
}
