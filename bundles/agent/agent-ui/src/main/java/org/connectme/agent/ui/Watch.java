package org.connectme.agent.ui;

import java.awt.EventQueue;
import java.awt.Rectangle;
import java.util.List;
import org.connectme.agent.core.OwnWindows;

/**
 * What the event thread last saw of the app's own windows. Thread-safe; when the event thread does not move any
 * more, nobody can press STOP, and it counts as hidden.
 */
final class Watch implements OwnWindows {

    private static final long STALE_NANOS = 1_500_000_000L;

    /**
     * @param windows in pixels of the desktop
     * @param pointer one of them has the pointer
     */
    record Seen(boolean stopVisible, boolean focus, boolean pointer, List<Rectangle> windows, long nanos) {
        Seen {
            windows = List.copyOf(windows);
        }
    }

    /** Shows a pixel of the desktop. */
    interface Pointing {
        void at(int x, int y);
    }

    private volatile Pointing pointing = (x, y) -> {};
    private volatile Seen seen = new Seen(false, false, false, List.of(), System.nanoTime());

    void see(Seen now) {
        seen = now;
    }

    /** Who shows what the consultant points at. */
    void onPoint(Pointing shows) {
        pointing = shows;
    }

    @Override
    public boolean isStopVisible() {
        return isStopVisible(System.nanoTime());
    }

    boolean isStopVisible(long nanos) {
        Seen last = seen;
        return last.stopVisible() && nanos - last.nanos() < STALE_NANOS;
    }

    @Override
    public boolean hasFocus() {
        return seen.focus();
    }

    @Override
    public boolean hasPointer() {
        return seen.pointer();
    }

    @Override
    public boolean covers(int x, int y) {
        return seen.windows().stream().anyMatch(window -> window.contains(x, y));
    }

    @Override
    public void point(int x, int y) {
        EventQueue.invokeLater(() -> pointing.at(x, y));
    }
}
