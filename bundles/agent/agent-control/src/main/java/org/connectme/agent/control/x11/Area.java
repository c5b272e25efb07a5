package org.connectme.agent.control.x11;

import java.util.Optional;
import org.connectme.agent.core.Monitors.Monitor;

/** A rectangle of the desktop, in its pixels. */
record Area(int x, int y, int width, int height) {

    int pixels() {
        return width * height;
    }

    /** The part of it that a monitor shows. */
    Optional<Area> within(Monitor monitor) {
        int left = Math.max(x, monitor.x());
        int top = Math.max(y, monitor.y());
        int right = Math.min(x + width, monitor.x() + monitor.width());
        int bottom = Math.min(y + height, monitor.y() + monitor.height());
        return left < right && top < bottom
                ? Optional.of(new Area(left, top, right - left, bottom - top))
                : Optional.empty();
    }
}
