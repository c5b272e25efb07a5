package org.connectme.journal;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.connectme.core.ConsultationId;
import org.osgi.service.component.annotations.Component;

/**
 * Where the dispatcher sleeps, and is woken for journals that grew. It may forget: the dispatcher looks at everything
 * every quarter of a second anyway. Thread-safe.
 */
@Component(service = WakeSignal.class)
public final class WakeSignal {

    private static final int CAPACITY = 1_000;
    /** A lone append is looked at immediately; of many in a row several are looked at together. */
    private static final long GATHER_NANOS = 5_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private Set<ConsultationId> grown = new HashSet<>();
    private boolean everything;
    private long lastCallNanos = System.nanoTime() - GATHER_NANOS;

    /** @param grown what to look at, where {@code everything} is false */
    record Call(Set<ConsultationId> grown, boolean everything) {}

    void wake(ConsultationId id) {
        lock.lock();
        try {
            if (grown.size() < CAPACITY) {
                grown.add(id);
            } else {
                everything = true;
            }
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    void wakeForEverything() {
        lock.lock();
        try {
            everything = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    /** After that long without a call: everything. */
    Call await(Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            while (grown.isEmpty() && !everything && nanos > 0) {
                nanos = woken.awaitNanos(nanos);
            }
            long gather = lastCallNanos + GATHER_NANOS - System.nanoTime();
            while (gather > 0) {
                gather = woken.awaitNanos(gather);
            }
            lastCallNanos = System.nanoTime();
            Call call = new Call(grown, everything || grown.isEmpty());
            grown = new HashSet<>();
            everything = false;
            return call;
        } finally {
            lock.unlock();
        }
    }
}
