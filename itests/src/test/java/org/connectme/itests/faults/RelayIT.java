package org.connectme.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Media through a TURN server only, as the configuration asks for, with credentials that live for a limited time. */
class RelayIT {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String SECRET = "a-secret-of-this-test";

    /** Gathers through this server only. Returns the kinds of candidates and the codes of what went wrong, each once. */
    private static final String GATHER = """
            async (server) => {
              const peer = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: 'relay' });
              const found = [];
              const done = new Promise((resolve) => {
                peer.onicecandidate = ({ candidate }) =>
                  candidate === null ? resolve() : candidate.type !== null && found.push(candidate.type);
              });
              peer.onicecandidateerror = (event) => found.push(String(event.errorCode));
              peer.createDataChannel('any');
              await peer.setLocalDescription();
              await done;
              peer.close();
              return [...new Set(found)].join(' ');
            }""";

    private static Process relay;
    private static int port;
    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path log = Files.createDirectories(Path.of("target/homes").toAbsolutePath())
                .resolve("relay-coturn.txt");
        relay = new ProcessBuilder(
                        "turnserver",
                        "-n",
                        "--no-cli",
                        "--listening-ip=127.0.0.1",
                        "--relay-ip=127.0.0.1",
                        "--listening-port=" + port,
                        "--use-auth-secret",
                        "--static-auth-secret=" + SECRET,
                        "--realm=connectme.example",
                        "--no-tls",
                        "--no-dtls",
                        "--allow-loopback-peers",
                        "--log-file=stdout",
                        "--pidfile=" + log.resolveSibling("relay-coturn.pid"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        server = Server.start(
                "relay",
                Map.of(
                        "CONNECTME_TURN",
                        "turn:127.0.0.1:" + port + "?transport=udp",
                        "CONNECTME_TURN_SECRET",
                        SECRET,
                        "CONNECTME_RELAY_ONLY",
                        "true"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (server != null) {
            server.close();
        }
        if (relay != null) {
            relay.destroy();
            assertThat(relay.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aPaidCallGoesThroughTheRelayAlone() {
        try (Browsers browsers = new Browsers()) {
            PaidCall call = PaidCall.begin(server, browsers, "Rita Lay");

            call.both().forEach(side -> side.awaitPictures(BOUND));
            for (Participant side : call.both()) {
                assertThat(side.candidatesInUse().stream().map(String::valueOf))
                        .as(side.side())
                        .isNotEmpty()
                        .containsOnly("relay");
            }
            call.end();
            call.awaitCapture(BOUND);
        }
    }

    @Test
    void theRelayServesOnlyWhomTheServerVouchesForAndNoLongerThanThat() {
        Stage stage = new Stage(server);
        Api customer = PaidCall.held(stage, stage.invite("Theo Turn"));
        JsonNode ice = customer.get("/api/customer/ice").body();
        JsonNode given = ice.at("/iceServers/0");
        assertThat(ice.path("iceTransportPolicy").asText()).isEqualTo("relay");
        String user = given.path("username").asText();
        long expires = Long.parseLong(user.substring(0, user.indexOf(':')));
        assertThat(expires).isGreaterThan(Instant.now().getEpochSecond());
        assertThat(given.path("credential").asText()).isEqualTo(credential(user, SECRET));
        String late = (Instant.now().getEpochSecond() - 60) + ":somebody";

        try (Browsers browsers = new Browsers()) {
            Page page = browsers.open(server.address(), customer);
            page.navigate(server.address("/help").toString());

            assertThat(gather(page, user, credential(user, SECRET))).isEqualTo("relay");
            assertThat(gather(page, user, credential(user, "another-secret"))).isEqualTo("401");
            assertThat(gather(page, late, credential(late, SECRET))).isEqualTo("401");
        }
    }

    private static String gather(Page page, String user, String credential) {
        return (String) page.evaluate(
                GATHER,
                Map.of(
                        "urls", "turn:127.0.0.1:" + port + "?transport=udp",
                        "username", user,
                        "credential", credential));
    }

    private static String credential(String user, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
