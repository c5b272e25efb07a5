package org.connectme.gateway.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;

/**
 * Services by path prefix, which come and go. A prefix that was served once stays known: while its service is being
 * replaced, callers wait for the next one. Any thread.
 *
 * @param <S> the service
 */
final class PrefixRegistry<S> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    /** Longest first; of each prefix the newest service last. */
    private final Map<String, List<S>> services =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private final BiPredicate<String, String> covers;

    /** @param covers whether a prefix (first) covers a path (second) */
    PrefixRegistry(BiPredicate<String, String> covers) {
        this.covers = covers;
    }

    /** What stands behind a path. */
    sealed interface Lookup<S> {
        record Found<S>(String prefix, S service) implements Lookup<S> {}

        /** Known, and nobody came to serve it in time. */
        record Away<S>() implements Lookup<S> {}

        record Unknown<S>() implements Lookup<S> {}
    }

    void add(String prefix, S service) {
        lock.lock();
        try {
            services.computeIfAbsent(prefix, key -> new ArrayList<>()).add(service);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** By value, since the next one may have come before this one goes. */
    void remove(S service) {
        lock.lock();
        try {
            services.values().forEach(all -> all.removeIf(each -> each == service));
        } finally {
            lock.unlock();
        }
    }

    boolean isServed(String prefix) {
        lock.lock();
        try {
            return !services.getOrDefault(prefix, List.of()).isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits at most this long for a known prefix to be served again. */
    Lookup<S> find(String path, long patience, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(patience);
        lock.lockInterruptibly();
        try {
            while (true) {
                Lookup<S> found = look(path);
                if (!(found instanceof Lookup.Away) || nanos <= 0) {
                    return found;
                }
                nanos = arrived.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private Lookup<S> look(String path) {
        for (Map.Entry<String, List<S>> each : services.entrySet()) {
            if (covers.test(each.getKey(), path)) {
                List<S> all = each.getValue();
                return all.isEmpty() ? new Lookup.Away<>() : new Lookup.Found<>(each.getKey(), all.get(all.size() - 1));
            }
        }
        return new Lookup.Unknown<>();
    }
}
