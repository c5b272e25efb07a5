package org.connectme.gateway.socket;

import java.util.concurrent.TimeUnit;

/** What a page may send: 50 messages and 256 KiB a second, averaged over ten seconds. Not thread-safe. */
final class Allowance {

    static final int MESSAGES_A_SECOND = 50;
    static final int BYTES_A_SECOND = 256 * 1024;
    private static final int SECONDS = 10;

    private double messages = MESSAGES_A_SECOND * SECONDS;
    private double bytes = BYTES_A_SECOND * (double) SECONDS;
    private long refilledAt;

    Allowance(long nowNanos) {
        refilledAt = nowNanos;
    }

    /** @return false once the page sent too much */
    boolean take(int size, long nowNanos) {
        double seconds = (nowNanos - refilledAt) / (double) TimeUnit.SECONDS.toNanos(1);
        refilledAt = nowNanos;
        messages = Math.min(MESSAGES_A_SECOND * SECONDS, messages + seconds * MESSAGES_A_SECOND) - 1;
        bytes = Math.min(BYTES_A_SECOND * (double) SECONDS, bytes + seconds * BYTES_A_SECOND) - size;
        return messages >= 0 && bytes >= 0;
    }
}
