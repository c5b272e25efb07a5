package org.connectme.agent.core.control;

/** How much the consultant's page may say: a bucket that fills evenly. Confined to one thread. */
final class Pace {

    private final int aSecond;
    private double left;
    private long lastNanos;
    private boolean begun;

    Pace(int aSecond) {
        this.aSecond = aSecond;
        this.left = aSecond;
    }

    boolean allows(long now) {
        if (begun) {
            left = Math.min(aSecond, left + (now - lastNanos) * (double) aSecond / 1e9);
        }
        begun = true;
        lastNanos = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
