package org.connectme.agent.control.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.connectme.agent.core.Monitors;
import org.connectme.agent.core.Monitors.Look;
import org.connectme.agent.core.Monitors.Monitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A display of 1280 x 720 with a red monitor on the left and a green one on the right. */
class X11MonitorsTest {

    private static final int RED = 0xc80000;
    private static final int GREEN = 0x00c800;
    private static final int BLUE = 0x0000c8;

    private TestDisplay display;
    private XConnection painter;
    private X11Monitors monitors;

    @BeforeEach
    void start() throws Exception {
        display = new TestDisplay();
        painter = display.connect();
        display.run("xrandr", "--setmonitor", "LEFT", "640/100x720/100+0+0", "screen");
        display.run("xrandr", "--setmonitor", "RIGHT", "640/100x720/100+640+0", "none");
        paint(0, RED);
        paint(640, GREEN);
        monitors = X11Monitors.of(display.environment());
    }

    @AfterEach
    void stop() throws Exception {
        monitors.close();
        painter.close();
        display.close();
    }

    @Test
    void eachMonitorIsListedWithItsNameAndPlace() {
        assertThat(monitors.list())
                .containsExactly(
                        new Monitor("LEFT", "LEFT", 0, 0, 640, 720, false),
                        new Monitor("RIGHT", "RIGHT", 640, 0, 640, 720, false));
    }

    @Test
    void whatChangesIsTold() throws Exception {
        AtomicInteger changes = new AtomicInteger();
        Runnable end = monitors.watch(changes::incrementAndGet);

        display.run("xrandr", "--delmonitor", "RIGHT");
        TestDisplay.await(() -> monitors.list().size() == 1);
        display.run("xrandr", "--setmonitor", "RIGHT", "320/100x360/100+700+20", "none");
        TestDisplay.await(() -> monitors.list().contains(new Monitor("RIGHT", "RIGHT", 700, 20, 320, 360, false)));
        TestDisplay.await(() -> changes.get() >= 2);

        end.run();
        int before = changes.get();
        display.run("xrandr", "--delmonitor", "RIGHT");
        TestDisplay.await(() -> monitors.list().size() == 1);
        assertThat(changes).hasValue(before);
    }

    @Test
    void aLookShowsItsMonitorAndFollowsItWithoutAPixelOfAnother() throws Exception {
        Looking looking = new Looking();
        try (Look look = monitors.look("RIGHT", looking).orElseThrow()) {
            TestDisplay.await(() -> looking.shows(640, 720, GREEN));

            // Where the right one was is the left one's now.
            display.run("xrandr", "--delmonitor", "LEFT");
            display.run("xrandr", "--delmonitor", "RIGHT");
            display.run("xrandr", "--setmonitor", "LEFT", "640/100x720/100+640+0", "screen");
            paint(640, BLUE);
            display.run("xrandr", "--setmonitor", "RIGHT", "320/100x360/100+0+0", "none");
            TestDisplay.await(() -> looking.shows(320, 360, RED));
            assertThat(looking.everShowed(BLUE)).as("what is the left one's").isFalse();
        }
    }

    @Test
    void whatIsPaintedIsShownAndNothingComesWhileNothingChanges() throws Exception {
        Looking looking = new Looking();
        try (Look look = monitors.look("LEFT", looking).orElseThrow()) {
            TestDisplay.await(() -> looking.shows(640, 720, RED));
            paint(0, BLUE);
            TestDisplay.await(() -> looking.shows(640, 720, BLUE));
            paint(640, RED);
            paint(0, GREEN);
            TestDisplay.await(() -> looking.shows(640, 720, GREEN));

            // One at the beginning, at most two for each painting: it may be seen half done.
            assertThat(looking.pictures.get()).isBetween(3, 7);
        }
    }

    @Test
    void theWholeDesktopCanBeLookedAtToo() throws Exception {
        Looking looking = new Looking();
        try (Look look = monitors.look(Monitors.DESKTOP, looking).orElseThrow()) {
            TestDisplay.await(() -> looking.width() == 1280 && looking.colour(10, 10) == RED);
            assertThat(looking.colour(1000, 10)).isEqualTo(GREEN);
        }
    }

    @Test
    void thePointerIsInThePicture() throws Exception {
        Looking looking = new Looking();
        try (X11Injector injector = display.injector()) {
            injector.move(10, 10);
            try (Look look = monitors.look("RIGHT", looking).orElseThrow()) {
                TestDisplay.await(() -> looking.isPlain(GREEN));

                injector.move(640 + 300, 300);
                TestDisplay.await(() -> !looking.isPlain(GREEN));
                injector.move(10, 10);
                TestDisplay.await(() -> looking.isPlain(GREEN));
            }
        }
    }

    @Test
    void aMonitorThatIsNotThereCannotBeLookedAt() {
        assertThat(monitors.look("MIDDLE", new Looking())).isEmpty();
        assertThat(X11Monitors.of(Map.of("DISPLAY", ":0", "WAYLAND_DISPLAY", "wayland-0"))
                        .list())
                .isEmpty();
    }

    @Test
    void aLookOutlivesItsServiceAndEndsOnce() throws Exception {
        Looking looking = new Looking();
        Look look = monitors.look("LEFT", looking).orElseThrow();
        monitors.close();
        paint(0, GREEN);
        TestDisplay.await(() -> looking.shows(640, 720, GREEN));

        look.close();
        look.close();
        int before = looking.pictures.get();
        paint(0, RED);
        assertThat(looking.pictures).hasValue(before);
    }

    @ParameterizedTest
    @CsvSource({
        "ff102030, 00ffffff, ff102030",
        "00000000, 00a0b0c0, ffa0b0c0",
        "80404040, 00804020, ff806050",
        "80ffffff, 00ffffff, ffffffff"
    })
    void thePointersEdgesAreSmooth(String above, String below, String result) {
        int over = Cursor.over(Integer.parseUnsignedInt(above, 16), Integer.parseUnsignedInt(below, 16));

        List<Integer> channels = List.of(16, 8, 0);
        for (int shift : channels) {
            assertThat(over >>> shift & 0xff)
                    .isCloseTo(Integer.parseUnsignedInt(result, 16) >>> shift & 0xff, within(1));
        }
    }

    private void paint(int x, int colour) throws IOException {
        int context = painter.newId();
        painter.send(new Request(55, 0)
                .u32(context)
                .u32(painter.root())
                .u32(1 << 2 | 1 << 15)
                .u32(colour)
                .u32(1));
        painter.send(new Request(70, 0)
                .u32(painter.root())
                .u32(context)
                .u16(x)
                .u16(0)
                .u16(640)
                .u16(720));
        painter.sync();
    }
}
