package org.connectme.itests.agent;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Kills the browsers of this test once they have not answered for too long: a call to one that is stuck would else never
 * return, and with it killed it fails at once.
 */
final class StuckBrowser implements AutoCloseable {

    private static final long LOOK_SECONDS = 5;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stuck-browser");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long answered = System.nanoTime();

    /** @param bound from one answer to the next */
    StuckBrowser(Duration bound) {
        clock.scheduleWithFixedDelay(() -> look(bound), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    void answers() {
        answered = System.nanoTime();
    }

    private void look(Duration bound) {
        if (System.nanoTime() - answered > bound.toNanos()) {
            System.err.println("Nothing came back for " + bound + ": the browser is stuck, and is killed");
            ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().command().orElse("").contains("chromium"))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
