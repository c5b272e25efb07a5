package org.connectme.agent.control.wayland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.connectme.agent.control.dbus.Message;
import org.connectme.agent.control.dbus.Peer;
import org.connectme.agent.control.dbus.Struct;
import org.connectme.agent.control.dbus.Variant;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.connectme.agent.core.GlobalKeys;
import org.connectme.agent.core.Monitors.Lending;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the app asks the portal for, and what it makes of each answer. */
class PortalTest {

    private static final long SECONDS = 60;

    private MadeUpPortal system;
    private Portal portal;

    private final CountDownLatch ended = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        system = new MadeUpPortal();
        portal = Portal.open(system.environment());
    }

    @AfterEach
    void stop() throws Exception {
        portal.close();
        system.close();
    }

    private DesktopSession ask(boolean control) throws IOException {
        return DesktopSession.ask(portal, control, ended::countDown);
    }

    private CompletableFuture<DesktopSession> asking() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return ask(true);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    @Test
    void forTheScreenAloneNoDevicesAreAskedFor() throws Exception {
        DesktopSession session = ask(false);

        assertThat(session.stream()).isEqualTo(new DesktopSession.Stream(7, 0, 0, 1280, 720));
        assertThat(session.hasKeyboard() || session.hasPointer())
                .as("whatever the portal says it gave")
                .isFalse();
        assertThat(system.asked).extracting(Message::member).containsExactly("CreateSession", "SelectSources", "Start");
        assertThat(system.asked).extracting(Message::type).containsOnly(DesktopSession.SCREEN_CAST);
    }

    @Test
    void forControlKeyboardAndMouseAreAskedForWithOneMonitor() throws Exception {
        DesktopSession session = ask(true);

        assertThat(session.hasKeyboard()).isTrue();
        assertThat(session.hasPointer()).isTrue();
        Map<?, ?> devices = (Map<?, ?>) system.next("SelectDevices").body().get(1);
        assertThat(devices.get("types")).isEqualTo(Variant.of(3));
        Map<?, ?> sources = (Map<?, ?>) system.next("SelectSources").body().get(1);
        assertThat(sources.get("types")).as("monitors").isEqualTo(Variant.of(1));
        assertThat(sources.get("multiple")).isEqualTo(Variant.of(false));
        assertThat(sources.get("cursor_mode")).as("in the picture").isEqualTo(Variant.of(2));
        assertThat(sources.containsKey("persist_mode"))
                .as("nothing is remembered")
                .isFalse();
    }

    @Test
    void theDialogCanOnlyMakeItLess() throws Exception {
        system.lent = MadeUpPortal.lent(0, 7);
        assertThat(ask(true).hasKeyboard()).isFalse();
        system.lent = MadeUpPortal.lent(2, 7);
        assertThat(ask(true).hasKeyboard()).isFalse();
        assertThat(ask(true).hasPointer()).isTrue();
        system.lent = Map.of("streams", MadeUpPortal.lent(0, 7).get("streams"), "devices", Variant.of("all"));
        assertThat(ask(true).hasPointer()).isFalse();
    }

    @Test
    void aNoIsANoAndTheSessionIsEnded() throws Exception {
        for (long code : List.of(1L, 2L, 99L)) {
            system.answer = code;
            assertThatThrownBy(() -> ask(true)).isInstanceOf(PortalRefused.class);
            assertThat(system.next("Close").path()).isEqualTo(MadeUpPortal.SESSION);
        }
    }

    @Test
    void aYesWithoutAPictureIsANo() {
        system.lent = Map.of("devices", Variant.of(3));
        assertThatThrownBy(() -> ask(true)).isInstanceOf(PortalRefused.class);
    }

    @Test
    void whoThinksForAWhileIsWaitedFor() throws Exception {
        system.answers = false;
        CompletableFuture<DesktopSession> asking = asking();
        system.next("Start");
        assertThat(asking).isNotDone();

        system.respondToStart();
        assertThat(asking.get(SECONDS, TimeUnit.SECONDS).hasKeyboard()).isTrue();
    }

    @Test
    void nobodyButThePortalCanAnswer() throws Exception {
        system.answers = false;
        CompletableFuture<DesktopSession> asking = asking();
        system.next("Start");

        try (Peer liar = new Peer(system.environment(), "", (call, peer) -> null)) {
            liar.signal(
                    system.asker(),
                    system.startRequest(),
                    Portal.REQUEST,
                    "Response",
                    "ua{sv}",
                    0L,
                    MadeUpPortal.lent(3, 666));
            liar.signal(system.asker(), MadeUpPortal.SESSION, Portal.SESSION, "Closed", "");
            // What the bus was given before this has reached everybody when the true answer has.
            system.lent = MadeUpPortal.lent(3, 7);
            system.respondToStart();
            assertThat(asking.get(SECONDS, TimeUnit.SECONDS).stream().node()).isEqualTo(7);
        }
        assertThat(ended.getCount()).isOne();
    }

    @Test
    void whenTheSystemEndsItItIsOver() throws Exception {
        ask(true);
        system.endSession();
        assertThat(ended.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPortalThatCrashesEndsWhatItLent() throws Exception {
        ask(true);
        system.die();
        assertThat(ended.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPortalThatCrashesWhileItAsksIsNotWaitedFor() throws Exception {
        system.answers = false;
        CompletableFuture<DesktopSession> asking = asking();
        system.next("Start");
        system.die();
        assertThatThrownBy(() -> asking.get(SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void inputGoesToTheSessionInOrder() throws Exception {
        DesktopSession session = ask(true);
        system.asked.clear();

        session.input("PointerMotionAbsolute", "udd", 7L, 1.5, 2.5);
        session.input("PointerButton", "iu", 0x110, 1L);
        session.input("KeyboardKeysym", "iu", 'a' + 0, 0L);

        assertThat(system.asked)
                .extracting(Message::member)
                .containsExactly("NotifyPointerMotionAbsolute", "NotifyPointerButton", "NotifyKeyboardKeysym");
        assertThat(system.asked.poll().body()).containsExactly(MadeUpPortal.SESSION, Map.of(), 7L, 1.5, 2.5);
        assertThat(system.asked.poll().body()).containsExactly(MadeUpPortal.SESSION, Map.of(), 0x110, 1L);
    }

    @Test
    void aDesktopThatGivesNoWayToThePictureLendsNothing() throws Exception {
        WaylandDesk desk = WaylandDesk.of(system.environment());
        CountDownLatch told = new CountDownLatch(1);
        desk.watch(() -> {
            if (desk.lending() == Lending.FAILED) {
                told.countDown();
            }
        });
        desk.ask();
        assertThat(desk.lending()).isEqualTo(Lending.ASKING);
        assertThat(told.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(desk.lease().flatMap(Lease::session)).isEmpty();
        desk.close();
    }

    @Test
    void aDialogThatIsNotWantedAnyMoreIsClosed() throws Exception {
        system.answers = false;
        WaylandDesk desk = WaylandDesk.of(system.environment());
        desk.ask();
        system.next("Start");

        desk.giveBack();

        assertThat(desk.lending()).isEqualTo(Lending.ENDED);
        system.next("Close");
        desk.close();
    }

    @Test
    void controlIsAskedForAnewWhereOnlyTheScreenWas() throws Exception {
        system.answers = false;
        WaylandDesk desk = WaylandDesk.of(system.environment());
        desk.ask();
        assertThat(system.next("Start").type()).isEqualTo(DesktopSession.SCREEN_CAST);

        desk.control(true);
        assertThat(system.next("Start").type()).isEqualTo(DesktopSession.REMOTE_DESKTOP);
        assertThat(desk.lending()).isEqualTo(Lending.ASKING);

        desk.control(false);
        assertThat(desk.lending()).as("not kept for less").isEqualTo(Lending.ENDED);
        desk.close();
    }

    @Test
    void keysOfTheWholeDesktopAreThoseThatTheSystemSaysWerePressed() throws Exception {
        WaylandDesk desk = WaylandDesk.of(system.environment());
        WaylandKeys keys = new WaylandKeys(desk);
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch hidden = new CountDownLatch(1);
        GlobalKeys.Grab stop = keys.grab(GlobalKeys.Key.STOP, stopped::countDown);
        Message bound = system.next("BindShortcuts");
        Struct shortcut = (Struct) ((List<?>) bound.body().get(1)).get(0);
        assertThat(shortcut.values().get(0)).isEqualTo("STOP");
        assertThat(((Map<?, ?>) shortcut.values().get(1)).get("preferred_trigger"))
                .isEqualTo(Variant.of("CTRL+ALT+End"));
        GlobalKeys.Grab hide = keys.grab(GlobalKeys.Key.PRIVATE_MOMENT, hidden::countDown);
        system.next("BindShortcuts");

        system.press("PRIVATE_MOMENT");
        assertThat(hidden.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(stopped.getCount()).isOne();
        system.press("STOP");
        assertThat(stopped.await(SECONDS, TimeUnit.SECONDS)).isTrue();

        stop.close();
        hide.close();
        keys.close();
        desk.close();
    }

    @Test
    void theSelfCheckSaysWhatThePortalCanDo() throws Exception {
        WaylandDesk desk = WaylandDesk.of(system.environment());
        assertThat(new WaylandProbe(desk).look()).extracting(Finding::topic).containsExactly("portal");
        assertThat(WaylandProbe.finding(4, 2, "1.0.5"))
                .isEqualTo(new Finding(
                        "portal", "there", Verdict.GOOD, Map.of("screen", "4", "input", "2", "pipewire", "1.0.5")));
        assertThat(WaylandProbe.finding(4, 0, "1.0.5").state()).isEqualTo("screen-only");
        assertThat(WaylandProbe.finding(0, 2, "1.0.5").state()).isEqualTo("none");
        assertThat(WaylandProbe.finding(4, 2, "").state()).isEqualTo("no-pipewire");
        desk.close();
    }
}
