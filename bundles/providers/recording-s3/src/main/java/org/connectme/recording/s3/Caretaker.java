package org.connectme.recording.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.connectme.recording.vault.Damaged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers in the background, on one thread: what is told to it at once, and everything after a start and each day, since
 * somebody may have stopped in the middle. What does not succeed is tried again after a minute. Thread-safe.
 */
final class Caretaker implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Caretaker.class);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LATER = Duration.ofMinutes(1);

    private final Gathering gathering;
    /** Each recording once, however often it is told. */
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "recording-s3");
        made.setDaemon(true);
        return made;
    });

    /** @param start how long after this moment everything is looked through */
    Caretaker(Gathering gathering, Duration start) {
        this.gathering = gathering;
        thread.scheduleWithFixedDelay(this::sweep, start.toMillis(), DAY.toMillis(), TimeUnit.MILLISECONDS);
    }

    void due(String recording) {
        due(recording, Duration.ZERO);
    }

    private void due(String recording, Duration delay) {
        if (!waiting.add(recording)) {
            return;
        }
        try {
            thread.schedule(() -> tidy(recording), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Stopped: who comes next looks through everything.
            waiting.remove(recording);
        }
    }

    private void tidy(String recording) {
        waiting.remove(recording);
        try {
            gathering.tidy(recording);
        } catch (Damaged e) {
            logger.error("A recording is not what was written: {}", e.getMessage());
        } catch (Fault | IOException e) {
            logger.warn("Pieces of a recording were not gathered; tried again in a minute: {}", e.getMessage());
            due(recording, LATER);
        } catch (RuntimeException e) {
            logger.error("Pieces of a recording were not gathered", e);
        }
    }

    private void sweep() {
        try {
            logger.debug("Looked through {} recordings", gathering.sweep());
        } catch (Fault | Damaged | IOException e) {
            logger.warn("Recordings were not looked through; tried again tomorrow: {}", e.getMessage());
        } catch (RuntimeException e) {
            logger.error("Recordings were not looked through", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
