package org.connectme.agent.media;

/**
 * How much may go into patches, so that neither the processor nor the line is filled: what moves all the time is better sent
 * as video, and a patch in between would only make that stutter. Once there is too much there are none until it was calm
 * for a moment, or for ever longer. Thread-safe; time comes in from outside, in milliseconds.
 */
final class Thrift {

    static final int PIXELS_A_SECOND = 8_000_000;
    static final int PIXELS_AT_ONCE = 1_500_000;
    static final int BYTES_A_SECOND = 250_000;
    static final int BYTES_AT_ONCE = 150_000;
    static final int LEAST_BYTES_A_SECOND = 15_000;
    static final long CALM_MILLIS = 300;

    /** Of the whole a change may be at most this part. */
    static final int MOST_OF_THE_WHOLE = 3;

    /** Nothing was refused for so long: patches bring all that changes. */
    static final long ENOUGH_MILLIS = 1_000;

    private static final long SHORTEST_REST_MILLIS = 1_000;
    private static final long LONGEST_REST_MILLIS = 30_000;

    /** What waits in the channel beyond this is behind the times when it arrives. */
    static final int MOST_WAITING = 16_000;

    /** A line that takes a patch within this is quick enough for all that may be sent. */
    private static final long QUICK_MILLIS = 30;

    private static final double SHARE_OF_A_SLOW_LINE = 0.3;
    private static final long TRY_AGAIN_MILLIS = 5_000;

    private double pixels = PIXELS_AT_ONCE;
    private double bytes = BYTES_AT_ONCE;
    private double rate = BYTES_A_SECOND;
    private long filledAt;
    private long rateAt;
    private long askedAt = Long.MIN_VALUE / 2;
    private boolean resting;
    private long restMillis = SHORTEST_REST_MILLIS;
    private long turnedAt = Long.MIN_VALUE / 2;
    private long refusedAt = Long.MIN_VALUE / 2;
    private long waiting;
    private long waitingSince;
    private long waited;

    Thrift(long now) {
        filledAt = rateAt = now;
    }

    /** Whether a patch of so many of all pixels may be taken now; they count as taken then. */
    synchronized boolean allows(int wanted, int whole, long now) {
        fill(now);
        if (resting && (now - askedAt >= CALM_MILLIS || now - turnedAt >= restMillis)) {
            resting = false;
            restMillis = now - askedAt >= CALM_MILLIS ? SHORTEST_REST_MILLIS : restMillis;
            turnedAt = now;
        }
        askedAt = now;
        if (resting) {
            refusedAt = now;
            return false;
        }
        if (wanted > whole / MOST_OF_THE_WHOLE || wanted > pixels || bytes <= 0 || waiting > MOST_WAITING) {
            rest(now);
            return false;
        }
        pixels -= wanted;
        return true;
    }

    /** Whether patches brought all that changed of late. */
    synchronized boolean isEnough(long now) {
        return now - refusedAt >= ENOUGH_MILLIS;
    }

    /** It could not be packed small enough. */
    synchronized void tooLarge(long now) {
        rest(now);
    }

    private void rest(long now) {
        boolean again = now - turnedAt < SHORTEST_REST_MILLIS;
        restMillis = again ? Math.min(LONGEST_REST_MILLIS, 2 * restMillis) : SHORTEST_REST_MILLIS;
        resting = true;
        turnedAt = refusedAt = now;
    }

    /** Handed to the channel, in which so much waits now. */
    synchronized void sent(int size, long nowWaiting, long now) {
        bytes -= size;
        waited += size;
        waits(nowWaiting, now);
    }

    /** So many bytes still wait in the channel. */
    synchronized void waits(long nowWaiting, long now) {
        if (waiting == 0 && nowWaiting > 0) {
            waitingSince = now;
        }
        if (nowWaiting == 0) {
            if (waiting > 0) {
                wentOut(now - waitingSince, now);
            }
            waited = 0;
        }
        waiting = nowWaiting;
    }

    private void wentOut(long millis, long now) {
        if (millis > QUICK_MILLIS) {
            double speed = waited * 1_000.0 / millis;
            rate = Math.max(LEAST_BYTES_A_SECOND, Math.min(rate, SHARE_OF_A_SLOW_LINE * speed));
            bytes = Math.min(bytes, rate);
            rateAt = now;
        }
    }

    private void fill(long now) {
        if (now - rateAt >= TRY_AGAIN_MILLIS) {
            rate = Math.min(BYTES_A_SECOND, 2 * rate);
            rateAt = now;
        }
        double seconds = (now - filledAt) / 1_000.0;
        filledAt = now;
        pixels = Math.min(PIXELS_AT_ONCE, pixels + seconds * PIXELS_A_SECOND);
        bytes = Math.min(Math.min(BYTES_AT_ONCE, rate), bytes + seconds * rate);
    }
}
