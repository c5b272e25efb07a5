package org.connectme.plugin.tck.shared;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** One case's threads and its name for itself, whatever plug-in it works at. */
public abstract class Workbench implements AutoCloseable {

    /** No case fails for a slow machine before this. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long POLL_NANOS = 1_000_000;

    private final String run = UUID.randomUUID().toString();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Another for each case, {@code [a-z0-9-]{36}}. */
    protected final String run() {
        return run;
    }

    /** The case is over. */
    @Override
    public void close() throws Exception {
        threads.shutdownNow();
    }

    /** Runs a call on a thread of its own. */
    public final <T> Future<T> start(Callable<T> call) {
        return threads.submit(call);
    }

    /** Runs so many calls at the same moment. */
    public final <T> List<T> together(int count, IntFunction<T> call) {
        CountDownLatch ready = new CountDownLatch(count);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<T>> futures = new ArrayList<>(IntStream.range(0, count)
                .mapToObj(index -> start(() -> {
                    ready.countDown();
                    go.await();
                    return call.apply(index);
                }))
                .toList());
        until(() -> ready.getCount() == 0, "the threads are ready");
        go.countDown();
        return futures.stream().map(Workbench::get).toList();
    }

    /**
     * Runs a call and interrupts it as the host does at a deadline.
     *
     * @param early  whether to interrupt before {@code millis} have passed
     * @param millis after the call has begun
     */
    public final <T> T interruptedAfter(BooleanSupplier early, long millis, Callable<T> call) {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Future<T> future = start(() -> {
            thread.set(Thread.currentThread());
            return call.call();
        });
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        until(
                () -> thread.get() != null && (future.isDone() || early.getAsBoolean() || System.nanoTime() - end > 0),
                "the deadline has passed");
        if (!future.isDone()) {
            thread.get().interrupt();
        }
        return get(future);
    }

    /** What the call came to, which must be soon. */
    public static <T> T get(Future<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("A call broke: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new AssertionError("A call does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** Waits for it, and not for ever. */
    public static void until(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                fail("Waited in vain until " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
