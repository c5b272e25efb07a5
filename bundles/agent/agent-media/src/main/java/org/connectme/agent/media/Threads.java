package org.connectme.agent.media;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.connectme.agent.core.MediaFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The three threads on which everything happens: one alone speaks to the native part; one hands on what the consultant's
 * page says, so that no key waits for a camera that opens; one asks the server. All end with {@link #close}.
 */
final class Threads implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Threads.class);

    /** Two seconds of what the other side may say at most; what is more is dropped. */
    private static final int MOST_WORDS = 1_000;

    private static final long END_SECONDS = 10;

    private final Thread[] nativeThread = new Thread[1];
    private final ScheduledThreadPoolExecutor natives = new ScheduledThreadPoolExecutor(
            1, step -> nativeThread[0] = daemon("media").newThread(step));
    private final ThreadPoolExecutor words = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WORDS),
            daemon("media-control"),
            new ThreadPoolExecutor.DiscardPolicy());
    private final ThreadPoolExecutor questions = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(4),
            daemon("media-server"),
            new ThreadPoolExecutor.DiscardOldestPolicy());

    Threads() {
        natives.setRemoveOnCancelPolicy(true);
    }

    /** Does this next on the native part's thread. Nothing happens once all is closed. */
    void run(Runnable step) {
        try {
            natives.execute(guarded(step));
        } catch (RejectedExecutionException e) {
            logger.debug("Closed meanwhile");
        }
    }

    /** Once, on the native part's thread. */
    void after(Duration wait, Runnable step) {
        try {
            natives.schedule(guarded(step), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            logger.debug("Closed meanwhile");
        }
    }

    ScheduledFuture<?> every(Duration period, Runnable step) {
        return natives.scheduleWithFixedDelay(
                guarded(step), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Asks on the native part's thread, or at once if this is it.
     *
     * @throws MediaFailed what the question threw, or {@code media.stuck} without an answer in this time
     */
    <T> T ask(Callable<T> question, Duration bound) throws MediaFailed {
        try {
            if (Thread.currentThread() == nativeThread[0]) {
                return question.call();
            }
            Future<T> answer = natives.submit(question);
            return answer.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new MediaFailed("media.stuck", "no answer within " + bound, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MediaFailed("media.stuck", "interrupted", e);
        } catch (RejectedExecutionException e) {
            throw new MediaFailed("media.closed", "closed", e);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (Exception e) {
            throw failed(e);
        }
    }

    /** In order, and without waiting for the native part. */
    void handOn(Runnable word) {
        words.execute(guarded(word));
    }

    /** May block. A newer question takes the place of one that still waits. */
    void askServer(Runnable question) {
        questions.execute(guarded(question));
    }

    @Override
    public void close() {
        natives.shutdown();
        words.shutdownNow();
        questions.shutdownNow();
        try {
            if (!natives.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                logger.warn("The native part of voice and picture does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MediaFailed failed(Throwable cause) {
        return cause instanceof MediaFailed known ? known : new MediaFailed("media.failed", "unexpected", cause);
    }

    private static Runnable guarded(Runnable step) {
        return () -> {
            try {
                step.run();
            } catch (RuntimeException e) {
                logger.error("A step of the call failed", e);
            }
        };
    }

    private static ThreadFactory daemon(String name) {
        return step -> {
            Thread thread = new Thread(step, "connectme-" + name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
