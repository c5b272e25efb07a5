package org.connectme.agent.control.x11;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells at once when something in a window is painted (extension DAMAGE), the pointer moves or changes its shape, monitors
 * change, or the window is moved, resized, minimised or gone, on a connection and a thread of its own.
 */
final class Changes implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Changes.class);

    private static final String DAMAGE = "DAMAGE";
    private static final String XFIXES = "XFIXES";
    private static final int ONCE_UNTIL_TAKEN = 3;
    private static final int SHAPE_OF_POINTER = 1;
    private static final int ALL_MASTERS = 1;
    private static final int RAW_MOTION = 1 << 17;
    private static final int CHANGE_ATTRIBUTES = 2;
    private static final int EVENTS = 1 << 11;
    private static final int WHERE_IT_IS = 1 << 17;

    private final XConnection display;
    private final Runnable changed;
    private final int damage;

    /** @param windows what is painted in the first of them is told, and where all of them are; it may be the root */
    Changes(XConnection display, Runnable changed, int... windows) throws IOException {
        this.display = display;
        this.changed = changed;
        display.ask(display.extension(DAMAGE, 0).u32(1).u32(1));
        display.ask(display.extension(XFIXES, 0).u32(4).u32(0));
        display.ask(display.extension(XInput.NAME, 47).u16(2).u16(2));
        new Randr(display).select();
        for (int window : windows) {
            select(display, window);
        }
        damage = display.newId();
        display.send(display.extension(DAMAGE, 1)
                .u32(damage)
                .u32(windows[0])
                .u8(ONCE_UNTIL_TAKEN)
                .skip(3));
        display.send(display.extension(XFIXES, 3).u32(display.root()).u32(SHAPE_OF_POINTER));
        display.send(display.extension(XInput.NAME, 46)
                .u32(display.root())
                .u16(1)
                .u16(0)
                .u16(ALL_MASTERS)
                .u16(1)
                .u32(RAW_MOTION));
        display.sync();
        Thread thread = new Thread(this::follow, "screen changes");
        thread.setDaemon(true);
        thread.start();
    }

    /** From here on there is an event when it is moved, resized, shown, hidden or gone. */
    static void select(XConnection display, int window) throws IOException {
        display.send(new Request(CHANGE_ATTRIBUTES, 0).u32(window).u32(EVENTS).u32(WHERE_IT_IS));
    }

    private void follow() {
        try {
            while (true) {
                display.event();
                // Whatever is painted from here on is told anew. The display must have it before a picture is taken by
                // another connection: what is painted between the two would be in no picture and never told.
                display.send(display.extension(DAMAGE, 3).u32(damage).u32(0).u32(0));
                display.sync();
                changed.run();
            }
        } catch (IOException e) {
            logger.debug("The screen is not watched any more: {}", e.toString());
        }
        // Perhaps because it is gone.
        changed.run();
    }

    @Override
    public void close() throws IOException {
        display.close();
    }
}
