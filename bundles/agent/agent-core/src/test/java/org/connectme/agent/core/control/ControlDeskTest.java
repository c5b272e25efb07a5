package org.connectme.agent.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.connectme.agent.core.Await;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.ControlState.Mode;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.link.Server;
import org.connectme.agent.core.link.TestServer;
import org.connectme.agent.core.link.ThreadLoop;
import org.connectme.agent.core.view.Consent.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;

/** Control as the consultant's page meets it: real registry, real signatures, real server for the keys. */
@Timeout(60)
class ControlDeskTest {

    private static final String CONTROL = "SCREEN_KEYBOARD_MOUSE";
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private final Signer signer = new Signer();
    private final Desktop desktop = new Desktop();
    private final TestMedia media = new TestMedia();
    private final MediaCall call = media.call();
    private final ThreadLoop loop = new ThreadLoop("control-under-test");
    private TestServer server;
    private TestFramework framework;
    private ControlDesk desk;
    private long serial;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        server.routes.put(
                "GET /api/signing-keys",
                body -> new TestServer.Reply(200, "{\"keys\":[{\"id\":\"k\",\"spki\":\"" + signer.spki() + "\"}]}"));
        framework = new TestFramework(folder, server.address().toString());
        desk = new ControlDesk(
                framework.context(),
                Desktop.parts(desktop, media),
                new Server(server.address(), ForkJoinPool.commonPool()),
                "c1",
                loop,
                loop,
                Instant::now,
                () -> {});
        desk.callOpened(call);
        desk.channel(true);
        call.share(TestMedia.SCREEN);
    }

    @AfterEach
    void stop() throws Exception {
        loop.close();
        framework.close();
        server.close();
    }

    @Test
    void theInjectorIsAServiceOnlyWhileConsentAndPermitStand() {
        assertThat(injectors()).isZero();
        desk.granted("r1", Scope.SCREEN_KEYBOARD_MOUSE, TEN_MINUTES);
        settle();
        assertThat(injectors()).isZero();

        permit("r1", CONTROL);
        Await.until("the injector is there", () -> injectors() == 1);
        assertThat(desk.state().mode()).isEqualTo(Mode.CONTROL);

        desk.ended("r1");
        Await.until("the injector is gone", () -> injectors() == 0);
        assertThat(desktop.did()).endsWith("close");
    }

    @Test
    void inputArrivesWithConsent() {
        lend();

        hear("{\"t\":\"key\",\"c\":\"r1\",\"code\":\"KeyA\",\"down\":true}");
        desk.heard(Channel.MOVES, "{\"t\":\"move\",\"c\":\"r1\",\"n\":1,\"x\":0.5,\"y\":0.5}");

        Await.until("the pointer moves", () -> desktop.did().contains("move 500,250"));
        assertThat(desktop.did()).contains("key KeyA down");
    }

    @Test
    void inputWithoutOrWithAnotherConsentDoesNothing() {
        hear("{\"t\":\"key\",\"c\":\"r1\",\"code\":\"KeyA\",\"down\":true}");
        lend();
        hear("{\"t\":\"key\",\"c\":\"r2\",\"code\":\"KeyB\",\"down\":true}");
        hear("{\"t\":\"key\",\"code\":\"KeyC\",\"down\":true}");
        settle();

        assertThat(desktop.did()).noneMatch(did -> did.startsWith("key"));
        assertThat(media.said).anyMatch(said -> said.contains("refused"));
    }

    @Test
    void aForgedPermitLendsNothing() {
        desk.granted("r1", Scope.SCREEN_KEYBOARD_MOUSE, TEN_MINUTES);
        Instant now = Instant.now();
        String forged = new Signer().permit("c1", "r1", CONTROL, 1, now, now.plusSeconds(60));

        hear("{\"t\":\"permit\",\"permit\":\"" + forged + "\"}");

        Await.until("it is refused", () -> media.said.stream().anyMatch(said -> said.contains("control.forged")));
        assertThat(injectors()).isZero();
    }

    @Test
    void aPermitWithoutTheCustomersYesLendsNothing() {
        permit("r1", CONTROL);

        Await.until("it is refused", () -> media.said.stream().anyMatch(said -> said.contains("control.no-consent")));
        assertThat(injectors()).isZero();
    }

    @Test
    void stopCountsAtOnceWhateverWaitsBeforeIt() {
        lend();
        for (int i = 0; i < 200; i++) {
            hear("{\"t\":\"text\",\"c\":\"r1\",\"text\":\"abc\"}");
        }
        desktop.stopKey.run();
        int until = desktop.did().size();

        Await.until("the injector is gone", () -> injectors() == 0);

        // What was on its way at that very moment may still land; nothing that comes after it does.
        assertThat(desktop.did().subList(until, desktop.did().size()).stream().filter(did -> did.startsWith("text")))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(media.asked).contains("stop sharing");
        assertThat(desk.state().mode()).isEqualTo(Mode.NONE);
    }

    @Test
    void aChannelThatIsGoneTakesTheInjectorAtOnce() {
        lend();

        desk.channel(false);

        Await.until("the injector is gone", () -> injectors() == 0);
    }

    @Test
    void theEndOfTheCallEndsControl() {
        lend();

        desk.callClosed();

        Await.until("the injector is gone", () -> injectors() == 0);
        assertThat(desk.state().mode()).isEqualTo(Mode.NONE);
    }

    @Test
    void aPrivateMomentLetsGoOfKeysBlanksThePictureAndRefusesInput() {
        lend();
        hear("{\"t\":\"key\",\"c\":\"r1\",\"code\":\"ShiftLeft\",\"down\":true}");

        desk.privateMoment(true);
        Await.until("keys are let go", () -> desktop.did().contains("release"));
        hear("{\"t\":\"key\",\"c\":\"r1\",\"code\":\"KeyB\",\"down\":true}");
        settle();

        assertThat(desktop.did()).doesNotContain("key KeyB down");
        assertThat(media.asked).contains("blank true");
        assertThat(desk.state().mode()).isEqualTo(Mode.PAUSED);

        desk.privateMoment(false);
        Await.until("control goes on", () -> desk.state().mode() == Mode.CONTROL);
    }

    @Test
    void controlPausesWhileStopCannotBeSeen() {
        lend();
        desktop.stopVisible = false;

        hear("{\"t\":\"key\",\"c\":\"r1\",\"code\":\"KeyB\",\"down\":true}");

        Await.until("it pauses", () -> desk.state().mode() == Mode.PAUSED);
        assertThat(desk.state().why()).isEqualTo("control.stop-hidden");
        assertThat(desktop.did()).doesNotContain("key KeyB down");
    }

    @Test
    void aSystemThatRefusesIsToldAndTriedAgainWithTheNextPermit() {
        desktop.refuses = true;
        desk.granted("r1", Scope.SCREEN_KEYBOARD_MOUSE, TEN_MINUTES);
        permit("r1", CONTROL);
        Await.until("it says why", () -> desk.state().why().equals("control.no-xtest"));
        assertThat(injectors()).isZero();

        desktop.refuses = false;
        permit("r1", CONTROL);
        Await.until("the injector is there", () -> injectors() == 1);
    }

    @Test
    void screenOnlyPointsAndHasNoInjector() {
        desk.granted("r1", Scope.SCREEN_ONLY, TEN_MINUTES);
        permit("r1", "SCREEN_ONLY");
        hear("{\"t\":\"key\",\"c\":\"r1\",\"code\":\"KeyA\",\"down\":true}");

        Await.until("the pointer shows", () -> {
            desk.heard(Channel.MOVES, "{\"t\":\"point\",\"c\":\"r1\",\"n\":1,\"x\":0,\"y\":1}");
            return desktop.did().contains("point 0,499");
        });
        settle();
        assertThat(injectors()).isZero();
        assertThat(desktop.did()).noneMatch(did -> did.startsWith("key"));
    }

    @Test
    void aFloodIsHeardAtFiveHundredASecondAtMost() {
        lend();
        for (int i = 0; i < 5_000; i++) {
            hear("{\"t\":\"text\",\"c\":\"r1\",\"text\":\"a\"}");
        }
        settle();

        assertThat(desktop.did().stream().filter("text a"::equals)).hasSizeLessThan(4_000);
        assertThat(desktop.did()).contains("text a");
        assertThat(media.said).anyMatch(said -> said.contains("control.too-fast"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"x\"",
                "{",
                "{}",
                "{\"t\":7}",
                "{\"t\":\"permit\"}",
                "{\"t\":\"permit\",\"permit\":{}}",
                "{\"t\":\"ping\",\"at\":\"x\"}",
                "{\"t\":\"screen\",\"c\":\"r1\",\"id\":\"../x\"}",
                "{\"t\":\"point\",\"c\":\"r1\"}"
            })
    void garbageChangesNothing(String text) {
        lend();
        List<String> before = List.copyOf(desktop.did());

        hear(text);
        hear("x".repeat(17 << 10));
        settle();

        assertThat(desktop.did()).isEqualTo(before);
        assertThat(desk.state().mode()).isEqualTo(Mode.CONTROL);
    }

    @Test
    void aPingComesBack() {
        hear("{\"t\":\"ping\",\"at\":12.5}");

        Await.until("the answer", () -> media.said.contains("{\"t\":\"pong\",\"at\":12.5}"));
    }

    @Test
    void theConsoleIsToldWhatItMayDoAndWhatThereIsToSee() {
        lend();

        Await.until(
                "it is told",
                () -> media.said.contains("{\"t\":\"control\",\"state\":\"CONTROL\",\"request\":\"r1\",\"why\":\"\"}"));
        assertThat(media.said).anyMatch(said -> said.startsWith("{\"t\":\"screens\",\"screens\":[{\"id\":\"s1\""));
    }

    @Test
    void oneWindowIsLookedAtAndNotLentAndWhatItIsCalledStaysHere() {
        lend();
        media.screens = List.of(TestMedia.SCREEN, new Screen("w", "My diary", 9, 9, 50, 50, 1, Screen.Kind.WINDOW));
        call.share(media.screens.get(1));
        desk.screensChanged();

        Await.until("it pauses", () -> desk.state().why().equals("control.window"));
        hear("{\"t\":\"text\",\"c\":\"r1\",\"text\":\"x\"}");
        Await.until("it is refused", () -> media.said.contains("{\"t\":\"refused\",\"code\":\"control.window\"}"));
        assertThat(media.said)
                .contains("{\"t\":\"screens\",\"screens\":[{\"id\":\"w\",\"name\":\"\",\"width\":50,\"height\":50}],"
                        + "\"shown\":\"w\"}")
                .noneMatch(said -> said.contains("diary"));
    }

    private void lend() {
        desk.granted("r1", Scope.SCREEN_KEYBOARD_MOUSE, TEN_MINUTES);
        permit("r1", CONTROL);
        Await.until("control stands", () -> desk.state().mode() == Mode.CONTROL && injectors() == 1);
    }

    private void permit(String request, String scope) {
        Instant now = Instant.now();
        hear("{\"t\":\"permit\",\"permit\":\"" + signer.permit("c1", request, scope, ++serial, now, now.plusSeconds(60))
                + "\"}");
    }

    private void hear(String text) {
        desk.heard(Channel.COMMANDS, text);
    }

    /** Everything that was said until now has been dealt with. */
    private void settle() {
        AtomicBoolean done = new AtomicBoolean();
        loop.run(() -> done.set(true));
        Await.until("the loop has done it", done::get);
    }

    private int injectors() {
        BundleContext context = framework.context();
        var reference = context.getServiceReference(Injector.class);
        return reference == null ? 0 : 1;
    }
}
