package org.connectme.gateway.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.connectme.gateway.http.TestServer;
import org.connectme.wire.http.Request;
import org.connectme.wire.socket.CloseCode;
import org.connectme.wire.socket.SocketHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SocketServletTest {

    private static final String JOIN = "{\"n\":1,\"a\":0,\"m\":{\"t\":\"join\"}}";

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final SocketHandler handler = new Recorder();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(Map.of("socketsPerSecond", 1_000));
        server.handlers.addHandler(handler);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aPageIsWelcomedAndHeard() throws Exception {
        TestPage page = TestPage.greeted(server, "/ws/a");
        page.say(JOIN);
        assertThat(heard()).isEqualTo("connected a false");
        assertThat(heard()).isEqualTo("received a join {\"t\":\"join\"}");
        assertThat(server.hub.send("a", "{\"t\":\"hi\"}")).isTrue();
        assertThat(page.next()).matches("\\{\"n\":1,\"a\":[01],\"m\":\\{\"t\":\"hi\"}}");
        page.socket.sendClose(1000, "").join();
        assertThat(heard()).startsWith("disconnected a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Origin: http://evil.example\r\n", "Origin: null\r\n", "Origin: OWN\r\nOrigin: OWN\r\n"})
    void aForeignOriginIsRefusedBeforeTheUpgrade(String origin) throws Exception {
        String answer = server.raw("GET /ws/a HTTP/1.1\r\nHost: 127.0.0.1:" + server.port + "\r\n"
                + origin.replace("OWN", server.origin())
                + "Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 403").contains("socket.refused");
        assertThat(heard).isEmpty();
    }

    @Test
    void whoIsNotAdmittedIsRefusedBeforeTheUpgrade() {
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                        CompletionException.class, () -> TestPage.open(server, "/ws/refused")))
                .hasMessageContaining("WebSocketHandshakeException");
    }

    @Test
    void aCutPageResumesWithoutLoss() throws Exception {
        TestPage page = TestPage.open(server, "/ws/a");
        page.hello("null");
        String session = TestPage.session(page.next());
        assertThat(heard()).isEqualTo("connected a false");
        page.socket.abort();
        assertThat(heard()).startsWith("disconnected a");
        assertThat(server.hub.send("a", "{\"t\":\"one\"}")).isTrue();
        assertThat(server.hub.sendNow("a", "{\"t\":\"never\"}")).isFalse();
        TestPage again = TestPage.open(server, "/ws/a");
        again.hello("{\"session\":\"" + session + "\",\"seen\":0}");
        assertThat(again.next()).contains("\"resumed\":true").contains("\"seen\":0");
        assertThat(again.next()).isEqualTo("{\"n\":1,\"a\":0,\"m\":{\"t\":\"one\"}}");
        assertThat(heard()).isEqualTo("connected a true");
    }

    @Test
    void aSessionOfAnotherSeatIsNotResumed() throws Exception {
        TestPage page = TestPage.open(server, "/ws/a");
        String session = TestPage.session(page.hello("null").next());
        TestPage other = TestPage.open(server, "/ws/b");
        assertThat(other.hello("{\"session\":\"" + session + "\",\"seen\":0}").next())
                .contains("\"resumed\":false");
    }

    @Test
    void aNewerPageTakesOver() throws Exception {
        TestPage older = TestPage.greeted(server, "/ws/a");
        assertThat(heard()).isEqualTo("connected a false");
        TestPage.greeted(server, "/ws/a");
        assertThat(older.closeCode()).isEqualTo(CloseCode.TAKEN_OVER);
        assertThat(heard()).isEqualTo("connected a false");
        assertThat(heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void whoSaysNothingIsClosed() throws Exception {
        TestPage shy = TestPage.open(server, "/ws/shy");
        TestPage deaf = TestPage.deaf(server, "/ws/deaf");
        long start = System.nanoTime();
        deaf.hello("null");
        assertThat(heard()).isEqualTo("connected deaf false");
        assertThat(shy.closeCode()).isEqualTo(CloseCode.PROTOCOL);
        assertThat(System.nanoTime() - start).isBetween(TimeUnit.SECONDS.toNanos(4), TimeUnit.SECONDS.toNanos(8));
        assertThat(heard.poll(15, TimeUnit.SECONDS)).startsWith("disconnected deaf");
        assertThat(System.nanoTime() - start).isBetween(TimeUnit.SECONDS.toNanos(9), TimeUnit.SECONDS.toNanos(13));
    }

    @Test
    void aFloodIsClosed() throws Exception {
        TestPage page = TestPage.greeted(server, "/ws/a");
        for (int i = 0; i < 700 && !page.socket.isOutputClosed(); i++) {
            page.socket
                    .sendText("{\"a\":0}", true)
                    .exceptionally(closed -> null)
                    .join();
        }
        assertThat(page.closeCode()).isEqualTo(CloseCode.FLOODED);
    }

    @Test
    void aFloodOfEmptyFragmentsIsClosed() throws Exception {
        TestPage page = TestPage.greeted(server, "/ws/a");
        for (int i = 0; i < 700 && !page.socket.isOutputClosed(); i++) {
            page.socket.sendText("", false).exceptionally(closed -> null).join();
        }
        assertThat(page.closeCode()).isEqualTo(CloseCode.FLOODED);
    }

    @Test
    void aFloodOfPingsIsClosed() throws Exception {
        TestPage page = TestPage.greeted(server, "/ws/a");
        for (int i = 0; i < 700 && !page.socket.isOutputClosed(); i++) {
            page.socket
                    .sendPing(ByteBuffer.allocate(100))
                    .exceptionally(closed -> null)
                    .join();
        }
        assertThat(page.closeCode()).isEqualTo(CloseCode.FLOODED);
    }

    @Test
    void aMessageOf64KibPassesAndOneMoreByteDoesNot() throws Exception {
        TestPage page = TestPage.greeted(server, "/ws/a");
        assertThat(heard()).startsWith("connected");
        page.say("{\"n\":1,\"a\":0,\"m\":" + sized(64 * 1024) + "}");
        assertThat(heard()).startsWith("received a big");
        page.say("{\"n\":2,\"a\":0,\"m\":" + sized(64 * 1024 + 1) + "}");
        assertThat(page.closeCode()).isEqualTo(CloseCode.PROTOCOL);
        TestPage worse = TestPage.greeted(server, "/ws/b");
        worse.socket
                .sendText("x".repeat(1 << 20), true)
                .exceptionally(closed -> null)
                .join();
        assertThat(worse.closeCode()).isIn(1009, 1006, CloseCode.PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":2,\"a\":0,\"m\":{\"t\":\"gap\"}}",
                "{\"a\":1}",
                "{\"t\":\"hello\",\"versions\":[1],\"resume\":null}",
                "hello?",
                "{}"
            })
    void whatBreaksTheProtocolCloses(String frame) throws Exception {
        TestPage page = TestPage.greeted(server, "/ws/a");
        page.say(frame);
        assertThat(page.closeCode()).isEqualTo(CloseCode.PROTOCOL);
    }

    @Test
    void aCharacterInTwoFragmentsArrivesWhole() throws Exception {
        byte[] message = "{\"n\":1,\"a\":0,\"m\":{\"t\":\"chat\",\"text\":\"\u00e9\uFFFD\"}}".getBytes(UTF_8);
        int within = new String(message, ISO_8859_1).indexOf('\u00c3') + 1;

        speak(
                frame(0x81, "{\"t\":\"hello\",\"versions\":[1],\"resume\":null}".getBytes(UTF_8)),
                frame(0x01, Arrays.copyOfRange(message, 0, within)),
                frame(0x80, Arrays.copyOfRange(message, within, message.length)),
                frame(0x88, new byte[0]));

        assertThat(heard()).isEqualTo("connected a false");
        assertThat(heard()).isEqualTo("received a chat {\"t\":\"chat\",\"text\":\"\u00e9\uFFFD\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00c3\u0028", "\u00c3", "\u00ed\u00a0\u0080", "\u00c0\u00af"})
    void whatIsNotUtf8IsRefused(String bytes) throws Exception {
        String answer = speak(frame(0x81, bytes.getBytes(ISO_8859_1)), frame(0x88, new byte[0]));

        assertThat(answer).contains("\u0088\u0002" + (char) (1007 >> 8) + (char) (1007 & 0xff));
        assertThat(heard).isEmpty();
    }

    @Test
    void whatFollowsABinaryMessageIsNotHeard() throws Exception {
        String answer = speak(
                frame(0x81, "{\"t\":\"hello\",\"versions\":[1],\"resume\":null}".getBytes(UTF_8)),
                frame(0x02, new byte[] {1}),
                frame(0x80, JOIN.getBytes(UTF_8)),
                frame(0x81, JOIN.getBytes(UTF_8)),
                frame(0x88, new byte[0]));

        assertThat(answer).contains("\u0088\u0002" + (char) (1003 >> 8) + (char) (1003 & 0xff));
        assertThat(heard()).isEqualTo("connected a false");
        assertThat(heard()).startsWith("disconnected a");
    }

    /** Upgrades and sends these bytes. @return everything that comes back, a byte a character */
    private String speak(byte[]... frames) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
            socket.setSoTimeout(15_000);
            OutputStream out = socket.getOutputStream();
            out.write(("GET /ws/a HTTP/1.1\r\nHost: 127.0.0.1:" + server.port + "\r\nOrigin: " + server.origin()
                            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                    .getBytes(ISO_8859_1));
            for (byte[] frame : frames) {
                out.write(frame);
            }
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** A short frame as a client sends it, masked with zeros. @param first FIN and kind (RFC 6455, section 5.2) */
    private static byte[] frame(int first, byte[] payload) {
        return ByteBuffer.allocate(6 + payload.length)
                .put((byte) first)
                .put((byte) (0x80 | payload.length))
                .putInt(0)
                .put(payload)
                .array();
    }

    @Test
    void aMessageBeforeHelloIsRefused() throws Exception {
        assertThat(TestPage.open(server, "/ws/a").say(JOIN).closeCode()).isEqualTo(CloseCode.PROTOCOL);
        assertThat(heard).isEmpty();
    }

    @Test
    void aPageOfAnotherVersionIsToldSo() throws Exception {
        TestPage page = TestPage.open(server, "/ws/a");
        page.say("{\"t\":\"hello\",\"versions\":[2,3],\"resume\":null}");
        assertThat(page.closeCode()).isEqualTo(CloseCode.VERSION);
    }

    @Test
    void messagesWaitForAHandlerThatIsReplaced() throws Exception {
        TestPage page = TestPage.greeted(server, "/ws/a");
        assertThat(heard()).isEqualTo("connected a false");
        server.handlers.removeHandler(handler);
        page.say(JOIN);
        assertThat(heard.poll(300, TimeUnit.MILLISECONDS)).isNull();
        server.handlers.addHandler(new Recorder());
        assertThat(heard()).isEqualTo("connected a true");
        assertThat(heard()).isEqualTo("received a join {\"t\":\"join\"}");
    }

    @Test
    void aPageIsAskedToRepeatWhenTheHandlerStaysAway() throws Exception {
        TestPage page = TestPage.open(server, "/ws/a");
        String session = TestPage.session(page.hello("null").next());
        assertThat(heard()).isEqualTo("connected a false");
        server.handlers.removeHandler(handler);
        page.say(JOIN);
        assertThat(page.closeCode()).isEqualTo(StandardCloseCode.TRY_AGAIN_LATER);
        server.handlers.addHandler(handler);
        assertThat(heard()).startsWith("disconnected a");
        TestPage again = TestPage.open(server, "/ws/a");
        assertThat(again.hello("{\"session\":\"" + session + "\",\"seen\":0}").next())
                .contains("\"resumed\":true")
                .contains("\"seen\":0");
        again.say(JOIN);
        assertThat(heard()).isEqualTo("connected a true");
        assertThat(heard()).isEqualTo("received a join {\"t\":\"join\"}");
    }

    @Test
    void elevenStrangersFromOneAddressAreOneTooMany() throws Exception {
        for (int i = 0; i < 10; i++) {
            TestPage.open(server, "/ws/s" + i);
        }
        // a page sees its socket open a moment before the server counts it
        openSocketsBecome(10);
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                        CompletionException.class, () -> TestPage.open(server, "/ws/s10")))
                .isNotNull();
    }

    @Test
    void strangersWhoAllComeAtOnceAreNoMoreThanTen() throws Exception {
        ExecutorService crowd = Executors.newFixedThreadPool(30);
        List<CompletableFuture<TestPage>> attempts = IntStream.range(0, 30)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> TestPage.open(server, "/ws/s" + i), crowd))
                .toList();
        attempts.forEach(attempt -> attempt.handle((page, refusal) -> page).join());
        crowd.shutdown();
        openSocketsBecome(10);
    }

    private void openSocketsBecome(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.hub.openSockets() != count && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(server.hub.openSockets()).isEqualTo(count);
    }

    @Test
    void aStoppedGatewaySaysThatItComesBack() throws Exception {
        TestPage page = TestPage.greeted(server, "/ws/a");
        assertThat(heard()).startsWith("connected");
        server.hub.stop();
        assertThat(page.closeCode()).isEqualTo(StandardCloseCode.SERVICE_RESTART);
        assertThat(heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void fuzzedFramesCloseTheirOwnSocketOnly() throws Exception {
        TestPage witness = TestPage.greeted(server, "/ws/witness");
        assertThat(heard()).isEqualTo("connected witness false");
        long seed = Long.getLong("connectme.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            TestPage page = TestPage.greeted(server, "/ws/fuzz");
            StringBuilder frame = new StringBuilder(JOIN);
            for (int damage = 0; damage < 3; damage++) {
                frame.setCharAt(random.nextInt(frame.length()), (char) (1 + random.nextInt(0xd7fe)));
            }
            page.say(frame.toString());
        }
        witness.say(JOIN);
        assertThat(server.hub.send("witness", "{\"t\":\"still\"}")).isTrue();
        assertThat(witness.next()).as("seed %d", seed).contains("\"t\":\"still\"");
    }

    private String heard() throws InterruptedException {
        String next = heard.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("a call to the handler within 10 s").isNotNull();
        return next;
    }

    private static String sized(int bytes) {
        String frame = "{\"t\":\"big\",\"x\":\"\"}";
        return frame.replace("\"x\":\"", "\"x\":\"" + "x".repeat(bytes - frame.length()));
    }

    private final class Recorder implements SocketHandler {

        @Override
        public Optional<String> admit(Request upgrade) {
            String seat = upgrade.path().substring("/ws/".length());
            return seat.equals("refused") ? Optional.empty() : Optional.of(seat);
        }

        @Override
        public void connected(String seat, boolean resumed) {
            heard.add("connected " + seat + " " + resumed);
        }

        @Override
        public void received(String seat, String type, String message) {
            heard.add("received " + seat + " " + type + " " + message);
        }

        @Override
        public void disconnected(String seat, Instant lastHeard) {
            heard.add("disconnected " + seat + " " + lastHeard);
        }
    }
}
