package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.connectme.agent.core.Monitors;
import org.connectme.agent.core.Monitors.Look;
import org.connectme.agent.core.Monitors.Monitor;
import org.connectme.agent.core.Monitors.Viewer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a picture of one monitor whenever the display says that something changed. A picture goes on only if between the one
 * before it and this one nothing changed about the monitors: so no pixel of another one is in it. The display works off one
 * connection's requests in their order and tells what changed before it answers the next, which is what this stands on.
 */
final class MonitorLook implements Look {

    private static final Logger logger = LoggerFactory.getLogger(MonitorLook.class);

    private static final long PERIOD_NANOS = 16_666_667;

    /** Who was still for a while is quick for a moment: a click is often painted in several strokes. */
    private static final double MOST_AT_ONCE = 3;

    private static final int BYTES = 4;
    private static final long END_MILLIS = 5_000;

    private final XConnection display;
    private final Randr randr;
    private final Cursor cursor;
    private final String id;
    private final Viewer viewer;
    private final Changes changes;
    private final Thread thread;
    private volatile boolean changed = true;
    private volatile boolean closed;

    // Of the thread alone.
    private @Nullable Monitor monitor;
    private @Nullable SharedPicture picture;
    private double atOnce = MOST_AT_ONCE;
    private long last = System.nanoTime();

    /** Empty when there is no such monitor. */
    static Optional<MonitorLook> open(Map<String, String> environment, String id, Viewer viewer) throws IOException {
        XConnection display = XConnection.open(environment);
        try {
            if (display.depth() != 24 && display.depth() != 32) {
                throw new IOException("pixels of " + display.depth() + " bits");
            }
            MonitorLook opened = new MonitorLook(environment, display, id, viewer);
            if (opened.monitor == null) {
                opened.close();
                return Optional.empty();
            }
            opened.thread.start();
            return Optional.of(opened);
        } catch (IOException | RuntimeException e) {
            display.close();
            throw e;
        }
    }

    private MonitorLook(Map<String, String> environment, XConnection display, String id, Viewer viewer)
            throws IOException {
        this.display = display;
        this.id = id;
        this.viewer = viewer;
        this.randr = new Randr(display);
        this.cursor = new Cursor(display);
        this.thread = new Thread(this::run, "screen " + id);
        thread.setDaemon(true);
        randr.select();
        look();
        XConnection watched = XConnection.open(environment);
        try {
            this.changes = new Changes(watched, this::changed);
        } catch (IOException | RuntimeException e) {
            watched.close();
            throw e;
        }
    }

    private void changed() {
        changed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        try {
            while (!closed) {
                if (changed) {
                    pace();
                    changed = false;
                    take();
                } else {
                    LockSupport.park(this);
                }
            }
        } catch (IOException e) {
            logger.debug("No more pictures: {}", e.toString());
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

    private void take() throws IOException {
        Monitor taken = monitor;
        SharedPicture into = picture;
        if (taken == null || into == null) {
            if (look() && monitor != null) {
                changed();
            }
            return;
        }
        try {
            ByteBuffer pixels = into.take(taken.x(), taken.y(), taken.width(), taken.height());
            cursor.paint(pixels, taken);
            if (display.hadEvents() && look()) {
                changed();
            } else if (!closed) {
                viewer.picture(pixels, taken.width(), taken.height());
            }
        } catch (XError e) {
            // A monitor that went away between two requests.
            logger.debug("A picture was left out: {}", e.getMessage());
            look();
            if (monitor != null) {
                changed();
            }
        }
    }

    /** @return whether the monitor is another one than before, or elsewhere */
    private boolean look() throws IOException {
        Monitor before = monitor;
        Randr.Now now = randr.now();
        Monitor found = id.equals(Monitors.DESKTOP) ? now.desktop() : find(now.monitors());
        monitor = found;
        if (found != null && (before == null || picture == null || size(found) != size(before))) {
            forget();
            picture = new SharedPicture(display, size(found));
        }
        return found == null || !found.equals(before);
    }

    private @Nullable Monitor find(List<Monitor> monitors) {
        return monitors.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static int size(Monitor monitor) {
        return monitor.width() * monitor.height() * BYTES;
    }

    private void forget() throws IOException {
        SharedPicture before = picture;
        picture = null;
        if (before != null) {
            before.close();
        }
    }

    @Override
    public void close() {
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
        try {
            changes.close();
            display.close();
        } catch (IOException e) {
            logger.warn("The connections for a monitor did not close: {}", e.toString());
        }
    }
}
