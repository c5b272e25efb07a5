package org.connectme.gateway.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.connectme.wire.socket.SocketHandler;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The newest {@link SocketHandler}, which comes and goes while sockets stay open. Any thread. */
@Component(service = HandlerSlot.class)
public final class HandlerSlot {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<SocketHandler> handlers = new ArrayList<>();
    private volatile Optional<SocketHandler> current = Optional.empty();
    private volatile Runnable onArrival = () -> {};

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addHandler(SocketHandler handler) {
        change(() -> handlers.add(handler));
    }

    /** By value: an update may bring the new handler before it takes the old one away. */
    public void removeHandler(SocketHandler handler) {
        change(() -> handlers.removeIf(each -> each == handler));
    }

    Optional<SocketHandler> current() {
        return current;
    }

    /** The handler, or after this time empty. */
    public Optional<SocketHandler> await(long time, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(time);
        lock.lockInterruptibly();
        try {
            while (current.isEmpty() && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** @param listener called after another handler has become the current one */
    void onArrival(Runnable listener) {
        onArrival = listener;
    }

    private void change(Runnable change) {
        boolean another;
        lock.lock();
        try {
            Optional<SocketHandler> before = current;
            change.run();
            current = handlers.isEmpty() ? Optional.empty() : Optional.of(handlers.get(handlers.size() - 1));
            another = current.isPresent() && !current.equals(before);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        if (another) {
            onArrival.run();
        }
    }
}
