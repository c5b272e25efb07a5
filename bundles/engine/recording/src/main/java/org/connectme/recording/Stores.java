package org.connectme.recording;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.connectme.recording.spi.Descriptor;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.RecordingStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores that are here now, and calls to them with a deadline. Whatever a store does, what comes back is an {@link
 * Outcome}: thrown or late is Unknown; away for two seconds, or no thread for the call, is NotExecuted. Thread-safe.
 */
@Component(service = Stores.class, configurationPid = "org.connectme.recording")
@Designate(ocd = RecordingConfig.class)
public final class Stores {

    /** Code of NotExecuted while no store of this id is here. */
    static final String AWAY = "store-away";

    private static final Logger logger = LoggerFactory.getLogger(Stores.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long FINISH_SECONDS = 10;

    private final List<RecordingStore> present = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ExecutorService threads;
    private final Duration deadline;
    private final String preferred;

    @Activate
    public Stores(RecordingConfig config) {
        this(config.store(), Duration.ofSeconds(config.deadline_seconds()), pool(config.threads()));
    }

    private Stores(String preferred, Duration deadline, ExecutorService threads) {
        this.preferred = preferred;
        this.deadline = deadline;
        this.threads = threads;
    }

    /** With one store, for tests. */
    static Stores of(RecordingStore store) {
        Stores stores = new Stores(store.descriptor().id(), Duration.ofSeconds(5), pool(32));
        stores.bind(store);
        return stores;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bind(RecordingStore store) {
        lock.lock();
        try {
            present.add(store);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        Descriptor descriptor = store.descriptor();
        logger.info("Recording store {} {} is here", descriptor.id(), descriptor.version());
    }

    /** By value: an update may bind the new one before it unbinds the old. */
    public void unbind(RecordingStore store) {
        present.removeIf(each -> each == store);
    }

    /** Lets the calls that are under way finish. */
    @Deactivate
    public void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(FINISH_SECONDS, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }

    /** Id of the store for new recordings. */
    String preferred() {
        return preferred;
    }

    List<RecordingStore> all() {
        return List.copyOf(present);
    }

    <T> Outcome<T> ask(String id, Function<RecordingStore, Outcome<T>> call) {
        return ask(id, deadline, call);
    }

    /** For what may take a minute. */
    <T> Outcome<T> askLong(String id, Function<RecordingStore, Outcome<T>> call) {
        return ask(id, LONG, call);
    }

    private <T> Outcome<T> ask(String id, Duration longest, Function<RecordingStore, Outcome<T>> call) {
        try {
            Optional<RecordingStore> store = await(id);
            return store.isEmpty()
                    ? new Outcome.NotExecuted<>(AWAY)
                    : await(id, threads.submit(() -> call.apply(store.get())), longest);
        } catch (RejectedExecutionException e) {
            return new Outcome.NotExecuted<>("no-thread");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unknown<>("interrupted");
        }
    }

    private Optional<RecordingStore> await(String id) throws InterruptedException {
        long nanos = PATIENCE.toNanos();
        lock.lockInterruptibly();
        try {
            Optional<RecordingStore> found = newest(id);
            while (found.isEmpty() && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
                found = newest(id);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that this store keeps of one recording; without a bound while it is away. */
    long largest(String id) {
        return newest(id).map(store -> store.capabilities().largestRecording()).orElse(Long.MAX_VALUE);
    }

    /** The one that came last. */
    private Optional<RecordingStore> newest(String id) {
        return present.stream()
                .filter(store -> store.descriptor().id().equals(id))
                .reduce((older, newer) -> newer);
    }

    private <T> Outcome<T> await(String id, Future<Outcome<T>> answer, Duration longest) throws InterruptedException {
        try {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            logger.warn("Recording store {} did not answer within {} s", id, longest.toSeconds());
            return new Outcome.Unknown<>("deadline");
        } catch (ExecutionException e) {
            logger.warn("Recording store {} broke off", id, e.getCause());
            return new Outcome.Unknown<>("thrown");
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    /** Without a queue: a call that cannot start at once is one that was certainly not made. */
    private static ExecutorService pool(int size) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, size, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "recording-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
