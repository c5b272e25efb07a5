package org.connectme.signaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.connectme.wire.socket.Sockets;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The gateway's {@link Sockets}, which go and come back when the gateway is replaced. Any thread. */
@Component(service = SocketsSlot.class)
public final class SocketsSlot {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Sockets> all = new ArrayList<>();
    private volatile Optional<Sockets> current = Optional.empty();
    private volatile Listener listener = new Listener() {};

    /** Told in order, on the thread that brought the change. */
    interface Listener {
        default void came() {}

        default void went() {}
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSockets(Sockets sockets) {
        change(() -> all.add(sockets));
    }

    public void removeSockets(Sockets sockets) {
        change(() -> all.removeIf(each -> each == sockets));
    }

    Optional<Sockets> current() {
        return current;
    }

    void listen(Listener to) {
        listener = to;
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            Optional<Sockets> before = current;
            change.run();
            // Of two gateways the pages sit at the older one until it goes.
            current = all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
            if (before.equals(current)) {
                return;
            }
            if (before.isPresent()) {
                listener.went();
            }
            if (current.isPresent()) {
                listener.came();
            }
        } finally {
            lock.unlock();
        }
    }
}
