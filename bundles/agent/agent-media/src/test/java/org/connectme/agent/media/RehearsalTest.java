package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Device.Kind;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.connectme.agent.core.IceServer;
import org.connectme.agent.core.IceServers;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Rehearsal;
import org.connectme.agent.core.Rehearsal.Quality;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The real native part, a made-up camera, PulseAudio's hum, and a relay of the test's own. */
@ExtendWith(Surroundings.class)
class RehearsalTest {

    private static final IceServers NO_RELAY = new IceServers(List.of(), false);

    /** Of a second, in bytes. */
    private static final int TWENTIETH = 4_800;

    /** So many of those is one tone long. */
    private static final int TONE_PARTS = 7;

    @TempDir
    Path folder;

    private WebRtcMedia media;

    @BeforeEach
    void start() {
        media = new WebRtcMedia(new MadeUpCamera(), Pace.USUAL);
    }

    @AfterEach
    void stop() {
        media.close();
    }

    /** The sound system may still be starting. */
    private Device device(Kind kind, String part) {
        AtomicReference<Optional<Device>> found = new AtomicReference<>(Optional.empty());
        Until.isTrue(part, () -> {
            found.set(media.devices().stream()
                    .filter(device -> device.kind() == kind)
                    .filter(device -> device.name().toLowerCase(Locale.ROOT).contains(part))
                    .filter(device -> !device.name().startsWith("default: "))
                    .findFirst());
            return found.get().isPresent();
        });
        return found.get().orElseThrow();
    }

    @Test
    void theChosenCameraIsSeenUntilItIsSwitchedOff() throws MediaFailed {
        Seen seen = new Seen();

        Rehearsal.On on = media.camera(device(Kind.CAMERA, "blue"), seen);
        WebRtcCallTest.sees(seen, 22, 38, 196);
        on.close();
        on.close();

        int pictures = seen.count();
        Until.staysTrueFor(Duration.ofMillis(500), "dark", () -> seen.count() == pictures);
    }

    @Test
    void theChosenMicrophoneMovesTheBar() throws MediaFailed {
        AtomicReference<Double> loud = new AtomicReference<>(0.0);

        Rehearsal.On on = media.microphone(device(Kind.MICROPHONE, "880"), loud::set);

        Until.isTrue("the hum", () -> loud.get() > 0.5);
        on.close();
    }

    @Test
    void theTonesComeOutOfTheChosenSpeakerOnly() throws Exception {
        Path first = folder.resolve("first.raw");
        Path second = folder.resolve("second.raw");
        List<Process> recordings = List.of(recording("first.monitor", first), recording("second.monitor", second));
        try {
            Until.isTrue("both are recorded", () -> Files.exists(first) && size(first) > 0 && size(second) > 0);

            media.tones(device(Kind.SPEAKER, "second"));

            Until.isTrue("tones", () -> loudest(second) > 0.5);
        } finally {
            recordings.forEach(Process::destroy);
        }
        // Until it is moved, a stream is where the desktop has its own: for a moment, and never for a whole tone.
        assertThat(loudParts(first)).isLessThan(TONE_PARTS).isLessThan(loudParts(second));
    }

    @Test
    void aChimeRisesWhenSomethingBeginsAndFallsWhenItEnds() throws Exception {
        Path file = folder.resolve("chime.raw");
        Process recording = recording("second.monitor", file);
        try {
            Until.isTrue("it is recorded", () -> Files.exists(file) && size(file) > 0);

            media.chime(device(Kind.SPEAKER, "second"), Rehearsal.Chime.BEGINS);
            Until.isTrue("rising", () -> order(file).equals(List.of(523, 784)));
            media.chime(device(Kind.SPEAKER, "second"), Rehearsal.Chime.ENDS);
            Until.isTrue("falling", () -> order(file).equals(List.of(523, 784, 523)));
        } finally {
            recording.destroy();
        }
    }

    /** Which of its two tones sounds, each time that it is another than before. */
    private static List<Integer> order(Path file) {
        ShortBuffer samples =
                ByteBuffer.wrap(read(file)).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        List<Integer> order = new ArrayList<>();
        short[] part = new short[2_400];
        while (samples.remaining() >= part.length) {
            samples.get(part);
            double low = strength(part, 523);
            double high = strength(part, 784);
            int hertz = low > high ? 523 : 784;
            boolean isNew = order.isEmpty() || order.get(order.size() - 1) != hertz;
            if (isNew && Math.max(low, high) > 0.02) {
                order.add(hertz);
            }
        }
        return order;
    }

    /** Of one tone in a part of a second (Goertzel), as a share of the loudest there is. */
    private static double strength(short[] part, int hertz) {
        double factor = 2 * Math.cos(2 * Math.PI * hertz / 48_000);
        double one = 0;
        double two = 0;
        for (short sample : part) {
            double next = sample / 32_768.0 + factor * one - two;
            two = one;
            one = next;
        }
        return Math.sqrt(one * one + two * two - factor * one * two) / (part.length / 2.0);
    }

