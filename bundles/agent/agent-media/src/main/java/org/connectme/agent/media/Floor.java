package org.connectme.agent.media;

/**
 * How quickly a screen's pictures may leave at the least, whatever WebRTC believes of the line. A screen mostly stands
 * still, so its estimate knows little and falls to some 300 kbit/s at the first jitter; the packets of the next picture,
 * such as what a click opened, then wait for each other for tens of milliseconds. Nothing is sent that there is nothing to
 * say with: this bounds waiting, not what is encoded, until everything moves. On a line that cannot take it this gives up
 * for a minute and leaves all to the estimate. One thread; time comes in from outside.
 */
final class Floor {

    static final int NEAR = 6_000_000;
    static final int FAR = 2_000_000;
    static final int NONE = 30_000;

    private static final double NEAR_SECONDS = 0.020;
    private static final double NOT_NEAR_SECONDS = 0.060;
    private static final double FULL_SECONDS = 0.180;
    private static final double LITTLE_LOST = 0.02;
    private static final double MUCH_LOST = 0.06;
    private static final long REST_MILLIS = 60_000;

    private int most = NEAR;
    private int floor = FAR;
    private long since;

    /** Bits a second. */
    int bits() {
        return floor;
    }

    /**
     * What the other side reports of the screen's packets.
     *
     * @param seconds there and back
     * @param lost the share, from 0 to 1
     */
    void heard(long nowMillis, double seconds, double lost) {
        if (most < NEAR && nowMillis - since >= REST_MILLIS) {
            most = NEAR;
        }
        if (seconds > FULL_SECONDS || lost > MUCH_LOST) {
            bound(NONE, nowMillis);
        } else if (floor == NEAR && seconds > NOT_NEAR_SECONDS) {
            // The pictures themselves stand in the way.
            bound(FAR, nowMillis);
        }
        int wished = seconds < NEAR_SECONDS && lost < LITTLE_LOST || floor == NEAR ? NEAR : FAR;
        floor = Math.min(most, wished);
    }

    private void bound(int most, long nowMillis) {
        this.most = Math.min(this.most, most);
        since = nowMillis;
    }
}
