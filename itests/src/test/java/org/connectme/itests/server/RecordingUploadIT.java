package org.connectme.itests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.connectme.itests.server.Stage.expect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.connectme.itests.faults.NewerVersion;
import org.connectme.itests.faults.RawSocket;
import org.connectme.itests.faults.Records;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Api.Answer;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording over the API alone: made by ffmpeg as a recorder would, sent while bundles are replaced and the server is
 * killed, ended by the customer, sealed, played by what plays everywhere, proved and deleted (REC-1 to REC-4, OPS-1).
 */
class RecordingUploadIT {

    private static final String RECORDINGS = "/api/consultant/recordings/";
    private static final String JOIN = "{\"n\":1,\"a\":0,\"m\":{\"t\":\"join\"}}";
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final int PART = 40_000;

    private static final List<String> ROUTES = List.of(
            "POST start",
            "POST RID/takes",
            "POST RID/takes/1/parts/0",
            "POST RID/stop",
            "POST RID/private",
            "POST RID/finish",
            "GET RID/progress",
            "GET list",
            "GET list?q=",
            "GET RID",
            "GET RID/video",
            "GET RID/video?download=1",
            "HEAD RID/video",
            "DELETE RID",
            "GET settings",
            "PUT settings");

    @TempDir
    static Path folder;

    private static Server server;
    private static Stage stage;
    private static Records records;

    private final UUID recording = UUID.randomUUID();

