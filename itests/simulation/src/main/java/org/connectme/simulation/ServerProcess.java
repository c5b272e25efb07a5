package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The server's process: up or down, with a sign of life every second. Work that was begun by a process that has died
 * since must not touch the journal any more; {@link #mustLive} sees to that.
 */
final class ServerProcess {

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

    private final Supplier<Instant> now;
    private Instant startedAt;
    /** Where an outage began that is not in every journal yet; null when none is owed. */
    private @Nullable Instant owedFrom;

    private boolean up = true;
    /** Counts the processes so far. */
    private int current;
    /** The process on whose behalf the innermost call works. */
    private int acting;

    ServerProcess(Supplier<Instant> now) {
        this.now = now;
        this.startedAt = now.get();
    }

    boolean isUp() {
        return up;
    }

    /**
     * The last sign of life, which is all that the next process knows of this one's end. A process that dies before it
     * has noted the outage before it everywhere gave none that counts.
     */
    Instant lastAlive() {
        if (owedFrom != null) {
            return owedFrom;
        }
        long seconds = Duration.between(startedAt, now.get()).dividedBy(SIGN_OF_LIFE);
        return startedAt.plus(SIGN_OF_LIFE.multipliedBy(seconds));
    }

    void die() {
        up = false;
        current++;
    }

    void start(Instant outageFrom) {
        up = true;
        startedAt = now.get();
        owedFrom = outageFrom;
    }

    /** The last outage is in every journal that it concerns. */
    void hasNotedOutage() {
        owedFrom = null;
    }

    /** Runs work of the process that is up now. @return false if the process died in it */
    boolean run(Runnable work) {
        int outer = acting;
        int mine = current;
        acting = mine;
        try {
            work.run();
            return current == mine;
        } finally {
            acting = outer;
        }
    }

    /** Whether the process that the innermost call works for still runs. */
    boolean isActing() {
        return up && acting == current;
    }

    /** @throws Crash if the process that began this is dead */
    void mustLive() {
        if (!isActing()) {
            throw new Crash();
        }
    }
}