    private static Process recording(String source, Path file) throws IOException {
        return new ProcessBuilder(
                        "parec",
                        "--raw",
                        "--format=s16le",
                        "--rate=48000",
                        "--channels=1",
                        "--latency-msec=50",
                        "--device=" + source)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(file.toFile())
                .start();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of any twentieth of a second that came until now. */
    private static double loudest(Path file) {
        byte[] all = read(file);
        double loudest = 0;
        for (int at = 0; at + TWENTIETH <= all.length; at += TWENTIETH) {
            loudest = Math.max(loudest, Loudness.of(Arrays.copyOfRange(all, at, at + TWENTIETH), TWENTIETH));
        }
        return loudest;
    }

    @Test
    void aCallTakesCameraAndMicrophoneAway() throws MediaFailed {
        Seen seen = new Seen();
        media.camera(null, seen);
        Until.isTrue("a picture", () -> seen.count() > 0);

        try (Customer customer = new Customer(media)) {
            customer.meet();
            int pictures = seen.count();

            Until.staysTrueFor(Duration.ofMillis(500), "dark", () -> seen.count() == pictures);
            assertThatThrownBy(() -> media.camera(null, seen))
                    .isInstanceOfSatisfying(
                            MediaFailed.class,
                            failed -> assertThat(failed.code()).isEqualTo("media.in-call"));
        }
    }

    @Test
    void withoutARelayTheLoopGoesThroughThisComputersOwnNetwork() throws Exception {
        assertThat(media.network(NO_RELAY).get(60, TimeUnit.SECONDS)).isEqualTo(Quality.GOOD);
    }

    @Test
    void withARelayItGoesThroughThatAlone() throws Exception {
        int port = freePort();
        Path log = Path.of(System.getProperty("sound.folder")).resolve("relay.txt");
        Process relay = new ProcessBuilder(
                        "turnserver",
                        "-n",
                        "--no-cli",
                        "--listening-ip=127.0.0.1",
                        "--relay-ip=127.0.0.1",
                        "--listening-port=" + port,
                        "--lt-cred-mech",
                        "--user=them:secret",
                        "--realm=test",
                        "--no-tls",
                        "--no-dtls",
                        "--allow-loopback-peers",
                        "--log-file=stdout")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            IceServers there = relay(port);

            Until.isTrue("the relay listens", () -> !isFree(port));
            assertThat(media.network(there).get(60, TimeUnit.SECONDS)).isEqualTo(Quality.GOOD);
        } finally {
            relay.destroy();
            relay.waitFor();
        }
        assertThat(media.network(relay(port)).get(60, TimeUnit.SECONDS))
                .as("a relay that is gone, though this computer's own network is there")
                .isEqualTo(Quality.BLOCKED);
    }

    private static int loudParts(Path file) {
        int loud = 0;
        byte[] all = read(file);
        for (int at = 0; at + TWENTIETH <= all.length; at += TWENTIETH) {
            loud += Loudness.of(Arrays.copyOfRange(all, at, at + TWENTIETH), TWENTIETH) > 0.5 ? 1 : 0;
        }
        return loud;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IceServers relay(int port) {
        return new IceServers(
                List.of(new IceServer(List.of("turn:127.0.0.1:" + port + "?transport=udp"), "them", "secret")), false);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    @Test
    void anotherLookTakesTheFirstOnesPlace() throws Exception {
        var first = media.network(NO_RELAY);
        var second = media.network(NO_RELAY);

        assertThat(first).isCancelled();
        assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(Quality.GOOD);
    }

    @Test
    void lossAndDelayAreJudgedAsThePageDoes() {
        assertThat(NetworkLoop.judge(new NetworkLoop.Measured(0, 0, 0, 0))).isEqualTo(Quality.BLOCKED);
        assertThat(NetworkLoop.judge(new NetworkLoop.Measured(1, 3, 97, 0.3))).isEqualTo(Quality.GOOD);
        assertThat(NetworkLoop.judge(new NetworkLoop.Measured(1, 4, 96, 0))).isEqualTo(Quality.FAIR);
        assertThat(NetworkLoop.judge(new NetworkLoop.Measured(1, 0, 100, 0.31))).isEqualTo(Quality.FAIR);
        assertThat(NetworkLoop.judge(new NetworkLoop.Measured(1, 11, 89, 0))).isEqualTo(Quality.POOR);
        assertThat(NetworkLoop.judge(new NetworkLoop.Measured(1, 0, 100, 0.61))).isEqualTo(Quality.POOR);
    }

    @Test
    void theSelfCheckNamesWhatIsThere() {
        List<Finding> found = new MediaProbe(media).look();

        assertThat(found).extracting(Finding::topic).containsExactly("screen", "camera", "microphone", "speaker");
        assertThat(found).extracting(Finding::verdict).containsOnly(Verdict.GOOD);
        assertThat(found.get(1).values()).containsEntry("names", "Green, Blue");
        Finding heard = new Finding("speaker", "there", Verdict.GOOD, Map.of("names", "First"));
        assertThat(MediaProbe.withoutChoice(heard))
                .isEqualTo(new Finding("speaker", "no-choice", Verdict.LIMITED, Map.of("names", "First")));
        Finding none = Finding.of("speaker", "none", Verdict.MISSING);
        assertThat(MediaProbe.withoutChoice(none)).isEqualTo(none);
        assertThat(PulseStreams.isThere(System.getenv("PATH")))
                .as("pactl is installed")
                .isTrue();
        assertThat(PulseStreams.isThere("/nowhere:")).isFalse();
        assertThat(MediaProbe.screen(List.of(), true).state()).isEqualTo("wayland");
        assertThat(MediaProbe.devices("camera", Kind.CAMERA, List.of(), Verdict.LIMITED))
                .isEqualTo(Finding.of("camera", "none", Verdict.LIMITED));
    }
}
