package org.connectme.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.connectme.wire.http.Assets;
import org.connectme.wire.http.ContentSources;
import org.connectme.wire.http.Endpoint;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RequestServletTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Request> handled = new CopyOnWriteArrayList<>();
    private final Endpoint echo = new Endpoint() {
        @Override
        public String prefix() {
            return "/api/test/";
        }

        @Override
        public int maxBodyBytes() {
            return 1_000;
        }

        @Override
        public Response handle(Request request) {
            handled.add(request);
            if (request.path().endsWith("/bug")) {
                throw new IllegalStateException("a secret of the server");
            }
            return Response.json(200, "{\"bytes\":" + request.body().length + "}");
        }
    };
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(Map.of());
        server.endpoints.addEndpoint(echo);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aFileIsSentAsItIsWithItsLength(@TempDir Path folder) throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(7).nextBytes(bytes);
        Path file = Files.write(folder.resolve("package.deb"), bytes);
        server.endpoints.addEndpoint(new Endpoint() {
            @Override
            public String prefix() {
                return "/api/file";
            }

            @Override
            public Response handle(Request request) {
                return Response.file("application/octet-stream", file);
            }
        });
        HttpRequest get = HttpRequest.newBuilder(URI.create(server.origin() + "/api/file"))
                .build();

        HttpResponse<byte[]> answer = client.send(get, BodyHandlers.ofByteArray());
        HttpResponse<byte[]> head = client.send(
                HttpRequest.newBuilder(get.uri())
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(answer.headers().firstValue("Content-Length")).contains("300000");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).contains("300000");
    }

    @Test
    void aChangeWithOwnOriginAndMarkReachesItsEndpoint() throws Exception {
        HttpResponse<String> answer = send(change("{}").build());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"bytes\":2}");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(handled).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/api/test/x");
            assertThat(request.address()).isEqualTo("127.0.0.1");
            assertThat(request.secure()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, 1, application/json",
        "null, 1, application/json",
        "https://127.0.0.1:PORT, 1, application/json",
        "http://localhost:PORT, 1, application/json",
        "http://127.0.0.1:1, 1, application/json",
        "OWN, 0, application/json",
        "OWN, '', application/json",
        "OWN, 1, text/plain",
        "OWN, 1, application/x-www-form-urlencoded",
        "OWN, 1, multipart/form-data",
        "OWN, 1, application/jsonp",
        "http://evil.example, 1, video/webm",
        "OWN, '', video/webm",
        "OWN, 1, video/mp4",
    })
    void aForgedChangeIsRefusedBeforeItIsRead(String origin, String mark, String type) throws Exception {
        String own = origin.replace("OWN", server.origin()).replace("PORT", Integer.toString(server.port));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(server.origin() + "/api/test/x"))
                .header("Origin", own)
                .header("X-ConnectMe", mark)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{}"))
                .build());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"csrf.refused\"");
        assertThat(handled).isEmpty();
    }

    @Test
    void aRecordingsPartReachesItsEndpoint() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(server.origin() + "/api/test/x"))
                .header("Origin", server.origin())
                .header("X-ConnectMe", "1")
                .header("Content-Type", "video/webm")
                .POST(BodyPublishers.ofByteArray(new byte[9]))
                .build());

        assertThat(answer.body()).isEqualTo("{\"bytes\":9}");
    }

    @Test
    void anAnswerThatIsMadeWhileItIsSentArrivesWholeAndWithItsLength() throws Exception {
        byte[] piece = new byte[100_000];
        server.endpoints.addEndpoint(new Endpoint() {
            @Override
            public String prefix() {
                return "/api/long/";
            }

            @Override
            public Response handle(Request request) {
                return Response.stream(206, "video/webm", new Response.Stream() {
                    @Override
                    public long bytes() {
                        return 300_000;
                    }

                    @Override
                    public void writeTo(OutputStream out) throws IOException {
                        for (int i = 0; i < 3; i++) {
                            out.write(piece);
                        }
                    }
                });
            }
        });

        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(server.origin() + "/api/long/video"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).hasSize(300_000);
        assertThat(answer.headers().firstValue("Content-Length")).contains("300000");
    }

    @Test
    void anotherServerMayCallWhatIsForServersOnly() throws Exception {
        server.endpoints.addEndpoint(new Endpoint() {
            @Override
            public String prefix() {
                return "/api/hooks/";
            }

            @Override
            public int maxBodyBytes() {
                return 100;
            }

            @Override
            public boolean isForServers() {
                return true;
            }

            @Override
            public Response handle(Request request) {
                handled.add(request);
                return Response.empty(204);
            }
        });

        assertThat(send(hook("/api/hooks/x", "{}")).statusCode()).isEqualTo(204);
        assertThat(send(hook("/api/test/x", "{}")).statusCode()).isEqualTo(403);
        assertThat(send(hook("/api/none/x", "{}")).statusCode()).isEqualTo(403);
        // Last, because the server hangs up on what it does not read.
        assertThat(send(hook("/api/hooks/x", "x".repeat(101))).statusCode()).isEqualTo(413);
        assertThat(handled).hasSize(1);
    }

    private HttpRequest hook(String path, String body) {
        return HttpRequest.newBuilder(URI.create(server.origin() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    @Test
    void aChangeWithoutOriginIsRefused() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(server.origin() + "/api/test/x"))
                .header("X-ConnectMe", "1")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{}"))
                .build());
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/test/../x",
                "/api/test/%2e%2e/x",
                "/api/test;x=1/x",
                "/api/test/%2fx",
                "/api//test/x",
                "/api/test/%00",
                "/api/test/%252e",
                "/api/test/x?a=1&a=2",
                "/api/test/%ff"
            })
    void aTargetThatCanBeReadInTwoWaysIsRefused(String target) throws Exception {
        String answer = server.raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("at org.").doesNotContain("Exception");
        assertThat(handled).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1@evil.example"})
    void aForeignHostIsRefused(String host) throws Exception {
        String answer = server.raw("GET /api/test/x HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("bytes");
        assertThat(handled).isEmpty();
    }

    @Test
    void aBodyAboveTheEndpointsLimitIsRefused() throws Exception {
        assertThat(send(change("x".repeat(1_001)).build()).statusCode()).isEqualTo(413);
        HttpResponse<String> chunked = send(change("")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[5_000])))
                .build());
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(handled).isEmpty();
    }

    @Test
    void aBugTellsNothing() throws Exception {
        HttpResponse<String> answer = get("/api/test/bug");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"code\":\"server.error\"").doesNotContain("secret");
    }

    @Test
    void aRequestWaitsForItsEndpointToComeBack() throws Exception {
        server.endpoints.removeEndpoint(echo);
        var waiting = client.sendAsync(
                HttpRequest.newBuilder(URI.create(server.origin() + "/api/test/x"))
                        .build(),
                BodyHandlers.ofString());
        server.endpoints.addEndpoint(echo);
        assertThat(waiting.get().statusCode()).isEqualTo(200);
    }

    @Test
    void aRequestIsAnsweredWith503WhenItsEndpointStaysAway() throws Exception {
        server.endpoints.removeEndpoint(echo);
        HttpResponse<String> answer = get("/api/test/x");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"engine.replacing\"");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void tooManyRequestsAreRefusedForAWhile() throws Exception {
        server.close();
        server = new TestServer(Map.of("requestsPerSecond", 1, "requestBurst", 3));
        for (int i = 0; i < 3; i++) {
            assertThat(get("/health/live").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> answer = get("/health/live");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (String path : List.of("/api/test/x", "/nowhere", "/health/live", "/ws/customer")) {
            var headers = get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'self'", "script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'")
                    .contains("connect-src 'self' ws://127.0.0.1:" + server.port)
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(headers.firstValue("Permissions-Policy").orElseThrow()).contains("camera=(self)");
            assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
            assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void onlyThePageWithAFormMayReachTheFormsService() throws Exception {
        server.sources.addSources(new ContentSources() {
            @Override
            public String page() {
                return "/join";
            }

            @Override
            public Set<String> origins() {
                return Set.of("https://js.example.com", "https://*.example.net", "http://plain.example.com", "x; y *");
            }
        });
        assertThat(policyOf("/join"))
                .contains("script-src 'self' https://*.example.net https://js.example.com;")
                .contains("frame-src 'self' https://*.example.net https://js.example.com;")
                .contains("127.0.0.1:" + server.port + " https://*.example.net https://js.example.com;")
                .doesNotContain("plain", "y *");
        assertThat(policyOf("/console")).contains("script-src 'self';", "frame-src 'self';");
    }

    private String policyOf(String path) throws Exception {
        return get(path).headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    @Test
    void onlyATrustedProxyIsBelieved() throws Exception {
        String forwarded =
                "GET /api/test/x HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.9, 198.51.100.7\r\n"
                        + "X-Forwarded-Proto: https\r\nConnection: close\r\n\r\n";
        assertThat(server.raw(forwarded)).doesNotContain("Strict-Transport-Security");
        server.close();
        server = new TestServer(Map.of("trustedProxies", new String[] {"127.0.0.0/8"}));
        server.endpoints.addEndpoint(echo);
        assertThat(server.raw(forwarded)).contains("Strict-Transport-Security");
        assertThat(handled).extracting(Request::address).containsExactly("127.0.0.1", "198.51.100.7");
        assertThat(handled).extracting(Request::secure).containsExactly(false, true);
    }

    @Test
    void anUnknownPathIsAPageForPeopleAndAProblemForPrograms() throws Exception {
        HttpResponse<String> page = send(HttpRequest.newBuilder(URI.create(server.origin() + "/nowhere"))
                .header("Accept", "text/html,*/*")
                .build());
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).startsWith("<!doctype html>");
        assertThat(get("/nowhere").body()).contains("\"code\":\"request.not-found\"");
    }

    @Test
    void pagesAreCheckedAgainAndHashedFilesKept() throws Exception {
        Assets assets = new Pages("1");
        server.shelf.addAssets(assets);
        HttpResponse<String> page = get("/join");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        HttpResponse<byte[]> file = client.send(
                HttpRequest.newBuilder(URI.create(server.origin() + "/join/assets/main-1.js"))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(file.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream zipped = new GZIPInputStream(new ByteArrayInputStream(file.body()))) {
            assertThat(new String(zipped.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("let a=1;");
        }
        String tag = file.headers().firstValue("ETag").orElseThrow();
        server.shelf.addAssets(new Pages("2"));
        server.shelf.removeAssets(assets);
        assertThat(get("/join").body()).contains("main-2.js");
        assertThat(get("/join/assets/main-1.js").statusCode()).isEqualTo(200);
        assertThat(get("/join/assets/main-3.js").statusCode()).isEqualTo(404);
        HttpResponse<String> again = send(HttpRequest.newBuilder(URI.create(server.origin() + "/join/assets/main-1.js"))
                .header("If-None-Match", tag)
                .build());
        assertThat(again.statusCode()).isEqualTo(304);
    }

    @Test
    void readinessNamesWhatIsMissing() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("org.connectme.core.journal.Journal", "/api/customer/");
    }

    @Test
    void metricsAreForOperators() throws Exception {
        get("/nowhere");
        assertThat(get("/metrics").body())
                .contains("connectme_sockets_open 0\n", "connectme_http_responses_total{status=\"404\"} 1\n");
        server.close();
        server = new TestServer(Map.of("operatorAddresses", new String[] {"192.0.2.1"}));
        assertThat(get("/metrics").statusCode()).isEqualTo(404);
    }

    private record Pages(String version) implements Assets {
        @Override
        public String prefix() {
            return "/join";
        }

        @Override
        public Optional<Asset> find(String name) {
            String file = "assets/main-" + version + ".js";
            if (name.equals("index.html")) {
                return Optional.of(asset("<script src=" + file + ">", "text/html", false));
            }
            return name.equals(file)
                    ? Optional.of(asset("let a=1;".repeat(200), "text/javascript", true))
                    : Optional.empty();
        }

        private static Asset asset(String text, String type, boolean immutable) {
            return new Asset(text.getBytes(StandardCharsets.UTF_8), type, immutable);
        }
    }

    private HttpRequest.Builder change(String body) {
        return HttpRequest.newBuilder(URI.create(server.origin() + "/api/test/x"))
                .header("Origin", server.origin())
                .header("X-ConnectMe", "1")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(server.origin() + path)).build());
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }
}
