package org.connectme.signaling;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.connectme.core.account.Authenticator;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The {@link Authenticator}s there are; of each kind the newest counts. Any thread. */
@Component(service = Authenticators.class)
public final class Authenticators {

    private static final long PATIENCE_SECONDS = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<Authenticator> all = new ArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addAuthenticator(Authenticator authenticator) {
        lock.lock();
        try {
            all.add(authenticator);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public void removeAuthenticator(Authenticator authenticator) {
        lock.lock();
        try {
            all.removeIf(each -> each == authenticator);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits up to two seconds for one that is being replaced.
     *
     * @throws IllegalStateException if there is none after that: nobody can say then whether a session is good
     */
    Authenticator of(Authenticator.Kind kind) {
        long nanos = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        lock.lock();
        try {
            while (true) {
                for (int i = all.size() - 1; i >= 0; i--) {
                    if (all.get(i).kind() == kind) {
                        return all.get(i);
                    }
                }
                if (nanos <= 0) {
                    throw new IllegalStateException("There is no authenticator of kind " + kind + " now.");
                }
                nanos = arrived.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while an authenticator was being replaced.", e);
        } finally {
            lock.unlock();
        }
    }
}
