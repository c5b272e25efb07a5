package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.connectme.agent.control.x11.XWindows.Shape;
import org.connectme.agent.core.Monitors.Monitor;
import org.connectme.agent.core.Monitors.Viewer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes pictures of one window, whatever covers it: the display keeps a picture of it by itself (extension Composite). When
 * the display begins such a picture, it fills it with what is on the screen at that place, other windows' pixels among it;
 * so it is made black before anybody can look, and the window's program is asked to draw it anew. A picture that was begun
 * without this (the window was resized, or hidden and shown again) is never looked at.
 */
final class WindowLook extends DisplayLook {

    private static final Logger logger = LoggerFactory.getLogger(WindowLook.class);

    private static final String COMPOSITE = "Composite";
    private static final int GET_ATTRIBUTES = 3;
    private static final int QUERY_TREE = 15;
    private static final int GRAB_SERVER = 36;
    private static final int UNGRAB_SERVER = 37;
    private static final int FREE_PIXMAP = 54;
    private static final int CREATE_GC = 55;
    private static final int FREE_GC = 60;
    private static final int CLEAR_AREA = 61;
    private static final int FILL_RECTANGLE = 70;
    private static final int FOREGROUND = 1 << 2;
    private static final int INPUT_OUTPUT = 1;
    private static final int DESTROYED = 17;
    private static final int CONFIGURED = 22;
    private static final Set<Integer> HIDDEN_OR_SHOWN = Set.of(18, 19, 21);
    private static final int MOST_PARTS = 1_000;
    private static final long TELL_NANOS = 250_000_000L;

    private final XWindows windows;
    private final Cursor cursor;
    private final String id;
    private final int number;
    private final int onDesktop;
    private final Viewer viewer;
    private final Runnable told;

    // Of the thread alone.
    private boolean kept;

    /** For good: whatever has its number after that is another one. */
    private boolean isGone;

    /** Its picture as the display keeps it, while it is drawn and has this size. */
    private int picture;

    private @Nullable Shape pictured;
    private @Nullable SharedPicture memory;
    private @Nullable Shape known;

    /** At least once: it may have moved since it was listed. */
    private boolean isTold;

    private long toldNanos = System.nanoTime();

    /**
     * Empty when there is no such window.
     *
     * @param changed it moved, was resized, hidden or closed, or came back; told once at the beginning, and four times a
     *     second at most
     */
    static Optional<WindowLook> open(Map<String, String> environment, String id, Viewer viewer, Runnable changed)
            throws IOException {
        XConnection display = XConnection.open(environment);
        try {
            XWindows windows = new XWindows(display);
            Optional<Integer> number = windows.find(id);
            if (number.isEmpty()) {
                display.close();
                return Optional.empty();
            }
            List<Integer> upwards = windows.upwards(number.get());
            WindowLook opened = new WindowLook(display, windows, id, upwards, viewer, changed);
            if (windows.find(id).isEmpty()) {
                // It was closed, perhaps before the display was asked to tell of that.
                display.close();
                return Optional.empty();
            }
            opened.begin(environment, upwards.stream().mapToInt(each -> each).toArray());
            return Optional.of(opened);
        } catch (XError e) {
            logger.debug("It was closed a moment ago: {}", e.getMessage());
            display.close();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            display.close();
            throw e;
        }
    }

    private WindowLook(
            XConnection display, XWindows windows, String id, List<Integer> upwards, Viewer viewer, Runnable changed)
            throws IOException {
        super(display, "window");
        this.windows = windows;
        this.id = id;
        this.number = upwards.get(0);
        this.onDesktop = upwards.get(upwards.size() - 1);
        this.viewer = viewer;
        this.told = changed;
        this.cursor = new Cursor(display);
        for (int each : upwards) {
            Changes.select(display, each);
        }
        display.ask(display.extension(COMPOSITE, 0).u32(0).u32(4));
    }

    @Override
    void take() throws IOException {
        try {
            Shape answered = isGone ? null : shape();
            boolean isStale = hear();
            Shape now = isGone ? null : answered;
            tell(now);
            if (isStale) {
                letGo();
            }
            if (now == null || !now.isViewable()) {
                letGo();
                return;
            }
            Shape before = pictured;
            if (before == null || !isSame(before, now.width(), now.height(), now.border())) {
                keepPicture();
                changed();
                return;
            }
            look(now);
        } catch (XError e) {
            logger.debug("It changed between two requests: {}", e.getMessage());
            letGo();
            changedAfter(TELL_NANOS);
        }
    }

