package org.connectme.agent.control.x11;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.connectme.agent.core.Monitors.Look;
import org.connectme.agent.core.Monitors.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A green window that the display draws by itself, with a red one over it; the test is their window manager. */
class X11WindowsTest {

    private static final int RED = 0xc80000;
    private static final int GREEN = 0x00c800;
    private static final int BLUE = 0x0000c8;
    private static final int BLACK = 0;
    private static final int ATOM = 4;
    private static final int WINDOW = 33;
    private static final int CARDINAL = 6;
    private static final int STRING = 31;
    private static final long WHILE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    private final Looking looking = new Looking();
    private final AtomicInteger changes = new AtomicInteger();
    private TestDisplay display;
    private XConnection painter;
    private X11Monitors monitors;
    private int green;
    private int red;

    @BeforeEach
    void start() throws Exception {
        display = new TestDisplay();
        painter = display.connect();
        green = window(100, 80, 400, 300, 1 << 1, GREEN);
        red = window(0, 0, 1280, 720, 1 << 1, RED);
        name(green, "Letter to \u00c4nne", "writer");
        name(red, "Secret", "bank");
        manages(green, red);
        monitors = X11Monitors.of(display.environment());
        monitors.watch(changes::incrementAndGet);
    }

    @AfterEach
    void stop() throws Exception {
        monitors.close();
        painter.close();
        display.close();
    }

    @Test
    void windowsAreListedTheTopmostFirstWithTitleProgramAndPlace() {
        assertThat(monitors.windows())
                .containsExactly(
                        new Window(id(red), "Secret", "bank", 0, 0, 1280, 720, true),
                        new Window(id(green), "Letter to \u00c4nne", "writer", 100, 80, 400, 300, true));
    }

    @Test
    void neitherTheAppsOwnWindowsNorTheDesktopsBarsAreListed() throws Exception {
        change(red, "_NET_WM_PID", CARDINAL, 32, (int) ProcessHandle.current().pid());
        assertThat(monitors.windows()).extracting(Window::id).containsExactly(id(green));

        change(green, "_NET_WM_WINDOW_TYPE", ATOM, 32, atom("_NET_WM_WINDOW_TYPE_DOCK"));
        assertThat(monitors.windows()).isEmpty();
        assertThat(monitors.look(id(green), looking)).isEmpty();
    }

    @Test
    void whatAProgramCallsItselfHidesNoWindow() throws Exception {
        change(red, 67, STRING, 8, new byte[] {0, 0});
        change(green, 67, STRING, 8, new byte[0]);
        assertThat(monitors.windows()).extracting(Window::program).containsExactly("", "");
    }

    @Test
    void aCoveredWindowIsSeenWholeAndNotAPixelOfWhatCoversItWhileItIsResized() throws Exception {
        try (Look look = look()) {
            TestDisplay.await(() -> looking.size().equals("400x300") && looking.isPlain(GREEN));

            // Beneath the other one, where the display fills each new picture with what it sees.
            long end = System.nanoTime() + WHILE_NANOS;
            for (int turn = 0; System.nanoTime() < end; turn++) {
                resize(green, 400 + turn % 2 * 100, 300);
            }
            resize(green, 320, 200);
            TestDisplay.await(() -> looking.size().equals("320x200") && looking.isPlain(GREEN));
            assertThat(looking.everShowed(RED)).isFalse();
        }
    }

    @Test
    void whatAProgramHasNotDrawnYetIsBlackAndNotWhatTheDisplayFoundThere() throws Exception {
        int bare = window(200, 100, 300, 200, 1 << 0, 0);
        painter.send(new Request(12, 0)
                .u32(bare)
                .u16(1 << 5 | 1 << 6)
                .u16(0)
                .u32(red)
                .u32(1));
        manages(bare, green, red);

        try (Look look = monitors.look(id(bare), looking).orElseThrow()) {
            TestDisplay.await(() -> looking.size().equals("300x200") && looking.isPlain(BLACK));
            for (int turn = 1; turn <= 20; turn++) {
                String size = 300 + turn * 10 + "x200";
                resize(bare, 300 + turn * 10, 200);
                TestDisplay.await(() -> looking.size().equals(size));
                hide(bare);
                show(bare);
            }
            resize(bare, 310, 200);
            TestDisplay.await(() -> looking.size().equals("310x200"));
            assertThat(looking.everShowed(RED)).as("what covers it").isFalse();
            assertThat(looking.everShowed(GREEN)).as("what lies below it").isFalse();
        }
    }

