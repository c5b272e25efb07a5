package org.connectme.agent.core.link;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop on a daemon thread of its own. A failure in one piece of work is logged; the next piece is done. */
public final class ThreadLoop implements Loop, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(ThreadLoop.class);
    private static final long STOP_SECONDS = 5;

    private final String name;
    private final ScheduledThreadPoolExecutor executor;

    public ThreadLoop(String name) {
        this.name = name;
        executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void run(Runnable work) {
        try {
            executor.execute(guarded(work));
        } catch (RejectedExecutionException e) {
            logger.debug("{} has ended, and does no more", name);
        }
    }

    @Override
    public Due after(long millis, Runnable work) {
        try {
            Future<?> due = executor.schedule(guarded(work), millis, TimeUnit.MILLISECONDS);
            return () -> due.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    /** Does what was asked for until now, and no more. Waits for it unless this is the loop's own thread. */
    @Override
    public void close() {
        executor.shutdown();
        if (Thread.currentThread().getName().equals(name)) {
            return;
        }
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                logger.warn("{} did not end within {} s", name, STOP_SECONDS);
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                logger.error("{} failed at something; it goes on", name, e);
            }
        };
    }
}
