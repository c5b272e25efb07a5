package org.connectme.agent.control.x11;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.connectme.agent.core.Monitors.Look;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a picture whenever the display says that something changed, at most 60 a second for long, on a thread and a
 * connection of its own.
 */
abstract class DisplayLook implements Look {

    private static final Logger logger = LoggerFactory.getLogger(DisplayLook.class);

    static final int BYTES = 4;

    private static final long PERIOD_NANOS = 16_666_667;

    /** Who was still for a while is quick for a moment: a click is often painted in several strokes. */
    private static final double MOST_AT_ONCE = 3;

    private static final long END_MILLIS = 5_000;

    final XConnection display;
    private final Thread thread;
    private @Nullable Changes changes;
    private volatile boolean changed = true;
    private volatile boolean closed;

    // Of the thread alone.
    private @Nullable Long dueNanos;
    private double atOnce = MOST_AT_ONCE;
    private long last = System.nanoTime();

    /** @param display belongs to it from now on */
    DisplayLook(XConnection display, String name) throws IOException {
        if (display.depth() != 24 && display.depth() != 32) {
            throw new IOException("pixels of " + display.depth() + " bits");
        }
        this.display = display;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** @param windows what is painted in the first of them is looked at; where all of them are is, too */
    final void begin(Map<String, String> environment, int... windows) throws IOException {
        XConnection watched = XConnection.open(environment);
        try {
            changes = new Changes(watched, this::changed, windows);
        } catch (IOException | RuntimeException e) {
            watched.close();
            throw e;
        }
        thread.start();
    }

    /** Takes one picture, on the look's own thread. */
    abstract void take() throws IOException;

    /** No picture is taken any more: its memory is given back. */
    abstract void forget() throws IOException;

    final boolean isClosed() {
        return closed;
    }

    /** Another picture is to be taken. */
    final void changed() {
        changed = true;
        LockSupport.unpark(thread);
    }

    /** Another picture is to be taken then, whether something changes or not. Of the look's own thread. */
    final void changedAfter(long nanos) {
        dueNanos = System.nanoTime() + nanos;
    }

    private void run() {
        try {
            while (!closed) {
                if (changed) {
                    pace();
                    changed = false;
                    take();
                } else {
                    rest();
                }
            }
        } catch (IOException e) {
            logger.debug("No more pictures: {}", e.toString());
        }
    }

    private void rest() {
        Long due = dueNanos;
        if (due == null) {
            LockSupport.park(this);
            return;
        }
        long left = due - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(this, left);
        } else {
            dueNanos = null;
            changed = true;
        }
    }

    private void pace() {
        long now = System.nanoTime();
        atOnce = Math.min(MOST_AT_ONCE, atOnce + (double) (now - last) / PERIOD_NANOS);
        last = now;
        while (atOnce < 1 && !closed) {
            LockSupport.parkNanos(this, (long) ((1 - atOnce) * PERIOD_NANOS));
            now = System.nanoTime();
            atOnce += (double) (now - last) / PERIOD_NANOS;
            last = now;
        }
        atOnce--;
    }

    @Override
    public final void close() {
        if (closed) {
            return;
        }
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(END_MILLIS);
            if (thread.isAlive()) {
                // Its memory is not taken from under it.
                logger.warn("The display does not answer");
            } else {
                forget();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            logger.debug("The display is gone: {}", e.toString());
        }
        closeConnections();
    }

    private void closeConnections() {
        Changes watching = changes;
        try {
            if (watching != null) {
                watching.close();
            }
            display.close();
        } catch (IOException e) {
            logger.warn("The connections for a picture did not close: {}", e.toString());
        }
    }
}
