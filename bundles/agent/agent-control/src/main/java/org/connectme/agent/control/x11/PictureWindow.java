package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.connectme.agent.core.Monitors.View;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A window beyond the desktop's edge that shows pictures which come from somewhere else. Each appears as a whole. It is
 * black until the first, and again after {@link #blacken}. Thread-safe.
 */
public final class PictureWindow implements View {

    private static final Logger logger = LoggerFactory.getLogger(PictureWindow.class);

    private static final int CREATE_WINDOW = 1;
    private static final int MAP_WINDOW = 8;
    private static final int INTERN_ATOM = 16;
    private static final int CREATE_PIXMAP = 53;
    private static final int CREATE_GC = 55;
    private static final int CLEAR_AREA = 61;
    private static final int COPY_AREA = 62;
    private static final int PUT_IMAGE = 72;

    private static final int INPUT_OUTPUT = 1;
    private static final int BACKGROUND_AND_OVERRIDE = 1 << 1 | 1 << 9;
    private static final int NO_EXPOSURES = 1 << 16;
    private static final int Z_PIXMAP = 2;
    private static final int PIXEL_BYTES = 4;

    /** The most that one request may be long without an extension, but for its head. */
    private static final int MOST_BYTES = 65_535 * 4 - 24;

    private final XConnection display;
    private final int width;
    private final int height;
    private final int window;
    private final int hidden;
    private final int context;
    private final Object drawing = new Object();
    private boolean over;

    /** @param environment names the display, which has a depth of 24 bits, blue first, as all of today have */
    public static PictureWindow open(Map<String, String> environment, int width, int height) throws IOException {
        XConnection display = XConnection.open(environment);
        try {
            return new PictureWindow(display, width, height);
        } catch (IOException | RuntimeException e) {
            display.close();
            throw e;
        }
    }

    private PictureWindow(XConnection display, int width, int height) throws IOException {
        this.display = display;
        this.width = width;
        this.height = height;
        // Who captures windows looks for this word and believes that every display knows it.
        byte[] word = "WM_STATE".getBytes(StandardCharsets.US_ASCII);
        display.ask(new Request(INTERN_ATOM, 0).u16(word.length).u16(0).bytes(word));
        // Without Composite a window beyond the edge has no picture.
        display.ask(display.extension("Composite", 0).u32(0).u32(4));
        window = display.newId();
        display.send(new Request(CREATE_WINDOW, 0)
                .u32(window)
                .u32(display.root())
                .u16(-width - 1)
                .u16(-height - 1)
                .u16(width)
                .u16(height)
                .u16(0)
                .u16(INPUT_OUTPUT)
                .u32(0) // the root's visual
                .u32(BACKGROUND_AND_OVERRIDE)
                .u32(0) // black
                .u32(1));
        context = display.newId();
        display.send(new Request(CREATE_GC, 0)
                .u32(context)
                .u32(window)
                .u32(NO_EXPOSURES)
                .u32(0));
        display.send(display.extension("Composite", 1).u32(window).u8(0).skip(3));
        display.send(new Request(MAP_WINDOW, 0).u32(window));
        hidden = display.newId();
        display.send(new Request(CREATE_PIXMAP, display.depth())
                .u32(hidden)
                .u32(window)
                .u16(width)
                .u16(height));
        display.sync();
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    @Override
    public long window() {
        return Integer.toUnsignedLong(window);
    }

    /**
     * Shows a picture of this window's size; nothing any more after {@link #blacken} or {@link #close}.
     *
     * @param pixels row after row from its position on, four bytes each, blue first
     * @param stride bytes from one row to the next
     */
    public void show(ByteBuffer pixels, int stride) throws IOException {
        synchronized (drawing) {
            if (over) {
                return;
            }
            int row = width * PIXEL_BYTES;
            int together = stride == row ? Math.max(1, MOST_BYTES / row) : 1;
            for (int y = 0; y < height; y += together) {
                int rows = Math.min(together, height - y);
                put(y, rows, pixels.slice(pixels.position() + y * stride, rows * row));
            }
            display.send(new Request(COPY_AREA, 0)
                    .u32(hidden)
                    .u32(window)
                    .u32(context)
                    .skip(8)
                    .u16(width)
                    .u16(height));
            // So that no more than one picture waits for a display that is slow.
            display.sync();
            display.forgetEvents();
        }
    }

    private void put(int y, int rows, ByteBuffer pixels) throws IOException {
        display.send(
                new Request(PUT_IMAGE, Z_PIXMAP)
                        .u32(hidden)
                        .u32(context)
                        .u16(width)
                        .u16(rows)
                        .u16(0)
                        .u16(y)
                        .u8(0)
                        .u8(display.depth())
                        .u16(0),
                pixels);
    }

    /** From now on it is black, and stays so. */
    public void blacken() {
        synchronized (drawing) {
            if (over) {
                return;
            }
            over = true;
            try {
                display.send(new Request(CLEAR_AREA, 0).u32(window).skip(8));
                display.sync();
            } catch (IOException e) {
                logger.debug("The display is gone, and the window with it: {}", e.toString());
            }
        }
    }

    /** The window goes with the connection. */
    @Override
    public void close() {
        synchronized (drawing) {
            over = true;
            try {
                display.close();
            } catch (IOException e) {
                logger.warn("The connection for a picture did not close: {}", e.toString());
            }
        }
    }
}
