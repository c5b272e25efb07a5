package org.connectme.agent.control.wayland;

import java.util.concurrent.atomic.AtomicInteger;
import org.connectme.agent.control.x11.PictureWindow;
import org.connectme.agent.core.Monitors.View;

/** The window with the lent picture: there until the last who holds it lets go, for who captures it must not lose it. */
final class LentWindow {

    private final PictureWindow window;
    private final AtomicInteger holders = new AtomicInteger(1);

    /** Whoever makes it holds it, until {@link #release}. */
    LentWindow(PictureWindow window) {
        this.window = window;
    }

    PictureWindow window() {
        return window;
    }

    boolean fits(Pods.Format format) {
        return window.width() == format.width() && window.height() == format.height();
    }

    View view() {
        holders.incrementAndGet();
        return new View() {
            private boolean closed;

            @Override
            public long window() {
                return window.window();
            }

            @Override
            public synchronized void close() {
                if (!closed) {
                    closed = true;
                    release();
                }
            }
        };
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            window.close();
        }
    }
}
