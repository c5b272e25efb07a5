package org.connectme.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.CaptureFailed;
import org.connectme.core.event.PaymentEvent.PaymentInDoubt;
import org.connectme.core.journal.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The story of one operation.
 *
 * @param requestedAt when it was written down, before the service was called first
 * @param since       every entry that names it after that, in order
 */
record Trail(Instant requestedAt, List<Entry> since) {

    Trail {
        since = List.copyOf(since);
    }

    <E extends Event> Optional<E> last(Class<E> kind) {
        return lastEntry(kind).map(Entry::event).map(kind::cast);
    }

    Optional<Instant> lastAt(Class<? extends Event> kind) {
        return lastEntry(kind).map(Entry::at);
    }

    boolean has(Class<? extends Event> kind) {
        return lastEntry(kind).isPresent();
    }

    int count(Class<? extends Event> kind) {
        return (int)
                since.stream().filter(entry -> kind.isInstance(entry.event())).count();
    }

    /** Since when nobody knows what became of it; empty when the service has given a definite answer after that. */
    Optional<Instant> doubtSince() {
        @Nullable Instant doubt = null;
        for (Entry entry : since) {
            if (entry.event() instanceof PaymentInDoubt) {
                doubt = doubt == null ? entry.at() : doubt;
            } else if (!(entry.event() instanceof CaptureFailed failed && isUnavailable(failed))) {
                doubt = null;
            }
        }
        return Optional.ofNullable(doubt);
    }

    /** That the service could not be reached tells nothing of what it did before. */
    static boolean isUnavailable(CaptureFailed failed) {
        return failed.reason().equals(Reasons.UNAVAILABLE);
    }

    private Optional<Entry> lastEntry(Class<? extends Event> kind) {
        for (int i = since.size() - 1; i >= 0; i--) {
            if (kind.isInstance(since.get(i).event())) {
                return Optional.of(since.get(i));
            }
        }
        return Optional.empty();
    }
}
