package org.connectme.itests.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Server;
import org.jspecify.annotations.Nullable;

/** A socket of the protocol as no page would use it. One thread; what comes in is kept by the client's own threads. */
public final class RawSocket implements AutoCloseable {

    static final String HELLO = "{\"t\":\"hello\",\"versions\":[1],\"resume\":null}";

    private static final long BOUND_SECONDS = 20;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final WebSocket socket;
    private final Incoming incoming;

    private RawSocket(WebSocket socket, Incoming incoming) {
        this.socket = socket;
        this.incoming = incoming;
    }

    /** @param origin null for none. @param cookie empty for none */
    static RawSocket open(Server server, String path, @Nullable String origin, String cookie) {
        Incoming incoming = new Incoming();
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(BOUND_SECONDS));
        if (origin != null) {
            builder.header("Origin", origin);
        }
        if (!cookie.isEmpty()) {
            builder.header("Cookie", cookie);
        }
        URI uri = URI.create(server.address(path).toString().replaceFirst("^http", "ws"));
        return new RawSocket(builder.buildAsync(uri, incoming).join(), incoming);
    }

    /** As a page of this caller's would open it. */
    public static RawSocket open(Server server, String path, Api whose) {
        return open(server, path, server.address().toString(), whose.cookieHeader());
    }

    /** The status with which an upgrade is refused; 101 if it is not. */
    static int statusOf(Server server, String path, @Nullable String origin, String cookie) {
        try (RawSocket opened = open(server, path, origin, cookie)) {
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    /** Says hello and waits for the welcome. */
    public RawSocket greet() {
        send(HELLO);
        awaitFrame("welcome");
        return this;
    }

    public void send(String frame) {
        socket.sendText(frame, true).join();
    }

    /** Sends on and on until the server has had enough. */
    void sendUntilClosed(String frame, int most) {
        for (int i = 0; i < most && !incoming.closed.isDone(); i++) {
            try {
                send(frame);
            } catch (CompletionException e) {
                return; // it closed while this was on its way
            }
        }
    }

    void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** The first frame that contains this. */
    JsonNode awaitFrame(String part) {
        String frame = Until.value(
                        "a frame with " + part,
                        Duration.ofSeconds(BOUND_SECONDS),
                        () -> incoming.frames.stream()
                                .filter(text -> text.contains(part))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
        try {
            return Api.JSON.readTree(frame);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> frames() {
        return List.copyOf(incoming.frames);
    }

    /** The code with which the server closes. */
    int closeCode() {
        try {
            return incoming.closed.get(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("The server did not close the socket", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isOpen() {
        return !incoming.closed.isDone();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static final class Incoming implements WebSocket.Listener {

        private final List<String> frames = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                frames.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
