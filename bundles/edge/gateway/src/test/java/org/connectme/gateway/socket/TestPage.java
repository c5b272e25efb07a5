package org.connectme.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.gateway.http.TestServer;

/** A page's socket, by the JDK's own client. */
final class TestPage implements WebSocket.Listener {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern SESSION = Pattern.compile("\"session\":\"([^\"]+)\"");

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final boolean listens;
    final WebSocket socket;

    private TestPage(TestServer server, String path, boolean listens) {
        this.listens = listens;
        this.socket = CLIENT.newWebSocketBuilder()
                .header("Origin", server.origin())
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port + path), this)
                .join();
    }

    static TestPage open(TestServer server, String path) {
        return new TestPage(server, path, true);
    }

    /** One that reads nothing, and so answers no ping. */
    static TestPage deaf(TestServer server, String path) {
        return new TestPage(server, path, false);
    }

    /** Opens and says hello; the welcome was read. */
    static TestPage greeted(TestServer server, String path) throws InterruptedException {
        TestPage page = open(server, path);
        page.hello("null");
        assertThat(page.next()).contains("\"t\":\"welcome\"");
        return page;
    }

    TestPage hello(String resume) {
        return say("{\"t\":\"hello\",\"versions\":[1],\"resume\":" + resume + "}");
    }

    TestPage say(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    /** The next frame that is more than a heartbeat. */
    String next() throws InterruptedException {
        while (true) {
            String frame = frames.poll(10, TimeUnit.SECONDS);
            assertThat(frame).as("a frame within 10 s").isNotNull();
            if (!frame.matches("\\{\"a\":\\d+}")) {
                return frame;
            }
        }
    }

    static String session(String welcome) {
        Matcher matcher = SESSION.matcher(welcome);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    int closeCode() throws Exception {
        return closed.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        if (listens) {
            webSocket.request(1);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(1006);
    }
}
