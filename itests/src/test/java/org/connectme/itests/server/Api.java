package org.connectme.itests.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** One caller of the API with cookies of its own: a consultant, a customer or nobody yet. */
public final class Api {

    public static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client;

    public Api(Server server) {
        this.base = server.address();
        this.client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .sslContext(server.trust())
                .build();
    }

    /** @param body JSON, or null where there was none */
    public record Answer(int status, JsonNode body, String text) {
        public String code() {
            return body.path("code").asText();
        }

        public JsonNode part(String name) {
            return body.path("parts").path(name);
        }
    }

    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    public Answer post(String path, String json) {
        return send(request(path)
                .header("X-ConnectMe", "1")
                .header("Content-Type", "application/json")
                .header("Origin", base.toString())
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /** A request exactly as given, for what a page would never send. */
    public Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            // Max-Age makes Java answer in the form of RFC 2965, which no browser sends and no server expects.
            cookies.getCookieStore().getCookies().forEach(cookie -> cookie.setVersion(0));
            String text = response.body();
            boolean isJson = response.headers()
                    .firstValue("Content-Type")
                    .map(type -> type.contains("json"))
                    .orElse(false);
            return new Answer(response.statusCode(), isJson ? JSON.readTree(text) : JSON.nullNode(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    /** The Cookie header that this caller would send. */
    public String cookieHeader() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
    }

    /** Asks again until the answer is as hoped for. @throws AssertionError with the last answer after the bound */
    public Answer await(String path, Duration bound, Predicate<Answer> hope) {
        Instant end = Instant.now().plus(bound);
        Answer answer = get(path);
        while (!hope.test(answer)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("After " + bound + " still: " + answer.text());
            }
            pause();
            answer = get(path);
        }
        return answer;
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
}
