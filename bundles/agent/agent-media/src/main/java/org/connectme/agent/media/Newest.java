package org.connectme.agent.media;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the other side says as often as it likes: only its newest word counts, and that is acted on four times a second at
 * most, so that nothing of this side's ever waits behind such words. The first one is acted on at once. Thread-safe.
 */
final class Newest<T> {

    static final Duration REST = Duration.ofMillis(250);

    private final Threads threads;
    private final Consumer<T> acting;
    private final AtomicReference<@Nullable T> newest = new AtomicReference<>();

    /** A step is waiting, or under way. */
    private final AtomicBoolean busy = new AtomicBoolean();

    /** @param acting on the native part's thread */
    Newest(Threads threads, Consumer<T> acting) {
        this.threads = threads;
        this.acting = acting;
    }

    void say(T word) {
        newest.set(word);
        begin();
    }

    private void begin() {
        if (!busy.getAndSet(true)) {
            threads.run(this::act);
        }
    }

    private void act() {
        T word = newest.getAndSet(null);
        if (word != null) {
            try {
                acting.accept(word);
            } finally {
                threads.after(REST, this::act);
            }
            return;
        }
        busy.set(false);
        if (newest.get() != null) {
            // Said just now, by somebody who found this busy.
            begin();
        }
    }
}
