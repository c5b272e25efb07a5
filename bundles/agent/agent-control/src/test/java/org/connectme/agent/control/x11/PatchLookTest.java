package org.connectme.agent.control.x11;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.connectme.agent.core.Monitors;
import org.connectme.agent.core.Monitors.Look;
import org.connectme.agent.core.Monitors.Patch;
import org.connectme.agent.core.Monitors.Patcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A display of 1280 x 720 with a monitor on the left and one on the right. */
class PatchLookTest {

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
        monitors = X11Monitors.of(display.environment());
    }

    @AfterEach
    void stop() throws Exception {
        monitors.close();
        painter.close();
        display.close();
    }

    @Test
    void whatIsPaintedOnAMonitorIsTakenWithItsPlaceThere() throws Exception {
        Taking taking = new Taking();
        try (Look look = looking("RIGHT", taking)) {
            paint(700, 50, 30, 20, GREEN);
            TestDisplay.await(() -> taking.has(new Taken(new Patch(640, 720, 60, 50, 30, 20), GREEN)));

            paint(700, 50, 30, 20, BLUE);
            TestDisplay.await(() -> taking.has(new Taken(new Patch(640, 720, 60, 50, 30, 20), BLUE)));
        }
    }

    @Test
    void nothingOfAnotherMonitorIsTaken() throws Exception {
        Taking taking = new Taking();
        try (Look look = looking("RIGHT", taking)) {
            paint(10, 10, 30, 20, BLUE);
            paint(630, 100, 20, 20, GREEN);
            TestDisplay.await(() -> taking.has(new Taken(new Patch(640, 720, 0, 100, 10, 20), GREEN)));

            display.run("xrandr", "--delmonitor", "LEFT");
            display.run("xrandr", "--delmonitor", "RIGHT");
            display.run("xrandr", "--setmonitor", "LEFT", "640/100x720/100+640+0", "screen");
            paint(700, 50, 30, 20, BLUE);
            display.run("xrandr", "--setmonitor", "RIGHT", "320/100x360/100+0+0", "none");
            TestDisplay.await(() -> {
                // Left out while the monitors still change.
                paint(20, 30, 40, 50, GREEN);
                return taking.has(new Taken(new Patch(320, 360, 20, 30, 40, 50), GREEN));
            });
            assertThat(taking.all).allMatch(taken -> taken.colour == GREEN);
        }
    }

    @Test
    void theWholeDesktopIsLookedAtToo() throws Exception {
        Taking taking = new Taking();
        try (Look look = looking(Monitors.DESKTOP, taking)) {
            paint(630, 100, 20, 20, GREEN);
            TestDisplay.await(() -> taking.has(new Taken(new Patch(1280, 720, 630, 100, 20, 20), GREEN)));
        }
    }

    @Test
    void twoPlacesAreTwoPatches() throws Exception {
        Taking taking = new Taking();
        try (Look look = looking("RIGHT", taking)) {
            painting(640, 10, 10, 10, GREEN);
            painting(1200, 600, 20, 20, BLUE);
            painter.sync();
            TestDisplay.await(() -> taking.has(new Taken(new Patch(640, 720, 0, 10, 10, 10), GREEN))
                    && taking.has(new Taken(new Patch(640, 720, 560, 600, 20, 20), BLUE)));
        }
    }

    @Test
    void whatIsNotWantedIsNotTakenAndNeitherIsWhatIsTooLarge() throws Exception {
        Taking taking = new Taking();
        try (Look look = looking(Monitors.DESKTOP, taking)) {
            taking.wanting = false;
            paint(700, 50, 30, 20, BLUE);
            TestDisplay.await(() -> taking.asked.contains(600));
            taking.wanting = true;
            paint(0, 0, 1280, 500, BLUE);
            TestDisplay.await(() -> taking.asked.contains(1280 * 500));
            paint(700, 50, 40, 20, GREEN);
            TestDisplay.await(() -> taking.has(new Taken(new Patch(1280, 720, 700, 50, 40, 20), GREEN)));

            assertThat(taking.all).hasSize(1);
        }
    }

    @Test
    void thePointerIsInThePatch() throws Exception {
        Taking taking = new Taking();
        try (X11Injector injector = display.injector();
                Look look = looking("RIGHT", taking)) {
            injector.move(900, 300);
            paint(800, 200, 200, 200, GREEN);
            TestDisplay.await(() -> taking.has(new Taken(new Patch(640, 720, 160, 200, 200, 200), Taken.SEVERAL)));
        }
    }

    @Test
    void nothingComesAfterTheEnd() throws Exception {
        Taking taking = new Taking();
        Look look = looking("RIGHT", taking);
        look.close();
        look.close();

        paint(700, 50, 30, 20, GREEN);

        assertThat(taking.all).isEmpty();
        assertThat(monitors.patches("MIDDLE", taking)).isEmpty();
    }

    /** Past what counts as painted at the beginning. */
    private Look looking(String id, Taking taking) throws IOException {
        Look look = monitors.patches(id, taking).orElseThrow();
        TestDisplay.await(() -> {
            paint(1279, 719, 1, 1, GREEN);
            return !taking.all.isEmpty();
        });
        paint(1278, 718, 2, 2, GREEN);
        TestDisplay.await(() -> taking.all.stream().anyMatch(taken -> taken.patch.width() == 2));
        taking.all.clear();
        taking.asked.clear();
        return look;
    }

    private void paint(int x, int y, int width, int height, int colour) throws IOException {
        painting(x, y, width, height, colour);
        painter.sync();
    }

    private void painting(int x, int y, int width, int height, int colour) throws IOException {
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
                .u16(y)
                .u16(width)
                .u16(height));
    }

    /** @param colour that every pixel has */
    private record Taken(Patch patch, int colour) {

        static final int SEVERAL = -1;
    }

    private static final class Taking implements Patcher {

        final List<Taken> all = new CopyOnWriteArrayList<>();
        final List<Integer> asked = new CopyOnWriteArrayList<>();
        volatile boolean wanting = true;

        @Override
        public boolean wants(int pixels, int whole) {
            assertThat(whole).isIn(640 * 720, 320 * 360, 1280 * 720);
            asked.add(pixels);
            return wanting;
        }

        @Override
        public void patch(Patch patch, long takenMillis, ByteBuffer shown) {
            int[] pixels = new int[shown.remaining() / 4];
            shown.asIntBuffer().get(pixels);
            assertThat(pixels).hasSize(patch.width() * patch.height());
            int[] colours = Arrays.stream(pixels)
                    .map(pixel -> pixel & 0xffffff)
                    .distinct()
                    .toArray();
            all.add(new Taken(patch, colours.length == 1 ? colours[0] : Taken.SEVERAL));
        }

        boolean has(Taken taken) {
            return all.contains(taken);
        }
    }
}