    @Test
    void whatIsPaintedInACoveredWindowIsShownAtOnce() throws Exception {
        try (Look look = look()) {
            TestDisplay.await(() -> looking.isPlain(GREEN));
            background(green, BLUE);
            painter.send(new Request(61, 0).u32(green).skip(8));
            painter.sync();
            TestDisplay.await(() -> looking.isPlain(BLUE));
        }
    }

    @Test
    void aMinimisedWindowStandsStillAndGoesOnWhenItIsBack() throws Exception {
        try (Look look = look()) {
            TestDisplay.await(() -> looking.isPlain(GREEN));

            hide(green);
            TestDisplay.await(() -> changes.get() > 0);
            assertThat(monitors.windows().get(1).drawn()).isFalse();
            int before = changes.get();
            background(green, BLUE);
            assertThat(looking.isPlain(GREEN)).isTrue();

            show(green);
            TestDisplay.await(() -> looking.isPlain(BLUE));
            TestDisplay.await(() -> changes.get() > before);
            assertThat(monitors.windows().get(1).drawn()).isTrue();
        }
    }

    @Test
    void oneThatIsMinimisedAtTheBeginningIsSeenOnceItIsOpened() throws Exception {
        hide(green);
        try (Look look = look()) {
            show(green);
            TestDisplay.await(() -> looking.isPlain(GREEN));
        }
    }

    @Test
    void aMovedWindowIsToldAndAClosedOneTooAndNothingIsSeenAfter() throws Exception {
        try (Look look = look()) {
            TestDisplay.await(() -> looking.isPlain(GREEN));

            painter.send(new Request(12, 0).u32(green).u16(3).u16(0).u32(300).u32(200));
            painter.sync();
            TestDisplay.await(() -> changes.get() > 0);
            assertThat(monitors.windows().get(1))
                    .extracting(Window::x, Window::y)
                    .containsExactly(300, 200);

            int before = changes.get();
            painter.send(new Request(4, 0).u32(green));
            painter.sync();
            manages(red);
            TestDisplay.await(() -> changes.get() > before);
            assertThat(monitors.windows()).extracting(Window::id).containsExactly(id(red));
            assertThat(looking.everShowed(RED)).isFalse();
        }
    }

    @Test
    void aWindowThatItsProgramGivesUpIsToldEvenIfTheManagerSaysSoLater() throws Exception {
        try (Look look = look()) {
            TestDisplay.await(() -> looking.isPlain(GREEN));
            hide(green);
            TestDisplay.await(() -> changes.get() > 0);
            int before = changes.get();

            manages(red);

            TestDisplay.await(() -> changes.get() > before);
        }
    }

    @Test
    void thePointerIsInThePictureWhereItIsOverTheWindowAndNothingCoversThat() throws Exception {
        try (Look look = look();
                X11Injector injector = display.injector()) {
            TestDisplay.await(() -> looking.isPlain(GREEN));
            int before = looking.pictures.get();
            injector.move(300, 200);
            TestDisplay.await(() -> looking.pictures.get() > before);
            assertThat(looking.isPlain(GREEN)).isTrue();

            hide(red);
            TestDisplay.await(() -> !looking.isPlain(GREEN));
            injector.move(1200, 700);
            TestDisplay.await(() -> looking.isPlain(GREEN));
        }
    }

    @Test
    void aWindowThatGotItsOldSizeBackBetweenTwoPicturesIsFollowed() throws Exception {
        try (Look look = look()) {
            TestDisplay.await(() -> looking.size().equals("400x300") && looking.isPlain(GREEN));

            // Nobody else is served meanwhile.
            painter.send(new Request(36, 0));
            resize(green, 500, 300);
            resize(green, 400, 300);
            background(green, BLUE);
            painter.send(new Request(61, 0).u32(green).skip(8));
            painter.send(new Request(37, 0));
            painter.sync();

            TestDisplay.await(() -> looking.size().equals("400x300") && looking.isPlain(BLUE));
            assertThat(looking.everShowed(RED)).isFalse();
        }
    }

