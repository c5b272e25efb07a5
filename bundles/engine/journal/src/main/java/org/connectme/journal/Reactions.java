package org.connectme.journal;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.connectme.core.journal.Reaction;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reactions that are there, by name, and which of them are at work. Thread-safe. */
@Component(service = Reactions.class)
public final class Reactions {

    private static final Logger logger = LoggerFactory.getLogger(Reactions.class);

    private static final Duration FINISH = Duration.ofSeconds(10);

    private final Newest<String, Reaction> byName = new Newest<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Map<Reaction, Integer> calls = new IdentityHashMap<>();

    @Reference(name = "reaction", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(Reaction reaction, ServiceReference<Reaction> reference) {
        byName.add(List.of(reaction.name()), reaction, Deciders.version(reference));
    }

    void unbind(Reaction reaction) {
        remove(reaction);
    }

    /** For use outside a container. */
    public void add(Reaction reaction) {
        byName.add(List.of(reaction.name()), reaction, Version.emptyVersion);
    }

    /** No call of this reaction begins any more; those that began have 10 s to end before this returns. */
    public void remove(Reaction reaction) {
        byName.remove(reaction);
        long nanos = FINISH.toNanos();
        lock.lock();
        try {
            while (calls.containsKey(reaction) && nanos > 0) {
                nanos = ended.awaitNanos(nanos);
            }
            if (calls.containsKey(reaction)) {
                logger.warn("Reaction {} goes while it is at work for more than {}", reaction.name(), FINISH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    Map<String, Reaction> all() {
        return byName.all();
    }

    /** The reaction of that name, which now counts as at work until {@link #end}. */
    Optional<Reaction> begin(String name) {
        lock.lock();
        try {
            Optional<Reaction> reaction = byName.get(name);
            reaction.ifPresent(present -> calls.merge(present, 1, Integer::sum));
            return reaction;
        } finally {
            lock.unlock();
        }
    }

    void end(Reaction reaction) {
        lock.lock();
        try {
            calls.computeIfPresent(reaction, (same, count) -> count == 1 ? null : count - 1);
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
