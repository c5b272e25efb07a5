package org.connectme.journal;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.connectme.core.ConsultationId;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the word that a journal grew: to this node's listeners directly, and over the broker to the other nodes'
 * listeners and to the one dispatcher that the message group of this consultation belongs to. One thread of its own
 * does all sending; nobody who appends ever waits for a broker. Without one, or when messages come too fast for it, the
 * dispatcher here is woken directly. Nothing depends on any of this, since dispatchers look for themselves.
 */
@Component(service = {Messenger.class, GrowthListener.class})
public final class Messenger implements GrowthListener, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Messenger.class);

    private static final int CAPACITY = 10_000;
    private static final Duration RECONNECT_EVERY = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration FINISH = Duration.ofSeconds(5);

    private record Growth(ConsultationId id, int length) {}

    private final Listeners listeners;
    private final WakeSignal signal;
    /** Sets this node's messages apart from those of others. */
    private final String origin = UUID.randomUUID().toString();

    private final BlockingQueue<Growth> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicReference<@Nullable ConnectionFactory> factory = new AtomicReference<>();
    private final Thread sender = new Thread(this::send, "journal-messenger");

    // Of the sender's thread alone.
    private @Nullable BrokerLink link;
    private boolean failing;
    private long retryNanos = System.nanoTime();

    private volatile boolean stopping;

    @Activate
    public Messenger(@Reference Listeners listeners, @Reference WakeSignal signal) {
        this.listeners = listeners;
        this.signal = signal;
        sender.start();
    }

    @Reference(
            name = "broker",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            bind = "use",
            unbind = "forget")
    public void use(ConnectionFactory broker) {
        factory.set(broker);
    }

    /** By value: a new broker may be there before the old one goes. */
    public void forget(ConnectionFactory broker) {
        factory.compareAndSet(broker, null);
    }

    @Override
    public void grown(ConsultationId id, int length) {
        listeners.tell(id, length);
        if (factory.get() == null || !queue.offer(new Growth(id, length))) {
            signal.wake(id);
        }
    }

    @Override
    @Deactivate
    public void close() throws InterruptedException {
        stopping = true;
        sender.interrupt();
        sender.join(FINISH.toMillis());
    }

    private void send() {
        try {
            while (!stopping) {
                connectIfNeeded();
                Growth growth = queue.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (growth != null) {
                    send(growth);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void send(Growth growth) {
        if (link == null) {
            signal.wake(growth.id());
            return;
        }
        try {
            link.send(growth.id(), growth.length());
        } catch (JMSException e) {
            signal.wake(growth.id());
            failed(e);
        }
    }

    private void connectIfNeeded() {
        ConnectionFactory current = factory.get();
        if (link != null && !link.isUsableFor(current)) {
            disconnect();
        }
        if (link != null || current == null || System.nanoTime() - retryNanos < 0) {
            return;
        }
        try {
            link = new BrokerLink(current, origin, listeners, signal);
            logger.info("Connected to the broker");
            failing = false;
        } catch (JMSException e) {
            failed(e);
        }
    }

    private void failed(JMSException problem) {
        if (!failing && !stopping) {
            logger.warn("The broker failed; this node goes on without it and tries again", problem);
        }
        failing = true;
        retryNanos = System.nanoTime() + RECONNECT_EVERY.toNanos();
    }

    private void disconnect() {
        if (link != null) {
            link.close();
            link = null;
        }
    }
}
