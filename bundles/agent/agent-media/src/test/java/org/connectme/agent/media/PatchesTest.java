package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.EventQueue;
import java.awt.Window;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.connectme.agent.control.x11.X11Monitors;
import org.connectme.agent.core.Monitors;
import org.connectme.agent.core.Monitors.Patch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A red desktop with a small window that changes its colour; all of it is shared. */
@ExtendWith(Surroundings.class)
class PatchesTest {

    private static final Patch PLACE = new Patch(Surroundings.WIDTH, Surroundings.HEIGHT, 300, 200, 120, 80);
    private static final Duration SOME_TIME = Duration.ofSeconds(1);

    /** On a machine that is busy with other tests. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private static WebRtcMedia media;
    private static Monitors monitors;
    private static Window window;

    private Customer customer;

    @BeforeAll
    static void start() throws Exception {
        monitors = X11Monitors.of(Map.of("DISPLAY", Surroundings.display()));
        media = new WebRtcMedia(new MadeUpCamera());
        media.setMonitors(monitors);
        EventQueue.invokeAndWait(() -> {
            window = new Window(null);
            window.setBounds(PLACE.x(), PLACE.y(), PLACE.width(), PLACE.height());
        });
    }

    @AfterAll
    static void stop() throws Exception {
        EventQueue.invokeAndWait(window::dispose);
        media.close();
        media.unsetMonitors(monitors);
    }

    @BeforeEach
    void open() throws Exception {
        Surroundings.paint(new Color(200, 0, 0));
        EventQueue.invokeAndWait(() -> {
            window.setBackground(new Color(0, 200, 0));
            window.setVisible(true);
            window.toFront();
        });
        customer = new Customer(media).meet();
    }

    @AfterEach
    void close() throws Exception {
        customer.close();
        EventQueue.invokeAndWait(() -> window.setVisible(false));
    }

    @Test
    void whatChangesComesAsItIsWhereItIsAskedFor() {
        customer.call.share(media.screens().get(0));
        customer.consultant.wantsPatches(true);

        becomes(new Color(0, 0, 201));
        becomes(new Color(203, 204, 0));

        customer.consultant.wantsPatches(false);
        noneComes();
    }

    @Test
    void theVideoBringsFewPicturesWhileTheyBringWhatChanges() {
        customer.call.share(media.screens().get(0));
        customer.consultant.wantsPatches(true);
        becomes(new Color(0, 0, 206));

        Until.isTrue("few pictures in a second", () -> {
            double before = customer.consultant.framesReceived();
            Until.staysTrueFor(SOME_TIME, "looking", () -> true);
            double came = customer.consultant.framesReceived() - before;
            return came > 0 && came < 1.5 * Tempo.PATCHED;
        });
    }

    @Test
    void noneComesOfWhatIsNotShared() {
        customer.consultant.wantsPatches(true);
        noneComes();

        customer.call.share(media.screens().get(0));
        becomes(new Color(0, 0, 202));

        customer.call.stopSharing();
        Until.isTrue("it is not shared", () -> customer.call.shared().isEmpty());
        noneComes();
    }

    @Test
    void noneComesInAPrivateMomentAndNoneOfItAfterwards() {
        customer.call.share(media.screens().get(0));
        customer.consultant.wantsPatches(true);
        becomes(new Color(0, 0, 203));

        customer.call.blank(true);
        Until.isTrue("black", () -> customer.consultant.screen.shows(0, 0, 0));
        noneComes();

        paint(new Color(1, 2, 3));
        customer.call.blank(false);
        becomes(new Color(0, 0, 204));
        assertThat(colours()).doesNotContain(0x010203);
    }

    @Test
    void aPageThatSaysNonsenseGetsNone() {
        customer.call.share(media.screens().get(0));
        customer.consultant.says("patches please");
        customer.consultant.says("[[[");
        noneComes();

        customer.consultant.wantsPatches(true);
        becomes(new Color(0, 0, 205));
    }

    @Test
    void aPageThatChangesItsMindTenThousandTimesHoldsUpNoPrivateMoment() {
        customer.call.share(media.screens().get(0));
        customer.consultant.wantsPatches(true);
        becomes(new Color(0, 0, 206));

        for (int turn = 0; turn < 10_000; turn++) {
            customer.consultant.wantsPatches(turn % 2 == 1);
        }
        long before = System.nanoTime();
        customer.call.blank(true);
        Until.isTrue("black", () -> customer.consultant.screen.shows(0, 0, 0));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);

        customer.call.blank(false);
        becomes(new Color(0, 0, 207));
    }

    @Test
    void theyGoOnWhenWhatTellsMonitorsApartIsReplaced() {
        customer.call.share(media.screens().get(0));
        customer.consultant.wantsPatches(true);
        becomes(new Color(0, 0, 208));

        media.unsetMonitors(monitors);
        monitors = X11Monitors.of(Map.of("DISPLAY", Surroundings.display()));
        media.setMonitors(monitors);
        becomes(new Color(0, 0, 209));
    }

    /** Again and again: nobody promises a patch for each change. */
    private void becomes(Color colour) {
        Color other = new Color(colour.getRed(), 99, colour.getBlue());
        int before = customer.consultant.patches.size();
        boolean[] turn = new boolean[1];
        Until.isTrue(() -> "a patch in " + colour + "; there were " + colours(), () -> {
            turn[0] = !turn[0];
            paint(turn[0] ? colour : other);
            return customer.consultant.patches.stream()
                    .skip(before)
                    .map(Unpacked::of)
                    .anyMatch(patch -> patch.patch().equals(PLACE)
                            && Arrays.stream(patch.pixels()).allMatch(pixel -> pixel == (colour.getRGB() & 0xFFFFFF)));
        });
    }

    private void noneComes() {
        // What was under way when it was said.
        Until.isTrue("those on their way are there", () -> {
            int now = customer.consultant.patches.size();
            paint(new Color(7, 8, now % 200));
            Until.staysTrueFor(Duration.ofMillis(300), "looking", () -> true);
            return customer.consultant.patches.size() == now;
        });
        int before = customer.consultant.patches.size();
        Until.staysTrueFor(SOME_TIME, "none comes", () -> {
            paint(new Color(9, 10, (int) (System.nanoTime() % 200)));
            return customer.consultant.patches.size() == before;
        });
    }

    private List<Integer> colours() {
        return customer.consultant.patches.stream()
                .map(Unpacked::of)
                .map(patch -> patch.pixels()[0])
                .distinct()
                .toList();
    }

    private static void paint(Color colour) {
        try {
            EventQueue.invokeAndWait(() -> {
                window.setBackground(colour);
                window.repaint();
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