    @Test
    void anotherWindowThatGetsTheNumberOfOneThatWasClosedIsNotSeen() throws Exception {
        try (Look look = look()) {
            TestDisplay.await(() -> looking.isPlain(GREEN));

            // Nobody else is served meanwhile.
            painter.send(new Request(36, 0));
            painter.send(new Request(4, 0).u32(green));
            window(green, 100, 80, 400, 300, 1 << 1, BLUE);
            // As on a desktop that draws its windows by itself: there, everybody can look at all of them.
            painter.ask(painter.extension("Composite", 0).u32(0).u32(4));
            painter.send(painter.extension("Composite", 1).u32(green).u8(0).skip(3));
            painter.send(new Request(37, 0));
            painter.sync();
            assertThat(monitors.windows()).extracting(Window::id).contains(id(green));

            TestDisplay.await(() -> changes.get() > 0);
            long end = System.nanoTime() + WHILE_NANOS;
            TestDisplay.await(() -> System.nanoTime() > end);
            assertThat(looking.everShowed(BLUE)).isFalse();
        }
    }

    @Test
    void aWindowOfAnOddSizeIsSeenToo() throws Exception {
        resize(green, 401, 303);
        try (Look look = look()) {
            TestDisplay.await(() -> looking.size().equals("400x302") && looking.isPlain(GREEN));
        }
    }

    @Test
    void aWindowThatIsNotAmongThoseListedCannotBeLookedAt() throws Exception {
        manages(red);

        assertThat(monitors.look(id(green), looking)).isEmpty();
        assertThat(monitors.look(id(painter.root()), looking)).isEmpty();
        assertThat(monitors.look("window-x", looking)).isEmpty();
        // Another program's window once had this number.
        assertThat(monitors.look(id(red) + "0", looking)).isEmpty();
        assertThat(monitors.look("window-" + Integer.toHexString(red), looking)).isEmpty();
        assertThat(looking.pictures).hasValue(0);
    }

    /** What is told at the beginning was told. */
    private Look look() throws IOException {
        Look look = monitors.look(id(green), looking).orElseThrow();
        TestDisplay.await(() -> changes.get() > 0);
        changes.set(0);
        return look;
    }

    private static String id(int number) {
        return "window-" + Integer.toHexString(number) + "-"
                + ProcessHandle.current().pid();
    }

    private int window(int x, int y, int width, int height, int what, int background) throws IOException {
        int made = painter.newId();
        window(made, x, y, width, height, what, background);
        return made;
    }

    private void window(int made, int x, int y, int width, int height, int what, int background) throws IOException {
        painter.send(new Request(1, 0)
                .u32(made)
                .u32(painter.root())
                .u16(x)
                .u16(y)
                .u16(width)
                .u16(height)
                .u16(0)
                .u16(1)
                .u32(0)
                .u32(what)
                .u32(background));
        show(made);
    }

    private void show(int window) throws IOException {
        painter.send(new Request(8, 0).u32(window));
        painter.sync();
    }

    private void hide(int window) throws IOException {
        painter.send(new Request(10, 0).u32(window));
        painter.sync();
    }

    private void background(int window, int colour) throws IOException {
        painter.send(new Request(2, 0).u32(window).u32(1 << 1).u32(colour));
        painter.sync();
    }

    private void resize(int window, int width, int height) throws IOException {
        painter.send(new Request(12, 0).u32(window).u16(4 | 8).u16(0).u32(width).u32(height));
        painter.sync();
    }

    private void name(int window, String title, String program) throws IOException {
        byte[] letters = title.getBytes(StandardCharsets.UTF_8);
        change(window, atom("_NET_WM_NAME"), atom("UTF8_STRING"), 8, letters);
        change(window, 67, STRING, 8, (program + "\0" + program + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    private void manages(int... windows) throws IOException {
        change(painter.root(), "_NET_CLIENT_LIST_STACKING", WINDOW, 32, windows);
    }

    private void change(int window, String property, int type, int format, int... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        change(window, atom(property), type, format, bytes.array());
    }

    private void change(int window, int property, int type, int format, byte[] bytes) throws IOException {
        painter.send(new Request(18, 0)
                .u32(window)
                .u32(property)
                .u32(type)
                .u8(format)
                .skip(3)
                .u32(bytes.length * 8 / format)
                .bytes(bytes));
        painter.sync();
    }

    private int atom(String name) throws IOException {
        byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
        return painter.ask(new Request(16, 0).u16(letters.length).u16(0).bytes(letters))
                .getInt(8);
    }
}