    @BeforeAll
    static void start() {
        server = Server.start("recording-upload", Map.of());
        stage = new Stage(server);
        records = new Records(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aRecordingOutlivesReplacedBundlesAndAKilledServerAndEndsWithTheConsent() throws Exception {
        Invited invited = stage.invite("Rita Cording", stage.plan("Free of charge", 0, 0, 0));
        Api customer = stage.agreed(invited);
        byte[] stream = recorded();
        expect(customer.post("/api/customer/enter", "{}"), 200);
        expect(stage.consultant().post(invited.path("/enter"), "{}"), 200);
        try (RawSocket one = page("/ws/customer", customer);
                RawSocket two = page("/ws/consultant?consultation=" + invited.id(), stage.consultant())) {
            assertThat(begin(invited, "consent-nobody-gave").code()).isEqualTo("recording.no-consent");
            ask(invited, "consent-1", one);
            expect(customer.post("/api/customer/consent", "{\"request\":\"consent-1\",\"scope\":null}"), 200);
            assertThat(begin(invited, "consent-1").code()).isEqualTo("recording.no-consent");
            assertThat(kept()).as("not one byte is stored").isEmpty();

            ask(invited, "consent-2", two);
            expect(customer.post("/api/customer/consent", "{\"request\":\"consent-2\",\"scope\":\"RECORDING\"}"), 200);
            expect(begin(invited, "consent-2"), 200);
            assertThat(shown(customer).path("state").asText()).isEqualTo("RUNNING");
        }

        long received = upload(stream, 0, stream.length / 4);
        new NewerVersion(server, "recording", "1.0.1").takeOver();
        received = upload(stream, received, stream.length / 2);
        new NewerVersion(server, "recording-files", "1.0.1").takeOver();
        received = upload(stream, received, stream.length * 5 / 8);
        server.kill();
        server.startAgain();
        received = upload(stream, received, stream.length * 3 / 4);

        expect(customer.post("/api/customer/consent-end", "{\"request\":\"consent-2\"}"), 200);
        for (Api side : List.of(customer, stage.consultant())) {
            assertThat(shown(side, invited).path("why").asText()).isEqualTo("CONSENT");
        }
        long before = upload(stream, received, stream.length);
        JsonNode item = sealed(before);

        byte[] file = download("", 200);
        assertThat(item.path("bytes").asLong()).isEqualTo(file.length);
        assertThat(item.path("sha256").asText()).isEqualTo(sha256(file));
        assertThat(item.path("why").asText()).isEqualTo("CONSENT");
        plays(file, item.path("millis").asLong() / 1000.0);
        rangesAreAsAsked(file);
        isProved(invited, file);
        isNobodyElses(invited, customer);
        isDeleted(invited);
    }

    private static RawSocket page(String path, Api whose) {
        RawSocket page = RawSocket.open(server, path, whose).greet();
        page.send(JOIN);
        return page;
    }

    private void ask(Invited invited, String request, RawSocket page) {
        Until.value(
                "consent can be asked for",
                BOUND,
                () -> stage.consultant()
                        .post(
                                invited.path("/consent"),
                                "{\"request\":\"" + request
                                        + "\",\"scope\":\"RECORDING\",\"reason\":\"To read it again\",\"minutes\":60}"),
                answer -> answer.status() == 200);
    }

    private Answer begin(Invited invited, String consent) {
        return stage.consultant()
                .post(
                        RECORDINGS + "start",
                        "{\"consultation\":\"" + invited.id() + "\",\"consent\":\"" + consent + "\",\"recording\":\""
                                + recording + "\"}");
    }

    private static JsonNode shown(Api customer) {
        return customer.get("/api/customer/view").part("recording").at("/items/0");
    }

    private static JsonNode shown(Api side, Invited invited) {
        return side == stage.consultant()
                ? side.get(invited.path("")).part("recording").at("/items/0")
                : shown(side);
    }

    /** As the page does: from where the server is, again when it says so, until so much is there. */
    private long upload(byte[] stream, long from, int until) {
        long[] received = {from};
        Until.isTrue("everything up to " + until + " is durable", BOUND, () -> {
            int end = (int) Math.min(until, received[0] + PART);
            Answer answer =
                    stage.consultant().send(part(received[0], Arrays.copyOfRange(stream, (int) received[0], end)));
            if (answer.status() == 503) {
                return false;
            }
            expect(answer, 200);
            received[0] = answer.body().path("received").asLong();
            // what ends in mid-block waits for more of it
            return received[0] >= until - 30_000;
        });
        return received[0];
    }

    private HttpRequest part(long at, byte[] bytes) {
        return stage.consultant()
                .request(RECORDINGS + recording + "/takes/1/parts/" + at)
                .header("X-ConnectMe", "1")
                .header("Content-Type", "video/webm")
                .header("Origin", server.address().toString())
                .POST(BodyPublishers.ofByteArray(bytes))
                .build();
    }

    private JsonNode sealed(long bytes) {
        String path = RECORDINGS + recording;
        assertThat(stage.consultant()
                        .post(path + "/finish", "{\"take\":1,\"bytes\":" + (bytes + 1) + "}")
                        .code())
                .isEqualTo("recording.not-all");
        expect(stage.consultant().post(path + "/finish", "{\"take\":1,\"bytes\":" + bytes + "}"), 200);
        return stage.consultant()
                .await(
                        path,
                        BOUND,
                        answer -> answer.body().path("state").asText().equals("SEALED"))
                .body();
    }

    private void plays(byte[] file, double seconds) throws IOException {
        Path video = Files.write(folder.resolve("downloaded.webm"), file);
        String told = run("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", video);
        assertThat(Double.parseDouble(told.strip())).isCloseTo(seconds, within(0.1));
        assertThat(run("ffprobe", "-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", video))
                .contains("vp8", "opus");
        assertThat(run("ffmpeg", "-v", "error", "-xerror", "-i", video, "-f", "null", "-"))
                .isEmpty();
        assertThat(run("ffmpeg", "-v", "error", "-xerror", "-ss", seconds / 2, "-i", video, "-f", "null", "-"))
                .isEmpty();
    }

    private void rangesAreAsAsked(byte[] file) throws Exception {
        assertThat(download("bytes=0-99", 206)).isEqualTo(Arrays.copyOf(file, 100));
        assertThat(download("bytes=-50", 206)).isEqualTo(Arrays.copyOfRange(file, file.length - 50, file.length));
        assertThat(download("bytes=1000-", 206)).isEqualTo(Arrays.copyOfRange(file, 1000, file.length));
        assertThat(download("bytes=" + file.length + "-", 416)).isEmpty();
        HttpResponse<byte[]> first = response("bytes=0-0");
        assertThat(first.headers().allValues("Content-Security-Policy")).contains("sandbox");
        assertThat(first.headers().firstValue("Content-Type")).contains("video/webm");
        assertThat(first.headers().firstValue("Content-Range")).contains("bytes 0-0/" + file.length);
        assertThat(first.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(first.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
    }

    private void isProved(Invited invited, byte[] file) throws Exception {
        JsonNode ended = records.entries(invited.id(), "RecordingEnded")
                .findFirst()
                .orElseThrow()
                .json();
        assertThat(ended.path("sha256").asText()).isEqualTo(sha256(file));
        assertThat(ended.path("consent").asText()).isEqualTo("consent-2");
        assertThat(records.types(invited.id()))
                .containsOnlyOnce("RecordingStarted", "RecordingEnded", "RecordingAccessed");
        Path evidence = Files.writeString(
                folder.resolve("evidence.json"),
                stage.consultant().get(invited.path("/evidence")).text());
        assertThat(Files.readString(evidence)).contains(sha256(file));
        assertThat(Script.connectme(Map.of(), "", List.of("verify", evidence.toString()))
                        .exit())
                .isZero();
        try (Stream<Path> files = Files.walk(server.home().resolve("recordings"))) {
            assertThat(files.filter(each -> each.toString().endsWith(".log")))
                    .singleElement()
                    .satisfies(log -> assertThat(new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1))
                            .doesNotContain("ConnectMe"));
        }
    }

    /** Not one call tells whether there is such a recording, however a customer comes to it. */
    private void isNobodyElses(Invited invited, Api customer) {
        Api withCode = new Api(server);
        expect(withCode.post("/api/customer/exchange", "{\"secret\":\"" + stage.codeMailed(invited) + "\"}"), 200);
        String name = stage.consultant().cookieHeader().split("=", 2)[0];
        String asConsultant = name + "=" + customer.cookieHeader().split("=", 2)[1];
        for (String route : ROUTES) {
            for (UUID id : List.of(recording, UUID.randomUUID())) {
                HttpRequest.Builder request = route(route, id);
                for (Api other : List.of(customer, withCode, new Api(server))) {
                    Answer answer = other.send(request.build());
                    assertThat(answer.status()).as(route).isEqualTo(404);
                    assertThat(answer.text()).as(route).doesNotContain(recording.toString());
                }
                Answer posing = new Api(server)
                        .send(request.copy().header("Cookie", asConsultant).build());
                assertThat(posing.status()).as(route).isEqualTo(401);
            }
        }
        assertThat(stage.consultant().get(RECORDINGS + UUID.randomUUID()).code())
                .isEqualTo("recording.not-found");
    }

    private static HttpRequest.Builder route(String route, UUID id) {
        String[] parts = route.split(" ");
        return stage.consultant()
                .request(RECORDINGS + parts[1].replace("RID", id.toString()))
                .header("X-ConnectMe", "1")
                .header("Origin", server.address().toString())
                .header("Content-Type", route.contains("parts") ? "video/webm" : "application/json")
                .method(parts[0], parts[0].startsWith("P") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
    }

    @Test
    void everyRouteOfTheProtocolIsAmongThoseThatCustomersTry() throws IOException {
        String documented = Files.readString(Path.of("..", "docs", "protocol.md"));
        String table = documented.substring(documented.indexOf("## Recording:"));
        List<String> told = Pattern.compile("`((?:GET|POST|PUT|DELETE) [^`]+)`")
                .matcher(table.substring(0, table.indexOf("\n\n- ")))
                .results()
                .map(found -> found.group(1).replaceFirst("[?].*", "").replace("/N/parts/AT", "/1/parts/0"))
                .toList();

        assertThat(told).hasSizeGreaterThan(10).isSubsetOf(ROUTES);
    }

    private void isDeleted(Invited invited) {
        assertThat(stage.consultant().get(RECORDINGS + "list?q=cording").body().path("recordings"))
                .hasSize(1);
        expect(stage.consultant().send(change(stage.consultant(), "DELETE", RECORDINGS + recording)), 204);
        assertThat(stage.consultant().get(RECORDINGS + "list").body().path("recordings"))
                .isEmpty();
        assertThat(kept()).isEmpty();
        assertThat(records.types(invited.id())).endsWith("RecordingDeleted");
    }

    private static HttpRequest change(Api api, String method, String path) {
        return api.request(path)
                .header("X-ConnectMe", "1")
                .header("Origin", server.address().toString())
                .method(method, BodyPublishers.noBody())
                .build();
    }

    private static List<Path> kept() {
        Path recordings = server.home().resolve("recordings");
        if (!Files.isDirectory(recordings)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(recordings)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] download(String range, int status) throws Exception {
        HttpResponse<byte[]> response = response(range);
        assertThat(response.statusCode()).as(range).isEqualTo(status);
        return response.body();
    }

    private HttpResponse<byte[]> response(String range) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address(RECORDINGS + recording + "/video"))
                .header("Cookie", stage.consultant().cookieHeader());
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Eight seconds of picture and sound, without ffmpeg's last cluster, which a recorder writes otherwise. */
    private static byte[] recorded() throws IOException {
        Path file = folder.resolve("recorded.webm");
        run(
                "ffmpeg -v error -y -f lavfi -i testsrc=size=640x360:rate=25 -f lavfi -i sine=frequency=440 -t 8"
                        + " -c:v libvpx -deadline realtime -cpu-used 8 -g 25 -b:v 1M -c:a libopus -f webm -live 1",
                file);
        byte[] whole = Files.readAllBytes(file);
        return Arrays.copyOf(whole, whole.length - 8_000);
    }

    private static String run(Object... words) throws IOException {
        List<String> command = Stream.of(words)
                .flatMap(word -> Stream.of(word.toString().split(" ")))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(process.exitValue()).as(command + "\n" + output).isZero();
        return output;
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
