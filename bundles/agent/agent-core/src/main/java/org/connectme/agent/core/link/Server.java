package org.connectme.agent.core.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.connectme.agent.core.Problem;
import org.connectme.agent.core.Result;

/**
 * Asks one server, as one of its own pages would: with its cookies, which live as long as this object. A refusal is a
 * value; nothing is thrown. Thread-safe.
 */
public final class Server {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final int TRIES = 3;
    private static final long FIRST_PAUSE_MILLIS = 600;
    private static final int MOST_BYTES = 8 << 20;
    private static final int MOST_ERRORS = 50;

    private final URI base;
    private final Cookies cookies = new Cookies();
    private final HttpClient client;
    private final Phaser underWay = new Phaser(1);

    /** @param base scheme, host and port only */
    public Server(URI base, Executor executor) {
        this.base = base;
        this.client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .executor(executor)
                .build();
    }

    /** Java would send a cookie that has a Max-Age in the form of RFC 2965, which no browser does and no server expects. */
    private static final class Cookies extends CookieManager {

        Cookies() {
            super(null, CookiePolicy.ACCEPT_ORIGINAL_SERVER);
        }

        @Override
        public void put(URI from, Map<String, List<String>> headers) throws IOException {
            super.put(from, headers);
            getCookieStore().getCookies().forEach(cookie -> cookie.setVersion(0));
        }
    }

    public URI base() {
        return base;
    }

    /** Waits until no request is under way. False if that took longer than any answer may. */
    public boolean isQuiet() {
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arrive(), ANSWER.toSeconds() + 1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The cookies, for the one that takes this one's place in the same process. */
    public JsonNode leave() {
        ArrayNode left = Json.array();
        for (HttpCookie cookie : cookies.getCookieStore().getCookies()) {
            left.addObject()
                    .put("name", cookie.getName())
                    .put("value", cookie.getValue())
                    .put("path", cookie.getPath())
                    .put("domain", cookie.getDomain())
                    .put("seconds", cookie.getMaxAge())
                    .put("secure", cookie.getSecure());
        }
        return left;
    }

    /** Goes on with what {@link #leave} said. */
    public void resume(JsonNode left) {
        for (JsonNode said : left) {
            HttpCookie cookie = new HttpCookie(
                    said.path("name").asText(), said.path("value").asText());
            cookie.setVersion(0);
            cookie.setPath(said.path("path").asText("/"));
            cookie.setDomain(said.path("domain").asText(base.getHost()));
            cookie.setMaxAge(said.path("seconds").asLong(-1));
            cookie.setSecure(said.path("secure").asBoolean());
            cookie.setHttpOnly(true);
            cookies.getCookieStore().add(base, cookie);
        }
    }

    /** Tried three times where the network or the server is away for a moment. */
    public CompletableFuture<Result<JsonNode>> get(String path) {
        return get(path, 1).thenApply(Server::json);
    }

    /** As {@link #get}, for what is no JSON. */
    public CompletableFuture<Result<byte[]>> bytes(String path) {
        return get(path, 1);
    }

    /** Sent once: whether to send again is the caller's to know. */
    public CompletableFuture<Result<JsonNode>> post(String path, JsonNode body) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .header("X-ConnectMe", "1")
                .header("Origin", origin())
                .POST(BodyPublishers.ofString(Json.write(body)))
                .build();
        return send(request).thenApply(Server::json);
    }

    /** Opens a socket as a page of this server. Fails when it is refused. */
    CompletableFuture<WebSocket> socket(String path, WebSocket.Listener listener) {
        String scheme = base.getScheme().equals("https") ? "wss" : "ws";
        URI address =
                URI.create(scheme + base.toString().substring(base.getScheme().length()) + path);
        return client.newWebSocketBuilder()
                .connectTimeout(CONNECT)
                .header("Origin", origin())
                .buildAsync(address, listener);
    }

    private String origin() {
        return base.toString().toLowerCase(Locale.ROOT);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWER)
                .header("Accept", "application/json, application/problem+json, application/pdf");
    }

    private CompletableFuture<Result<byte[]>> get(String path, int attempt) {
        return send(request(path).GET().build()).thenCompose(result -> {
            if (attempt == TRIES || !(result instanceof Result.Refused<byte[]> refused) || !isPassing(refused)) {
                return CompletableFuture.completedFuture(result);
            }
            double portion = 0.5 + ThreadLocalRandom.current().nextDouble();
            long pause = (long) (FIRST_PAUSE_MILLIS * attempt * portion);
            Executor later = CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS);
            return CompletableFuture.supplyAsync(() -> get(path, attempt + 1), later)
                    .thenCompose(next -> next);
        });
    }

    private CompletableFuture<Result<byte[]>> send(HttpRequest request) {
        underWay.register();
        CompletableFuture<HttpResponse<byte[]>> answered;
        try {
            answered = client.sendAsync(request, answer -> new Bounded(MOST_BYTES));
        } catch (RejectedExecutionException e) {
            answered = CompletableFuture.failedFuture(new IOException("The app is ending", e));
        }
        return answered.whenComplete((answer, failure) -> underWay.arriveAndDeregister())
                .<Result<byte[]>>handle((answer, failure) -> {
                    if (failure != null) {
                        return new Result.Refused<>(unreachable(failure));
                    }
                    return answer.statusCode() / 100 == 2
                            ? new Result.Done<>(answer.body())
                            : new Result.Refused<>(problem(answer));
                });
    }

    private static Result<JsonNode> json(Result<byte[]> result) {
        if (result instanceof Result.Refused<byte[]> refused) {
            return new Result.Refused<>(refused.problem());
        }
        byte[] body = ((Result.Done<byte[]>) result).value();
        if (body.length == 0) {
            return new Result.Done<>(NullNode.getInstance());
        }
        try {
            return new Result.Done<>(Json.read(new String(body, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return new Result.Refused<>(Problem.of(0, "server.unreadable", "An answer that is no JSON"));
        }
    }

    private static Problem unreachable(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String code = cause instanceof HttpTimeoutException ? "network.late" : "network.unreachable";
        return Problem.of(0, code, cause.toString());
    }

    private static Problem problem(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        try {
            JsonNode body = Json.read(new String(answer.body(), StandardCharsets.UTF_8));
            if (body.path("code").isTextual()) {
                return new Problem(
                        status, body.path("code").asText(), body.path("detail").asText(), errors(body.path("errors")));
            }
        } catch (IOException e) {
            // Not the server's own: a proxy's page, perhaps. The status is all that is known.
        }
        return Problem.of(status, status >= 500 ? "server.failed" : "server.refused", "HTTP " + status);
    }

    private static List<Problem.FieldError> errors(JsonNode errors) {
        List<Problem.FieldError> all = new ArrayList<>();
        for (JsonNode error : errors) {
            if (all.size() < MOST_ERRORS) {
                all.add(new Problem.FieldError(
                        error.path("field").asText(),
                        error.path("code").asText(),
                        error.path("detail").asText()));
            }
        }
        return all;
    }

    private static boolean isPassing(Result.Refused<?> refused) {
        int status = refused.problem().status();
        return status == 0 || status == 502 || status == 503 || status == 504;
    }

    /** Takes an answer whole, but not a larger one than it should be. */
    private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {

        private final int most;
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private Flow.Subscription subscription;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                taken.writeBytes(bytes);
            }
            if (taken.size() > most) {
                subscription.cancel();
                body.completeExceptionally(new IOException("An answer of more than " + most + " bytes"));
            } else {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(taken.toByteArray());
        }
    }
}
