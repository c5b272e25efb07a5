package org.connectme.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.osgi.framework.Version;

/**
 * Services by what they are for. While a bundle is replaced there may be two for the same: the newer bundle's counts,
 * and of one bundle's the one that came last. Or there may be none for a moment, which can be waited out. Thread-safe.
 *
 * @param <K> what a service is for
 */
final class Newest<K, S> {

    private record Offer<S>(Version version, long order, S service) {}

    private static final Comparator<Offer<?>> AGE =
            Comparator.<Offer<?>, Version>comparing(Offer::version).thenComparing(Offer::order);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Map<K, List<Offer<S>>> offers = new HashMap<>();
    private long order;

    void add(Collection<? extends K> keys, S service, Version version) {
        lock.lock();
        try {
            Offer<S> offer = new Offer<>(version, order++, service);
            keys.forEach(key ->
                    offers.computeIfAbsent(key, ignored -> new ArrayList<>()).add(offer));
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** By identity: an update may add the new before it removes the old. */
    void remove(S service) {
        lock.lock();
        try {
            offers.values().forEach(list -> list.removeIf(offer -> offer.service() == service));
            offers.values().removeIf(List::isEmpty);
        } finally {
            lock.unlock();
        }
    }

    Optional<S> get(K key) {
        lock.lock();
        try {
            return newest(offers.getOrDefault(key, List.of()));
        } finally {
            lock.unlock();
        }
    }

    /** Waits for one that is missing. An interrupt ends the wait and stays set. */
    Optional<S> await(K key, Duration patience) {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            while (!offers.containsKey(key) && nanos > 0) {
                nanos = added.awaitNanos(nanos);
            }
            return newest(offers.getOrDefault(key, List.of()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return newest(offers.getOrDefault(key, List.of()));
        } finally {
            lock.unlock();
        }
    }

    /** What there is now. */
    Map<K, S> all() {
        lock.lock();
        try {
            return offers.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> newest(entry.getValue()).orElseThrow()));
        } finally {
            lock.unlock();
        }
    }

    private static <S> Optional<S> newest(List<Offer<S>> offers) {
        return offers.stream().max(AGE).map(Offer::service);
    }
}
