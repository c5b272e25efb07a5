package org.connectme.agent.control;

import org.jspecify.annotations.Nullable;

/**
 * The customer's own mouse wins: once the pointer is somewhere else than where control put it, control leaves it alone
 * for half a second. Times are of the monotonic clock, in nanoseconds.
 */
public final class OwnMouse {

    private static final long PAUSE_NANOS = 500_000_000L;

    /** A pixel of the desktop. */
    public record Place(int x, int y) {}

    private @Nullable Place put;
    private boolean moved;
    private long movedNanos;

    /**
     * Whether the customer has the pointer now.
     *
     * @param pointer where it is
     */
    public boolean has(Place pointer, long nowNanos) {
        if (put != null && !put.equals(pointer)) {
            moved = true;
            movedNanos = nowNanos;
        }
        put = pointer;
        moved = moved && nowNanos - movedNanos < PAUSE_NANOS;
        return moved;
    }

    /** Control put the pointer, and this is where it came to rest. */
    public void put(Place pointer) {
        put = pointer;
    }
}
