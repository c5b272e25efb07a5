package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.connectme.agent.control.wayland.WaylandDesk;
import org.connectme.agent.control.wayland.WaylandInjectors;
import org.connectme.agent.control.wayland.WaylandMonitors;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.Monitors.Lending;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.Sending;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The screen of a real GNOME desktop on Wayland, by its own portal, in a call; and input the same way. */
@ExtendWith(Surroundings.class)
class WaylandTest {

    private static WaylandDesktop desktop;

    private WaylandDesk desk;
    private WaylandMonitors monitors;
    private WaylandInjectors injectors;
    private WebRtcMedia media;
    private Customer customer;

    @BeforeAll
    static void start() throws Exception {
        desktop = WaylandDesktop.start();
        desktop.becomeDisplay();
    }

    @AfterAll
    static void stop() throws Exception {
        Surroundings.C library = Native.load("c", Surroundings.C.class);
        library.setenv("DISPLAY", Surroundings.display(), 1);
        library.setenv("XAUTHORITY", "", 1);
        desktop.close();
    }

    @BeforeEach
    void open() throws Exception {
        desk = WaylandDesk.of(desktop.environment());
        monitors = new WaylandMonitors(desk);
        injectors = new WaylandInjectors(desk);
        media = new WebRtcMedia(new MadeUpCamera());
        media.setMonitors(monitors);
        customer = new Customer(media);
        customer.meet();
    }

    @AfterEach
    void close() {
        customer.close();
        media.close();
        media.unsetMonitors(monitors);
        desk.close();
    }

    @Test
    void theScreenIsShownOnceTheSystemsOwnDialogIsAnsweredAndNoLongerThanThat() throws Exception {
        share();
        assertThat(customer.call.own()).as("before the answer").isEqualTo(Sending.NOTHING);
        assertThat(customer.consultant.screen.count()).isZero();

        desktop.press(new int[] {WaylandDesktop.ALT, WaylandDesktop.S});

        showsTheDesktop();
        assertThat(customer.consultant.screen.size()).isEqualTo("1280x720");
        Until.isTrue(
                "where it is",
                () -> customer.call.shared().equals(Optional.of(new Screen("lent", "", 0, 0, 1280, 720, 1))));

        customer.call.blank(true);
        Until.isTrue("black while private", () -> customer.consultant.screen.shows(0, 0, 0));
        customer.call.blank(false);
        showsTheDesktop();

        customer.call.stopSharing();
        Until.isTrue("nothing is sent", () -> customer.call.own().equals(Sending.NOTHING));
        assertThat(monitors.lending("lent")).isEqualTo(Lending.ENDED);
    }

    @Test
    void aNoInTheSystemsDialogIsANo() throws Exception {
        share();
        desktop.press(new int[] {WaylandDesktop.ESCAPE});

        Until.isTrue("it is said", () -> customer.call.faults().equals(List.of("media.screen-refused")));
        assertThat(customer.call.own()).isEqualTo(Sending.NOTHING);
        assertThat(customer.consultant.screen.count()).isZero();
    }

    @Test
    void whatIsTypedAndClickedArrivesAndNothingStaysDown() throws Exception {
        Process entry = desktop.program("zenity", "--entry", "--text=type");
        Until.isTrue("the entry is there", () -> desktop.focused("zenity") == 1);
        injectors.expect(true);
        try (Injector injector = injectors.open()) {
            injector.text("before anybody said yes");
            share();
            desktop.press(new int[] {WaylandDesktop.TAB}, new int[] {WaylandDesktop.SPACE}, new int[] {
                WaylandDesktop.ALT, WaylandDesktop.S
            });
            showsTheDesktop();
            assertThat(injector.pausedBy()).isEmpty();
            Until.isTrue("the entry has the keyboard again", () -> desktop.focused("zenity") == 2);

            injector.text("Hello, World! ");
            assertThat(injector.takeUntyped()).isZero();
            injector.text("\u4f60");
            assertThat(injector.takeUntyped()).as("no key writes it").isOne();
            injector.key("KeyQ", true);
            injector.key("KeyQ", false);
            injector.key("ShiftLeft", true);

            // Nobody lets go of it, as when the app dies: the system does.
            injectors.expect(false);
            assertThat(monitors.lending("lent")).isEqualTo(Lending.ENDED);
            Until.isTrue("the system has it back", () -> desktop.sessions() == 1);
        }

        // A small x, so Shift is up; and Enter is the person's yes to the entry.
        desktop.press(new int[] {WaylandDesktop.X}, new int[] {WaylandDesktop.ENTER});
        assertThat(written(entry)).isEqualTo("Hello, World! qx");
    }

    @Test
    void keyboardAndMouseThatTheSystemsDialogDidNotGrantAreNotThere() throws Exception {
        injectors.expect(true);
        try (Injector injector = injectors.open()) {
            share();
            desktop.press(new int[] {WaylandDesktop.ALT, WaylandDesktop.S});
            showsTheDesktop();
            assertThat(injector.pausedBy()).contains("control.system-refused");
        }
    }

    /** Until the system's own dialog is there. */
    private void share() {
        long before = desktop.dialogs();
        customer.call.share(media.screens().get(0));
        Until.isTrue("the system asks", () -> desktop.dialogs() > before);
        assertThat(monitors.lending("lent")).isEqualTo(Lending.ASKING);
    }

    /** Its background, below the middle. */
    private void showsTheDesktop() {
        Until.isTrue(
                () -> "the desktop; there were " + customer.consultant.screen + ", " + customer.call.faults(),
                () -> customer.consultant.screen.shows(24, 66, 108));
    }

    private static String written(Process entry) throws IOException, InterruptedException {
        String text = new String(entry.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(entry.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return text.strip();
    }
}
