package org.connectme.agent.core;

/**
 * A monitor, or all of them together, as it can be shared.
 *
 * @param id means something to {@link Media} only
 * @param name for people
 * @param x left edge in pixels of the whole desktop
 * @param y upper edge in pixels of the whole desktop
 * @param width in desktop pixels
 * @param height in desktop pixels
 * @param scale desktop pixels for each pixel that windows count in; 1 where nothing is scaled
 */
public record Screen(String id, String name, int x, int y, int width, int height, double scale) {

    public Screen {
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("a screen of " + width + " x " + height);
        }
        if (!(scale > 0)) {
            throw new IllegalArgumentException("a scale of " + scale);
        }
    }

    /** Whether all of the other lies within this one. */
    public boolean contains(Screen other) {
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
