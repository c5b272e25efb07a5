package org.connectme.agent.control.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.connectme.agent.core.Monitors.Monitor;
import org.connectme.agent.core.Monitors.View;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A display of 1280 x 720 with a red monitor on the left and a green one on the right. */
class X11MonitorsTest {

    private static final int RED = 0xc80000;
    private static final int GREEN = 0x00c800;

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
    void aViewShowsItsMonitorAndFollowsItWithoutAPixelOfAnother() throws Exception {
        try (View view = monitors.view("RIGHT").orElseThrow()) {
            TestDisplay.await(() -> colour(view, 10, 10) == GREEN);
            assertThat(size(view)).isEqualTo("640x720");

            // Where the right one was is the left one's now.
            display.run("xrandr", "--delmonitor", "LEFT");
            TestDisplay.await(() -> colour(view, 10, 10) == GREEN);
            display.run("xrandr", "--delmonitor", "RIGHT");
            display.run("xrandr", "--setmonitor", "LEFT", "640/100x720/100+640+0", "screen");
            TestDisplay.await(() -> colour(view, 10, 10) == 0);
            display.run("xrandr", "--setmonitor", "RIGHT", "320/100x360/100+0+0", "none");
            TestDisplay.await(() -> size(view).equals("320x360"));
            TestDisplay.await(() -> colour(view, 10, 10) == RED);
        }
    }

    @Test
    void thePointerIsInThePicture() throws Exception {
        try (View view = monitors.view("RIGHT").orElseThrow()) {
            TestDisplay.await(() -> isPlain(view));

            try (X11Injector injector = display.injector()) {
                injector.move(640 + 300, 300);
                TestDisplay.await(() -> !isPlain(view));
                injector.move(10, 10);
                TestDisplay.await(() -> isPlain(view));
            }
        }
    }

    @Test
    void noWindowOfItIsEverOnTheDesktop() throws Exception {
        try (View view = monitors.view("LEFT").orElseThrow()) {
            ByteBuffer place = painter.ask(new Request(14, 0).u32((int) view.window()));

            assertThat(place.getShort(12) + 640).isNegative();
            assertThat(place.getShort(14) + 720).isNegative();
        }
    }

    @Test
    void aMonitorThatIsNotThereHasNoView() {
        assertThat(monitors.view("MIDDLE")).isEmpty();
        assertThat(X11Monitors.of(Map.of("DISPLAY", ":0", "WAYLAND_DISPLAY", "wayland-0"))
                        .list())
                .isEmpty();
    }

    @Test
    void aViewOutlivesItsServiceAndEndsOnce() throws Exception {
        View view = monitors.view("LEFT").orElseThrow();
        monitors.close();
        paint(0, GREEN);
        TestDisplay.await(() -> colour(view, 10, 10) == GREEN);

        view.close();
        view.close();
        TestDisplay.await(() -> !isThere(view));
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

    private String size(View view) throws IOException {
        ByteBuffer place = painter.ask(new Request(14, 0).u32((int) view.window()));
        return Short.toUnsignedInt(place.getShort(16)) + "x" + Short.toUnsignedInt(place.getShort(18));
    }

    private int colour(View view, int x, int y) throws IOException {
        return image(view, x, y, 1, 1).getInt(32) & 0xffffff;
    }

    private ByteBuffer image(View view, int x, int y, int width, int height) throws IOException {
        return painter.ask(new Request(73, 2)
                .u32((int) view.window())
                .u16(x)
                .u16(y)
                .u16(width)
                .u16(height)
                .u32(-1));
    }

    private boolean isPlain(View view) throws IOException {
        ByteBuffer image = image(view, 280, 280, 60, 60);
        for (int at = 32; at < 32 + 4 * 60 * 60; at += 4) {
            if ((image.getInt(at) & 0xffffff) != GREEN) {
                return false;
            }
        }
        return true;
    }

    private boolean isThere(View view) throws IOException {
        try {
            painter.ask(new Request(14, 0).u32((int) view.window()));
            return true;
        } catch (XError gone) {
            return false;
        }
    }
}
