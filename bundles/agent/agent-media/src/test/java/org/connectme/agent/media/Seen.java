package org.connectme.agent.media;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.connectme.agent.core.Frame;

/** Looks at pictures as they come: how many, how large, and the colour in the middle of the lower half. */
final class Seen implements Consumer<Frame> {

    private static final int TOLERANCE = 30;

    private final AtomicInteger count = new AtomicInteger();
    private final Set<Integer> colours = ConcurrentHashMap.newKeySet();
    private volatile String size = "";
    private volatile int colour = -1;

    @Override
    public void accept(Frame frame) {
        size = frame.width() + "x" + frame.height();
        colour = frame.rgb()[frame.height() * 3 / 4 * frame.width() + frame.width() / 2];
        colours.add(colour);
        count.incrementAndGet();
    }

    /** In any picture so far, as far as a codec keeps it. */
    boolean everShowed(int red, int green, int blue) {
        return colours.stream().anyMatch(seen -> isNear(seen, red, green, blue));
    }

    int count() {
        return count.get();
    }

    String size() {
        return size;
    }

    /** As far as a codec keeps it. */
    boolean shows(int red, int green, int blue) {
        return isNear(colour, red, green, blue);
    }

    private static boolean isNear(int seen, int red, int green, int blue) {
        return seen >= 0
                && Math.abs((seen >> 16) - red) < TOLERANCE
                && Math.abs((seen >> 8 & 0xFF) - green) < TOLERANCE
                && Math.abs((seen & 0xFF) - blue) < TOLERANCE;
    }

    @Override
    public String toString() {
        return count + " pictures of " + size + " in " + Integer.toHexString(colour);
    }
}
