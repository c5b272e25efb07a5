package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.agent.core.Monitors;
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
final class MonitorLook extends DisplayLook {

    private static final Logger logger = LoggerFactory.getLogger(MonitorLook.class);

    private final Randr randr;
    private final Cursor cursor;
    private final String id;
    private final Viewer viewer;

    // Of the thread alone.
    private @Nullable Monitor monitor;
    private @Nullable SharedPicture picture;

    /** Empty when there is no such monitor. */
    static Optional<MonitorLook> open(Map<String, String> environment, String id, Viewer viewer) throws IOException {
        XConnection display = XConnection.open(environment);
        try {
            MonitorLook opened = new MonitorLook(display, id, viewer);
            if (opened.monitor == null) {
                opened.close();
                return Optional.empty();
            }
            try {
                opened.begin(environment, display.root());
            } catch (IOException | RuntimeException e) {
                // Its memory, too.
                opened.close();
                throw e;
            }
            return Optional.of(opened);
        } catch (IOException | RuntimeException e) {
            display.close();
            throw e;
        }
    }

    private MonitorLook(XConnection display, String id, Viewer viewer) throws IOException {
        super(display, "screen " + id);
        this.id = id;
        this.viewer = viewer;
        this.randr = new Randr(display);
        this.cursor = new Cursor(display);
        randr.select();
        look();
    }

    @Override
    void take() throws IOException {
        Monitor taken = monitor;
        SharedPicture into = picture;
        if (taken == null || into == null) {
            if (look() && monitor != null) {
                changed();
            }
            return;
        }
        try {
            ByteBuffer pixels = into.take(display.root(), taken.x(), taken.y(), taken.width(), taken.height());
            cursor.paint(pixels, taken);
            if (display.hadEvents() && look()) {
                changed();
            } else if (!isClosed()) {
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

    @Override
    void forget() throws IOException {
        SharedPicture before = picture;
        picture = null;
        if (before != null) {
            before.close();
        }
    }
}
