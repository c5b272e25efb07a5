package org.connectme.agent.core;

/**
 * A monitor, all of them together, or one window, as it can be shared.
 *
 * @param id means something to {@link Media} only
 * @param name for people; of a window its title, which may be empty
 * @param x left edge in pixels of the whole desktop
 * @param y upper edge in pixels of the whole desktop
 * @param width in desktop pixels
 * @param height in desktop pixels
 * @param scale desktop pixels for each pixel that windows count in; 1 where nothing is scaled
 */
public record Screen(String id, String name, int x, int y, int width, int height, double scale, Kind kind) {

    /** A window is shown whatever covers it, and is never lent: what is pressed there may land in what lies over it. */
    public enum Kind {
        MONITOR,
        WINDOW
    }

    /** A monitor, or all of them. */
    public Screen(String id, String name, int x, int y, int width, int height, double scale) {
        this(id, name, x, y, width, height, scale, Kind.MONITOR);
    }

    public Screen {
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("a screen of " + width + " x " + height);
        }
        if (!(scale > 0)) {
            throw new IllegalArgumentException("a scale of " + scale);
        }
    }

    public boolean isWindow() {
        return kind == Kind.WINDOW;
    }

    /** Whether who shows this one shows the other with it: all of it lies within, and neither is a mere window. */
    public boolean contains(Screen other) {
        if (isWindow() || other.isWindow()) {
            return id.equals(other.id);
        }
        return other.x >= x
                && other.y >= y
                && other.x + other.width <= x + width
                && other.y + other.height <= y + height;
    }

    /** The desktop pixel at a place between 0 (left) and 1 (right) of this screen. */
    public int pixelX(double place) {
        return x + pixel(place, width);
    }

    /** The desktop pixel at a place between 0 (top) and 1 (bottom) of this screen. */
    public int pixelY(double place) {
        return y + pixel(place, height);
    }

    private static int pixel(double place, int size) {
        return Math.max(0, Math.min(size - 1, (int) Math.floor(place * size)));
    }
}
