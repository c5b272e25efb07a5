package org.connectme.journal;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.connectme.core.ConsultationId;
import org.connectme.core.journal.JournalListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the node's listeners, on one thread, of growth here and elsewhere. Growth that comes faster than they listen is
 * dropped, which they must expect anyway. Thread-safe.
 */
@Component(service = Listeners.class)
public final class Listeners implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Listeners.class);

    private static final int CAPACITY = 10_000;

    private record Growth(ConsultationId id, int length) {}

    private final List<JournalListener> listeners = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Growth> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean dropping = new AtomicBoolean();
    private final Thread teller = new Thread(this::tell, "journal-listeners");

    @Activate
    public Listeners() {
        teller.start();
    }

    @Reference(
            name = "listener",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            bind = "add",
            unbind = "remove")
    public void add(JournalListener listener) {
        listeners.add(listener);
    }

    public void remove(JournalListener listener) {
        listeners.removeIf(each -> each == listener);
    }

    /** Never blocks. */
    void tell(ConsultationId id, int length) {
        boolean taken = queue.offer(new Growth(id, length));
        if (!taken && dropping.compareAndSet(false, true)) {
            logger.warn("The journal's listeners do not keep up; they miss some growth");
        } else if (taken && queue.size() < CAPACITY / 2) {
            dropping.set(false);
        }
    }

    @Override
    @Deactivate
    public void close() {
        teller.interrupt();
    }

    private void tell() {
        while (true) {
            Growth growth;
            try {
                growth = queue.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            for (JournalListener listener : listeners) {
                try {
                    listener.appended(growth.id(), growth.length());
                } catch (RuntimeException | LinkageError e) {
                    logger.warn("A listener failed for consultation {}", growth.id(), e);
                }
            }
        }
    }
}
