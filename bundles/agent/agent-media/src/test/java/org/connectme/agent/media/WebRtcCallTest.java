package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Device.Kind;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.Sending;
import org.connectme.agent.core.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two real connections in one process, with a made-up camera, PulseAudio's hum as voice, and the desktop of an Xvfb. */
@ExtendWith(Surroundings.class)
class WebRtcCallTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WHILE = Duration.ofMillis(1_000);

    /** Four times as often as usual, and else the same. */
    private static final Pace QUICK = new Pace(250, 500, 1_500);

    /** A third of a second of the hum is a hundred times this; what fills gaps is less. */
    private static final double AUDIBLE = 0.001;

    private static final List<String> RUBBISH = List.of(
            "null",
            "[]",
            "{}",
            "{\"kind\":\"description\"}",
            "{\"kind\":\"description\",\"epoch\":\"x\",\"description\":{\"type\":\"offer\",\"sdp\":\"rubbish\"}}",
            "{\"kind\":\"description\",\"epoch\":\"x\",\"description\":{\"type\":\"answer\",\"sdp\":\"v=0\"}}",
            "{\"kind\":\"description\",\"epoch\":\"x\",\"description\":{\"type\":\"offer\",\"sdp\":\"v=0\\r\\no=- 1 1"
                    + " IN IP4 127.0.0.1\\r\\ns=-\\r\\nt=0 0\\r\\n\"}}",
            "{\"kind\":\"candidate\",\"epoch\":\"x\",\"candidate\":null}",
            "{\"kind\":\"candidate\",\"epoch\":\"x\",\"candidate\":{\"candidate\":\"rubbish\",\"sdpMid\":\"9\"}}",
            "{\"kind\":\"restart\",\"why\":7}");

    private static WebRtcMedia media;

    private Customer customer;

    @BeforeAll
    static void start() {
        media = new WebRtcMedia(new MadeUpCamera(), QUICK);
    }

    @AfterAll
    static void stop() {
        media.close();
    }

    @BeforeEach
    void open() throws MediaFailed {
        customer = new Customer(media);
    }

    @AfterEach
    void close() {
        customer.close();
    }

    @Test
    void bothSidesSeeAndTheConsultantHears() {
        Seen remote = new Seen();
        Seen own = new Seen();
        customer.call.frames(Source.REMOTE_CAMERA, remote);
        customer.call.frames(Source.OWN_CAMERA, own);
        customer.meet();

        customer.call.microphone(true);
        customer.call.camera(true);

        sees(customer.consultant.camera, 12, 203, 0);
        sees(remote, 22, 38, 196);
        sees(own, 12, 203, 0);
        Until.isTrue("the hum", () -> customer.consultant.soundEnergy() > 0.1);
        assertThat(own.size()).isEqualTo("320x240");
        assertThat(customer.call.own()).isEqualTo(new Sending(true, true, false));
        assertThat(customer.call.faults()).isEmpty();
    }

    @Test
    void nothingIsSentBeforeItIsSwitchedOn() {
        customer.meet();

        Until.staysTrueFor(
                WHILE,
                "no picture",
                () -> customer.consultant.camera.count() == 0 && customer.consultant.screen.count() == 0);
        assertThat(customer.consultant.soundEnergy()).isLessThan(AUDIBLE);

        assertThat(customer.call.own()).isEqualTo(Sending.NOTHING);
    }

    @Test
    void theServerIsToldWhatFlows() {
        customer.meet();

        Until.isTrue("a report of flow", () -> lastReport().path("flowing").asBoolean());

        JsonNode report = lastReport();
        assertThat(report.path("t").asText()).isEqualTo("media");
        assertThat(report.path("lastFlowedAgo").asLong()).isBetween(0L, 2_500L);
        assertThat(report.path("spans")).hasSize(1);
        int reports = customer.reports.size();
        Until.isTrue("two more reports", () -> customer.reports.size() >= reports + 2);
    }

    @Test
    void eachSideLearnsWhatTheOtherSends() {
        customer.meet();
        customer.call.camera(true);
        Until.isTrue("camera on", () -> lastTold().equals("{\"microphone\":false,\"camera\":true,\"screen\":false}"));
        customer.call.camera(false);
        Until.isTrue("camera off", () -> lastTold().equals("{\"microphone\":false,\"camera\":false,\"screen\":false}"));

        customer.consultant.tell("{\"microphone\":true,\"camera\":false,\"screen\":true}");
        Until.isTrue("what the consultant sends", () -> customer.call.other().equals(new Sending(true, false, true)));
        customer.consultant.tell("no JSON");
        customer.consultant.tell("[]");

        Until.isTrue(
                "an empty list says that nothing is on",
                () -> customer.call.other().equals(Sending.NOTHING));
    }

    @Test
    void aCameraThatIsOffSendsNothing() {
        customer.meet();
        customer.call.camera(true);
        Until.isTrue("a picture", () -> customer.consultant.camera.count() > 3);

        customer.call.camera(false);
        Until.isTrue("it is off", () -> !customer.call.own().camera());
        sendsNoPicture();
        customer.call.camera(true);
        int before = customer.consultant.camera.count();

        Until.isTrue("a picture again", () -> customer.consultant.camera.count() > before + 3);
    }

    @Test
    void aMicrophoneThatIsOffIsClosedAndMediaStillFlows() {
        customer.meet();
        customer.call.microphone(true);
        Until.isTrue("the hum", () -> customer.consultant.soundEnergy() > 0.1);

        customer.call.microphone(false);
        Until.isTrue("it is off", () -> !customer.call.own().microphone());
        // What is in the jitter buffer is still heard.
        Until.isTrue("silence", () -> {
            double before = customer.consultant.soundEnergy();
            Until.staysTrueFor(Duration.ofMillis(300), "any time passes", () -> true);
            return customer.consultant.soundEnergy() - before < AUDIBLE;
        });
        double packets = customer.consultant.voicePackets();

        Until.staysTrueFor(WHILE, "flow", customer.call::isFlowing);
        assertThat(customer.consultant.voicePackets()).isEqualTo(packets);
        customer.call.microphone(true);
        Until.isTrue("voice again", () -> customer.consultant.voicePackets() > packets);
    }

    @Test
    void anotherCameraTakesThePlaceOfTheFirst() {
        customer.meet();
        customer.call.camera(true);
        sees(customer.consultant.camera, 12, 203, 0);

        customer.call.use(new Device(Kind.CAMERA, "blue", "Blue"));

        sees(customer.consultant.camera, 22, 38, 196);
    }

    @Test
    void aCameraThatIsNotThereIsTold() {
        customer.meet();

        customer.call.use(new Device(Kind.CAMERA, "unplugged", "Unplugged"));

        Until.isTrue("a fault", () -> customer.call.faults().equals(List.of("media.no-camera")));
        assertThat(customer.call.own().camera()).isFalse();
        customer.call.use(new Device(Kind.CAMERA, "green", "Green"));
        Until.isTrue("no fault", () -> customer.call.faults().isEmpty());
    }

    @Test
    void microphonesAndLoudspeakersAreListedAndCanBeChosenInACall() {
        List<Device> devices = media.devices();
        assertThat(devices).extracting(Device::kind).contains(Kind.MICROPHONE, Kind.SPEAKER, Kind.CAMERA);
        assertThat(devices).extracting(Device::name).contains("First", "Second", "Green");
        assertThat(devices).extracting(Device::id).doesNotHaveDuplicates();
        customer.meet();
        customer.call.microphone(true);

        for (Device device : devices) {
            if (device.kind() != Kind.CAMERA) {
                customer.call.use(device);
            }
        }
        double before = customer.consultant.soundEnergy();

        Until.isTrue("still heard", () -> customer.consultant.soundEnergy() > before + 0.1);
        assertThat(customer.call.faults()).isEmpty();
        customer.call.use(new Device(Kind.MICROPHONE, "unplugged", "Unplugged"));
        Until.isTrue("a fault", () -> customer.call.faults().equals(List.of("media.no-microphone")));
    }

    @Test
    void theSharedScreenIsSeenInItsColoursAndNotOneFrameComesAfterItsEnd() {
        Surroundings.paint(new Color(200, 0, 0));
        customer.meet();

        customer.call.share(wholeDesktop());
        sees(customer.consultant.screen, 200, 0, 0);
        Surroundings.paint(new Color(0, 0, 200));
        sees(customer.consultant.screen, 0, 0, 200);
        assertThat(customer.consultant.screen.size()).isEqualTo("1280x720");
        assertThat(customer.call.own()).isEqualTo(new Sending(false, false, true));
        assertThat(customer.call.shared()).contains(wholeDesktop());
        assertThat(nativeThreads()).anyMatch(name -> name.startsWith("VideoTrackDeskt"));

        customer.call.stopSharing();
        Until.isTrue("it has ended", () -> !customer.call.own().screen());
        Surroundings.paint(new Color(0, 200, 0));
        sendsNoPicture();
        assertThat(customer.consultant.screen.shows(0, 0, 200))
                .as("nothing of what the desktop showed after the end")
                .isTrue();
        assertThat(customer.call.shared()).isEmpty();
        assertThat(nativeThreads()).noneMatch(name -> name.startsWith("VideoTrackDeskt"));

        customer.call.share(wholeDesktop());
        int before = customer.consultant.screen.count();
        Until.isTrue("shared again", () -> customer.consultant.screen.count() > before + 3);
    }

    @Test
    void aScreenIsSentInTheCodecThatTakesFewestBytes() {
        Surroundings.paint(new Color(0, 120, 0));
        customer.meet();
        customer.call.share(wholeDesktop());
        sees(customer.consultant.screen, 0, 120, 0);

        assertThat(customer.consultant.codecs()).contains("video/AV1");
    }

    @Test
    void theConsultantChoosesBetweenSharpPixelsAndSmoothMotion() {
        Surroundings.paint(new Color(0, 120, 0));
        customer.meet();
        customer.consultant.tell("{\"screen\":false,\"smooth\":true}");
        customer.call.share(wholeDesktop());
        Until.isTrue("half as large", () -> customer.consultant.screen.size().equals("640x360"));

        customer.consultant.tell("{\"screen\":false}");

        Until.isTrue("every pixel", () -> customer.consultant.screen.size().equals("1280x720"));
    }

    @Test
    void aPrivateMomentIsBlackOnTheScreenAndSwitchesTheCameraOff() {
        Surroundings.paint(new Color(200, 0, 0));
        customer.meet();
        customer.call.camera(true);
        customer.call.share(wholeDesktop());
        sees(customer.consultant.screen, 200, 0, 0);
        sees(customer.consultant.camera, 12, 203, 0);

        customer.call.blank(true);
        sees(customer.consultant.screen, 0, 0, 0);
        Until.isTrue("camera off", () -> lastTold().equals("{\"microphone\":false,\"camera\":false,\"screen\":true}"));
        Until.isTrue("known here too", () -> customer.call.own().equals(new Sending(false, false, true)));
        int pictures = customer.consultant.camera.count();
        Surroundings.paint(new Color(0, 0, 200));
        Until.staysTrueFor(
                WHILE,
                "black",
                () -> customer.consultant.screen.shows(0, 0, 0) && customer.consultant.camera.count() <= pictures + 2);
        // What is shared or switched on in a private moment is black from its first picture on.
        customer.call.stopSharing();
        customer.call.share(wholeDesktop());
        Until.staysTrueFor(WHILE, "black", () -> customer.consultant.screen.shows(0, 0, 0));

        customer.call.blank(false);
        sees(customer.consultant.screen, 0, 0, 200);
        Until.isTrue("the camera again", () -> customer.consultant.camera.count() > pictures + 5);
    }

    @Test
    void aScreenThatNobodyListedIsNeverShared() {
        customer.meet();

        customer.call.share(new Screen("4711", "", 0, 0, 100, 100, 1));

        Until.isTrue("a fault", () -> customer.call.faults().equals(List.of("media.no-screen")));
        assertThat(customer.call.own().screen()).isFalse();
        assertThat(customer.call.shared()).isEmpty();
        assertThat(customer.consultant.screen.count()).isZero();
    }

    @Test
    void whatTheConsultantsPageSaysComesInOrderAndAnswersGoBack() {
        customer.meet();
        List<String> words =
                IntStream.range(0, 200).mapToObj(i -> "{\"n\":" + i + "}").toList();

        words.forEach(customer.consultant::command);
        customer.consultant.move("{\"x\":0.5}");

        Until.isTrue("all words", () -> customer.commands.size() == words.size());
        assertThat(customer.commands).isEqualTo(words);
        Until.isTrue("the move", () -> customer.moves.equals(List.of("{\"x\":0.5}")));
        assertThat(customer.call.send("{\"t\":\"pong\"}")).isTrue();
        Until.isTrue("the answer", () -> customer.consultant.said.equals(List.of("{\"t\":\"pong\"}")));
    }

    @Test
    void aWordThatIsTooLongIsDropped() {
        customer.meet();

        customer.consultant.command("x".repeat(16 * 1024 + 1));
        customer.consultant.command("y".repeat(16 * 1024));

        Until.isTrue("the second", () -> !customer.commands.isEmpty());
        assertThat(customer.commands).containsExactly("y".repeat(16 * 1024));
    }

    @Test
    void controlIsGoneAtOnceWhenTheConnectionIs() {
        customer.meet();
        assertThat(customer.controlOpen).containsExactly(true);

        customer.consultant.vanish();

        Until.isTrue("control is gone", () -> customer.controlOpen.equals(List.of(true, false)));
        assertThat(customer.call.send("{}")).isFalse();
    }

    @Test
    void aRestartOfTheConsultantIsAnsweredInTheSameConnection() {
        customer.meet();
        customer.call.camera(true);
        Until.isTrue("a picture", () -> customer.consultant.camera.count() > 3);
        String epoch = customer.consultant.epoch();

        customer.consultant.restartIce();

        Until.isTrue("two answers", () -> answersOf(epoch).size() == 2);
        assertThat(answersOf(epoch).stream().map(WebRtcCallTest::iceName).distinct())
                .hasSize(2);
        int before = customer.consultant.camera.count();
        Until.isTrue("pictures go on", () -> customer.consultant.camera.count() > before + 10);
        assertThat(customer.asked).hasValue(1);
        assertThat(customer.controlOpen).containsExactly(true);
    }

    @Test
    void whereNothingComesARestartIsAskedForAndTheNewConnectionSendsWhatTheOldOneDid() {
        customer.meet();
        customer.call.camera(true);
        Until.isTrue("a picture", () -> customer.consultant.camera.count() > 3);
        String first = customer.consultant.epoch();

        customer.consultant.vanish();
        Until.isTrue("nothing flows", () -> !customer.call.isFlowing());
        Until.isTrue("a restart is asked for", () -> asked("restart") >= 1);
        customer.consultant.answers(true);
        int before = customer.consultant.camera.count();

        Until.isTrue("another connection", () -> !customer.consultant.epoch().equals(first));
        Until.isTrue("it flows", customer.call::isFlowing);
        Until.isTrue("pictures come again", () -> customer.consultant.camera.count() > before + 3);
        assertThat(customer.asked).hasValue(2);
    }

    @Test
    void nothingIsAskedForWhileTheOtherSideOrTheWayToItIsKnownToBeAway() {
        customer.meet();
        customer.call.otherReachable(false);
        customer.consultant.vanish();
        Until.isTrue("nothing flows", () -> !customer.call.isFlowing());

        Until.staysTrueFor(Duration.ofMillis(2 * QUICK.restart()), "no restart", () -> asked("restart") == 0);
        customer.call.otherReachable(true);

        Until.isTrue("a restart is asked for", () -> asked("restart") >= 1);
    }

    @Test
    void aServerThatCannotBeAskedIsAskedAgain() {
        customer.serverAnswers = false;
        customer.call.signaling(true, false);
        Until.isTrue("the server was asked", () -> customer.asked.get() == 1);
        Until.isTrue("another greeting", () -> asked("hello") >= 2);

        customer.serverAnswers = true;
        // The page was greeted already; a newer one is greeted anew.
        customer.close();
        customer = open(media);
        customer.meet();

        assertThat(customer.call.isFlowing()).isTrue();
    }

    @Test
    void rubbishDoesNoHarmBeforeACallOrInIt() throws IOException {
        for (String rubbish : RUBBISH) {
            customer.call.receive(JSON.readTree(rubbish));
        }

        customer.meet();
        for (String rubbish : RUBBISH) {
            JsonNode signal = JSON.readTree(rubbish);
            if (!signal.path("kind").asText().equals("description")) {
                if (signal.has("epoch")) {
                    ((ObjectNode) signal).put("epoch", customer.consultant.epoch());
                }
                customer.call.receive(signal);
            }
        }

        Until.staysTrueFor(WHILE, "flow", customer.call::isFlowing);
    }

    @Test
    void whatIsSuspendedCapturesNothingAndComesBackByItself() {
        Surroundings.paint(new Color(200, 0, 0));
        List<String> idle = nativeThreads();
        customer.meet();
        customer.call.camera(true);
        customer.call.microphone(true);
        customer.call.share(wholeDesktop());
        sees(customer.consultant.screen, 200, 0, 0);

        customer.call.signaling(false, false);
        customer.call.suspend();
        Until.isTrue("nothing is sent", () -> customer.call.own().equals(Sending.NOTHING));
        customer.consultant.vanish();
        Until.isTrue("no thread is left", () -> nativeThreads().equals(idle));
        assertThat(customer.controlOpen).containsExactly(true, false);
        customer.consultant.answers(true);
        customer.call.signaling(true, false);
        customer.consultant.receive(JSON.createObjectNode().put("kind", "restart"));
        int before = customer.consultant.screen.count();

        Until.isTrue("the screen again", () -> customer.consultant.screen.count() > before + 3);
        assertThat(customer.call.own()).isEqualTo(new Sending(true, true, true));
    }

    @Test
    void afterTheEndNoNativeThreadIsLeftAndNothingHappensAnyMore() {
        List<String> idle = nativeThreads();
        customer.meet();
        customer.call.camera(true);
        customer.call.microphone(true);
        customer.call.share(wholeDesktop());
        Until.isTrue("the screen", () -> customer.consultant.screen.count() > 3);

        customer.call.close();
        assertThat(customer.call.own()).isEqualTo(Sending.NOTHING);
        customer.consultant.vanish();
        Until.isTrue("no thread is left", () -> nativeThreads().equals(idle));
        customer.call.camera(true);
        customer.call.share(wholeDesktop());
        customer.call.signaling(true, false);
        customer.call.close();

        Until.staysTrueFor(WHILE, "nothing", () -> customer.call.own().equals(Sending.NOTHING));
        assertThat(nativeThreads()).isEqualTo(idle);
    }

    @Test
    void aSecondCallEndsTheFirst() throws MediaFailed {
        customer.meet();
        Customer second = new Customer(media);
        try {
            second.meet();
            assertThat(customer.call.isFlowing()).isFalse();
            assertThat(customer.call.send("{}")).isFalse();
        } finally {
            second.close();
        }
    }

    @Test
    void theNativePartEndsWithItsComponent() throws MediaFailed {
        long before = threads("webrtc_jni_sign").size();
        WebRtcMedia other = new WebRtcMedia(new MadeUpCamera(), QUICK);
        Customer second = new Customer(other).meet();
        second.call.microphone(true);
        second.call.camera(true);
        Until.isTrue("a picture", () -> second.consultant.camera.count() > 3);
        assertThat(threads("webrtc_jni_sign")).hasSizeGreaterThan((int) before);

        other.close();

        assertThat(second.call.own()).isEqualTo(Sending.NOTHING);
        assertThatThrownBy(() -> other.open(second))
                .isInstanceOfSatisfying(
                        MediaFailed.class, failed -> assertThat(failed.code()).isEqualTo("media.closed"));
        assertThat(other.devices()).isEmpty();
        second.close();
        Until.isTrue("its threads are gone", () -> threads("webrtc_jni_sign").size() == before);
    }

    @Test
    void hundredsOfPicturesLeaveNoMemoryBehind() throws IOException {
        Surroundings.paint(new Color(0, 120, 0));
        Seen own = new Seen();
        customer.call.frames(Source.OWN_CAMERA, own);
        customer.meet();
        customer.call.share(wholeDesktop());
        customer.call.camera(true);
        Until.isTrue("warm", () -> customer.consultant.screen.count() > 50 && own.count() > 20);
        long before = residentKilobytes();
        int count = customer.consultant.screen.count();

        Until.isTrue("200 pictures", () -> customer.consultant.screen.count() > count + 200);

        // One picture of the screen is 1.3 MB outside of Java's heap: 200 that stayed would be 270 MB.
        assertThat(residentKilobytes() - before).isLessThan(150_000);
    }

    private static Customer open(WebRtcMedia media) {
        try {
            return new Customer(media);
        } catch (MediaFailed e) {
            throw new IllegalStateException(e);
        }
    }

    private static Screen wholeDesktop() {
        List<Screen> screens = media.screens();
        assertThat(screens).hasSize(1);
        assertThat(screens.get(0).width()).isEqualTo(Surroundings.WIDTH);
        assertThat(screens.get(0).height()).isEqualTo(Surroundings.HEIGHT);
        return screens.get(0);
    }

    static void sees(Seen seen, int red, int green, int blue) {
        Until.isTrue(() -> red + " " + green + " " + blue + "; there were " + seen, () -> seen.shows(red, green, blue));
    }

    /** What was on its way comes yet; after a while without a frame not one comes any more. */
    private void sendsNoPicture() {
        double[] frames = {-1};
        long[] since = {System.nanoTime()};
        Until.isTrue("what was on its way has come", () -> {
            double now = customer.consultant.framesReceived();
            if (now != frames[0]) {
                frames[0] = now;
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] > WHILE.toNanos();
        });
        Until.staysTrueFor(WHILE, "not one frame", () -> customer.consultant.framesReceived() == frames[0]);
    }

    private JsonNode lastReport() {
        return customer.reports.isEmpty() ? JSON.createObjectNode() : customer.reports.get(customer.reports.size() - 1);
    }

    private String lastTold() {
        List<String> told = customer.consultant.sending.stream()
                .filter(text -> !text.isEmpty())
                .toList();
        return told.isEmpty() ? "" : told.get(told.size() - 1);
    }

    private long asked(String kind) {
        return customer.consultant.received.stream()
                .filter(signal -> signal.path("kind").asText().equals(kind))
                .count();
    }

    private List<String> answersOf(String epoch) {
        return customer.consultant.received.stream()
                .filter(signal -> signal.path("epoch").asText().equals(epoch))
                .filter(signal -> signal.path("kind").asText().equals("description"))
                .map(signal -> signal.at("/description/sdp").asText())
                .toList();
    }

    private static String iceName(String sdp) {
        return sdp.lines()
                .filter(line -> line.startsWith("a=ice-ufrag:"))
                .findFirst()
                .orElseThrow();
    }

    /** Of this process, those that the native part makes for a call; sorted. */
    private static List<String> nativeThreads() {
        return threads("EncoderQueue", "DecodingQueue", "VideoTrackDeskt", "IncomingVideoSt", "AudioEncoder");
    }

    private static List<String> threads(String... names) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.map(WebRtcCallTest::name)
                    .filter(List.of(names)::contains)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            // A thread that ends while it is looked at.
            return "ended meanwhile";
        }
    }

    private static long residentKilobytes() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
