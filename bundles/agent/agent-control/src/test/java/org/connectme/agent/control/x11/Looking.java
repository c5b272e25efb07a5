package org.connectme.agent.control.x11;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.connectme.agent.core.Monitors.Viewer;

/** What was shown last, and all colours that ever were. */
final class Looking implements Viewer {

    final AtomicInteger pictures = new AtomicInteger();
    private final Set<Integer> colours = new HashSet<>();
    private int width;
    private int height;
    private int[] pixels = {};

    @Override
    public synchronized void picture(ByteBuffer shown, int width, int height) {
        this.width = width;
        this.height = height;
        pixels = new int[width * height];
        shown.asIntBuffer().get(pixels);
        int last = -1;
        for (int pixel : pixels) {
            if (pixel != last) {
                colours.add(pixel & 0xffffff);
                last = pixel;
            }
        }
        pictures.incrementAndGet();
    }

    synchronized int width() {
        return width;
    }

    synchronized String size() {
        return width + "x" + height;
    }

    synchronized int colour(int x, int y) {
        return pixels[y * width + x] & 0xffffff;
    }

    synchronized boolean shows(int width, int height, int colour) {
        // In the middle of the display stands the pointer.
        return this.width == width
                && this.height == height
                && colour(10, 10) == colour
                && colour(width - 10, height - 10) == colour;
    }

    synchronized boolean isPlain(int colour) {
        return pixels.length > 0 && Arrays.stream(pixels).allMatch(pixel -> (pixel & 0xffffff) == colour);
    }

    synchronized boolean everShowed(int colour) {
        return colours.contains(colour);
    }
}
