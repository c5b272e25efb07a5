package org.connectme.plugin.tck;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A line with all faults to a service in memory, for subjects that pretend one: what {@link #send} runs, it did. Thread-safe. */
public final class PretendWire implements Wire {

    /** After this the provider gives up by itself. */
    private static final long PATIENCE_MILLIS = 60_000;

    private @Nullable Fault fault;
    private int withheld;
    private CountDownLatch delivery = new CountDownLatch(1);

    /** What a provider gets instead of an answer. */
    public static final class Broken extends Exception {

        private static final long serialVersionUID = 1L;

        private final Fault fault;

        Broken(Fault fault) {
            super("The line is broken: " + fault);
            this.fault = fault;
        }

        /** What the request met. */
        public Fault fault() {
            return fault;
        }
    }

    /** What the service answers, or why it was not heard. */
    public <T> T send(Supplier<T> request) throws Broken {
        Fault met = fault();
        if (met == null) {
            return request.get();
        }
        return switch (met) {
            case REFUSED, BUSY, CUT_BEFORE -> throw new Broken(met);
            case CUT_AFTER, TRUNCATED, GARBLED -> {
                request.get();
                throw new Broken(met);
            }
            case STALLED -> withhold(request.get());
        };
    }

    private <T> T withhold(T answer) throws Broken {
        CountDownLatch arrival;
        synchronized (this) {
            withheld++;
            arrival = delivery;
        }
        try {
            if (arrival.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return answer;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Broken(Fault.STALLED);
    }

    private synchronized @Nullable Fault fault() {
        return fault;
    }

    @Override
    public synchronized void disturb(Fault next) {
        fault = next;
    }

    @Override
    public synchronized void heal() {
        fault = null;
    }

    @Override
    public synchronized int withheld() {
        return withheld;
    }

    @Override
    public synchronized void deliver() {
        delivery.countDown();
        delivery = new CountDownLatch(1);
        withheld = 0;
    }
}
