package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.EventQueue;
import java.awt.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.connectme.agent.control.x11.X11Monitors;
import org.connectme.agent.core.Monitors;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.Sending;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One of two monitors is shared: the left one is red, the right one green. */
@ExtendWith(Surroundings.class)
class MonitorsTest {

    private static final int HALF = Surroundings.WIDTH / 2;

    private static WebRtcMedia media;
    private static Monitors monitors;
    private static Window right;

    private Customer customer;

    @BeforeAll
    static void start() throws Exception {
        monitors = X11Monitors.of(Map.of("DISPLAY", Surroundings.display()));
        media = new WebRtcMedia(new MadeUpCamera());
        media.setMonitors(monitors);
        EventQueue.invokeAndWait(() -> {
            right = new Window(null);
            right.setBounds(HALF, 0, HALF, Surroundings.HEIGHT);
        });
    }

    @AfterAll
    static void stop() throws Exception {
        EventQueue.invokeAndWait(right::dispose);
        media.close();
        media.unsetMonitors(monitors);
    }

    @BeforeEach
    void open() throws Exception {
        place("LEFT", HALF, Surroundings.HEIGHT, 0, 0);
        place("RIGHT", HALF, Surroundings.HEIGHT, HALF, 0);
        Surroundings.paint(new Color(200, 0, 0));
        EventQueue.invokeAndWait(() -> {
            right.setBackground(new Color(0, 200, 0));
            right.setVisible(true);
            right.toFront();
        });
        Until.isTrue("two monitors and both together", () -> ids().equals(List.of("LEFT", "RIGHT", "desktop")));
        customer = new Customer(media);
    }

    @AfterEach
    void close() throws Exception {
        if (customer != null) {
            customer.close();
        }
        EventQueue.invokeAndWait(() -> right.setVisible(false));
        for (String made : List.of("LEFT", "RIGHT")) {
            if (ids().contains(made)) {
                xrandr("--delmonitor", made);
            }
        }
        Until.isTrue("the only one again", () -> ids().equals(List.of("screen")));
    }

    @Test
    void oneOfTwoMonitorsIsSharedAndNothingOfTheOther() {
        customer.meet();

        customer.call.share(screen("RIGHT"));
        shows(0, 200, 0);
        assertThat(customer.consultant.screen.size()).isEqualTo(HALF + "x720");
        assertThat(customer.call.shared()).contains(new Screen("RIGHT", "RIGHT", HALF, 0, HALF, 720, 1));

        neverShowed(200, 0, 0);

        customer.call.share(screen("LEFT"));
        shows(200, 0, 0);
    }

    @Test
    void whatIsSharedFollowsTheMonitorAndPlacesWithIt() throws Exception {
        customer.meet();
        customer.call.share(screen("RIGHT"));
        shows(0, 200, 0);

        place("RIGHT", 320, 360, HALF + 100, 40);

        Until.isTrue("it follows", () -> customer.consultant.screen.size().equals("320x360"));
        Screen shared = customer.call.shared().orElseThrow();
        assertThat(shared.pixelX(0)).isEqualTo(HALF + 100);
        assertThat(shared.pixelY(1)).isEqualTo(40 + 360 - 1);
        shows(0, 200, 0);
        neverShowed(200, 0, 0);
    }

    @Test
    void aMonitorThatIsUnpluggedEndsSharingAndSaysSo() throws Exception {
        customer.meet();
        customer.call.share(screen("RIGHT"));
        shows(0, 200, 0);

        xrandr("--delmonitor", "RIGHT");

        Until.isTrue("nothing is sent", () -> customer.call.own().equals(Sending.NOTHING));
        assertThat(customer.call.shared()).isEmpty();
        Until.isTrue("it is said", () -> customer.call.faults().equals(List.of("media.screen-gone")));
        neverShowed(200, 0, 0);

        customer.call.share(screen("LEFT"));
        shows(200, 0, 0);
        assertThat(customer.call.faults()).isEmpty();
    }

    @Test
    void theOnlyMonitorStaysTheOnlyOneSharedWhenAnotherIsPluggedIn() throws Exception {
        xrandr("--delmonitor", "RIGHT");
        place("LEFT", Surroundings.WIDTH, Surroundings.HEIGHT, 0, 0);
        Until.isTrue("one monitor", () -> ids().equals(List.of("LEFT")));
        customer.meet();
        customer.call.share(screen("LEFT"));
        Until.isTrue("all of it", () -> customer.consultant.screen.size().equals("1280x720"));

        place("LEFT", HALF, Surroundings.HEIGHT, 0, 0);
        place("RIGHT", HALF, Surroundings.HEIGHT, HALF, 0);

        Until.isTrue("the first alone", () -> customer.consultant.screen.size().equals(HALF + "x720"));
        shows(200, 0, 0);
        assertThat(customer.call.shared().map(Screen::id)).contains("LEFT");
    }

    private void shows(int red, int green, int blue) {
        Until.isTrue(
                () -> red + " " + green + " " + blue + "; there were " + customer.consultant.screen,
                () -> customer.consultant.screen.shows(red, green, blue));
    }

    private void neverShowed(int red, int green, int blue) {
        assertThat(customer.consultant.screen.everShowed(red, green, blue))
                .as("a picture of the other monitor")
                .isFalse();
    }

    private static List<String> ids() {
        return media.screens().stream().map(Screen::id).toList();
    }

    private static Screen screen(String id) {
        return media.screens().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void place(String name, int width, int height, int x, int y) throws Exception {
        if (ids().contains(name)) {
            xrandr("--delmonitor", name);
        }
        String output = name.equals("LEFT") ? "screen" : "none";
        xrandr("--setmonitor", name, width + "/100x" + height + "/100+" + x + "+" + y, output);
    }

    private static void xrandr(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("xrandr"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DISPLAY", Surroundings.display());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