    /**
     * Reads what the display told: after answers about the window, and before they are used.
     *
     * @return whether the display began another picture of it meanwhile, without it being made black: such is not looked at
     */
    private boolean hear() {
        boolean isStale = false;
        for (ByteBuffer event : display.takeEvents()) {
            // With the highest bit set another program made it up, as window managers do to tell a place.
            int kind = Byte.toUnsignedInt(event.get(0));
            isStale |= HIDDEN_OR_SHOWN.contains(kind & 0x7f);
            if (kind == DESTROYED && event.getInt(8) == number) {
                isGone = true;
            } else if (kind == CONFIGURED && event.getInt(8) == number) {
                isStale |= pictured != null
                        && !isSame(
                                pictured,
                                Short.toUnsignedInt(event.getShort(20)),
                                Short.toUnsignedInt(event.getShort(22)),
                                Short.toUnsignedInt(event.getShort(24)));
            }
        }
        return isStale;
    }

    private static boolean isSame(Shape shape, int width, int height, int border) {
        return shape.width() == width && shape.height() == height && shape.border() == border;
    }

    private void look(Shape now) throws IOException {
        SharedPicture into = memory;
        int width = even(now.width());
        int height = even(now.height());
        if (into == null || width == 0 || height == 0) {
            return;
        }
        ByteBuffer pixels = into.take(picture, now.border(), now.border(), width, height);
        if (windows.underPointer() == onDesktop) {
            cursor.paint(pixels, new Monitor(id, "", now.x(), now.y(), width, height, false));
        }
        if (!isClosed()) {
            viewer.picture(pixels, width, height);
        }
    }

    /** Colours are sent for two by two pixels. */
    private static int even(int size) {
        return size & ~1;
    }

    private @Nullable Shape shape() throws IOException {
        try {
            Shape now = windows.shape(number);
            if (now.isViewable()) {
                return now;
            }
            // Whether it is hidden or was given up, only the window manager says, perhaps a moment later.
            changedAfter(TELL_NANOS);
            return windows.find(id).isPresent() ? now : null;
        } catch (XError gone) {
            return null;
        }
    }

    private void tell(@Nullable Shape now) {
        if (isTold && Objects.equals(now, known)) {
            return;
        }
        long wait = TELL_NANOS - (System.nanoTime() - toldNanos);
        if (wait > 0) {
            changedAfter(wait);
            return;
        }
        known = now;
        isTold = true;
        toldNanos = System.nanoTime();
        told.run();
    }

    /** The whole display waits meanwhile: nobody draws between the beginning of the picture and its blackening. */
    private void keepPicture() throws IOException {
        letGo();
        display.send(new Request(GRAB_SERVER, 0));
        try {
            Shape now = windows.shape(number);
            // Within the pause: none of what came before tells about the picture that begins here.
            hear();
            if (isGone || !now.isViewable()) {
                return;
            }
            if (!kept) {
                // It ends with the connection.
                display.send(display.extension(COMPOSITE, 1).u32(number).u8(0).skip(3));
                kept = true;
            }
            picture = display.newId();
            display.send(display.extension(COMPOSITE, 6).u32(number).u32(picture));
            blacken(now.width() + 2 * now.border(), now.height() + 2 * now.border());
            drawAgain(number, MOST_PARTS);
            pictured = now;
            memory = new SharedPicture(display, now.width() * now.height() * BYTES);
        } finally {
            display.send(new Request(UNGRAB_SERVER, 0));
            display.sync();
        }
    }

    private void blacken(int width, int height) throws IOException {
        int context = display.newId();
        display.send(new Request(CREATE_GC, 0)
                .u32(context)
                .u32(picture)
                .u32(FOREGROUND)
                .u32(0));
        display.send(new Request(FILL_RECTANGLE, 0)
                .u32(picture)
                .u32(context)
                .u16(0)
                .u16(0)
                .u16(width)
                .u16(height));
        display.send(new Request(FREE_GC, 0).u32(context));
    }

    /** @return how many more parts of it may be asked */
    private int drawAgain(int part, int most) throws IOException {
        ByteBuffer attributes = display.ask(new Request(GET_ATTRIBUTES, 0).u32(part));
        if (attributes.getShort(12) == INPUT_OUTPUT) {
            display.send(new Request(CLEAR_AREA, 1).u32(part).skip(8));
        }
        ByteBuffer tree = display.ask(new Request(QUERY_TREE, 0).u32(part));
        int left = most - 1;
        for (int i = 0; i < Short.toUnsignedInt(tree.getShort(16)) && left > 0; i++) {
            left = drawAgain(tree.getInt(32 + 4 * i), left);
        }
        return left;
    }

    private void letGo() throws IOException {
        if (pictured != null) {
            pictured = null;
            display.send(new Request(FREE_PIXMAP, 0).u32(picture));
        }
        forget();
    }

    @Override
    void forget() throws IOException {
        SharedPicture before = memory;
        memory = null;
        if (before != null) {
            before.close();
        }
    }
}
