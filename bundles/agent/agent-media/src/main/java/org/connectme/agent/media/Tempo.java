package org.connectme.agent.media;

/**
 * How many pictures a second of the screen are asked for. Sixty where they cost little; as many as half a processor core makes
 * where everything moves for seconds, since the customer works on this computer too; and few while patches bring what changes,
 * since pictures of what was seen already keep both sides from what comes next. One thread; time comes in from outside, in
 * nanoseconds.
 */
final class Tempo {

    static final double MOST = 60;

    /** Below this it is no motion any more, whatever it costs. */
    static final double LEAST = 15;

    /** The pointer of the person here still moves smoothly with it. */
    static final double PATCHED = 20;

    /** Of one core, for the whole app; a little below the half that is meant, which it swings around. */
    static final double CORES = 0.47;

    private static final double ROOM = 0.85;
    private static final double RISE = 1.1;
    private static final long LEAST_NANOS = 500_000_000;

    private double affordable = MOST;
    private boolean patched;
    private long usedNanos;
    private long atNanos;
    private boolean known;

    double rate() {
        return patched ? Math.min(PATCHED, affordable) : affordable;
    }

    /** Whether patches bring what changes now. */
    void patched(boolean are) {
        patched = are;
    }

    /**
     * To be told about once a second.
     *
     * @param cpuNanos processor time of the app so far
     * @param came pictures a second that are made now, 0 where nobody knows
     */
    void used(long nowNanos, long cpuNanos, double came) {
        long passed = nowNanos - atNanos;
        if (known && passed < LEAST_NANOS) {
            return;
        }
        double cores = (double) (cpuNanos - usedNanos) / passed;
        boolean before = known;
        known = true;
        atNanos = nowNanos;
        usedNanos = cpuNanos;
        if (!before) {
            return;
        }
        if (cores > CORES) {
            double made = came > 0 ? Math.min(came, affordable) : affordable;
            // What costs besides pictures is not known, so this comes near in a few steps.
            affordable = Math.max(Math.min(LEAST, affordable), made * CORES / cores);
        } else if (cores < ROOM * CORES) {
            affordable = Math.min(MOST, RISE * affordable);
        }
    }
}
