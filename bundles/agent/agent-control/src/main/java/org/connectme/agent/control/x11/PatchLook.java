package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.connectme.agent.core.Monitors;
import org.connectme.agent.core.Monitors.Look;
import org.connectme.agent.core.Monitors.Monitor;
import org.connectme.agent.core.Monitors.Patch;
import org.connectme.agent.core.Monitors.Patcher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the rectangles that are painted on one monitor, as soon as the display says so. As in {@link MonitorLook}, one goes on
 * only if nothing changed about the monitors until after it was taken.
 */
final class PatchLook implements Look {

    private static final Logger logger = LoggerFactory.getLogger(PatchLook.class);

    /** While too much is painted it is looked at this rarely. */
    private static final long REST_NANOS = 100_000_000;

    /** Larger ones are left to whoever takes whole pictures. */
    private static final int MOST_PIXELS = 1 << 19;

    private static final int BYTES = 4;
    private static final int MAPPING_CHANGED = 34;
    private static final long END_MILLIS = 5_000;

    private final XConnection display;
    private final Randr randr;
    private final Cursor cursor;
    private final Damage damage;
    private final String id;
    private final Patcher patcher;
    private final SharedPicture picture;
    private final Thread thread;
    private volatile boolean closed;

    // Of the thread alone.
    private @Nullable Monitor monitor;

    /** Empty when there is no such monitor. */
    static Optional<PatchLook> open(Map<String, String> environment, String id, Patcher patcher) throws IOException {
        XConnection display = XConnection.open(environment);
        try {
            if (display.depth() != 24 && display.depth() != 32) {
                throw new IOException("pixels of " + display.depth() + " bits");
            }
            PatchLook opened = new PatchLook(display, id, patcher);
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

    private PatchLook(XConnection display, String id, Patcher patcher) throws IOException {
        this.display = display;
        this.id = id;
        this.patcher = patcher;
        this.randr = new Randr(display);
        this.cursor = new Cursor(display);
        this.damage = new Damage(display);
        this.thread = new Thread(this::run, "patches " + id);
        thread.setDaemon(true);
        randr.select();
        look();
        this.picture = new SharedPicture(display, MOST_PIXELS * BYTES);
    }

    private void run() {
        try {
            while (!closed) {
                ByteBuffer event = display.event();
                if (isOfMonitors(event)) {
                    look();
                } else if (damage.isTold(event) && !take(damage.painted())) {
                    LockSupport.parkNanos(this, REST_NANOS);
                }
            }
        } catch (IOException e) {
            logger.debug("No more patches: {}", e.toString());
        }
    }

    private boolean isOfMonitors(ByteBuffer event) {
        // That the keyboard's layout changed comes to everybody.
        return !damage.isTold(event) && (event.get(0) & 0x7f) != MAPPING_CHANGED;
    }

    /** @return whether the next may follow at once */
    private boolean take(List<Area> painted) throws IOException {
        Monitor from = monitor;
        if (from == null) {
            return true;
        }
        List<Area> areas =
                painted.stream().flatMap(each -> each.within(from).stream()).toList();
        // Together no more than the monitor has.
        int pixels = areas.stream().mapToInt(Area::pixels).sum();
        if (pixels == 0) {
            return true;
        }
        if (!patcher.wants(pixels, from.width() * from.height()) || pixels > MOST_PIXELS) {
            return false;
        }
        for (Area area : areas) {
            take(from, area);
        }
        return true;
    }

    private void take(Monitor from, Area area) throws IOException {
        long takenMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        try {
            // The pointer is asked for next: one way there and back less before the patch can leave.
            ByteBuffer pixels =
                    picture.takeWithTheNext(display.root(), area.x(), area.y(), area.width(), area.height());
            cursor.paint(pixels, new Monitor("", "", area.x(), area.y(), area.width(), area.height(), false));
            if (display.has(this::isOfMonitors) || closed) {
                return;
            }
            Patch patch = new Patch(
                    from.width(), from.height(), area.x() - from.x(), area.y() - from.y(), area.width(), area.height());
            patcher.patch(
                    patch, takenMillis, pixels.slice(0, area.pixels() * BYTES).order(pixels.order()));
        } catch (XError e) {
            // A monitor that went away between two requests; what the display tells of it is still to be read.
            logger.debug("A patch was left out: {}", e.getMessage());
        }
    }

    private void look() throws IOException {
        Randr.Now now = randr.now();
        monitor = id.equals(Monitors.DESKTOP)
                ? now.desktop()
                : now.monitors().stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            // Ends the wait for the next event.
            display.close();
            LockSupport.unpark(thread);
            thread.join(END_MILLIS);
            if (thread.isAlive()) {
                // Its memory is not taken from under it.
                logger.warn("The display does not answer");
            } else {
                picture.letGo();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            logger.warn("The connection for patches did not close: {}", e.toString());
        }
    }
}
