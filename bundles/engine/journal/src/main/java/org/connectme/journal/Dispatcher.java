package org.connectme.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.connectme.core.ConsultationId;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Reaction;
import org.connectme.core.journal.Timeline;
import org.connectme.journal.WakeTable.Key;
import org.connectme.journal.WakeTable.Wake;
import org.jdbi.v3.core.JdbiException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls reactions. Everything it knows is in the wake table; what it holds in memory is only which calls are under way,
 * so that one that outlasts its lease is not begun a second time here. One thread looks for work, a few do it, and of
 * these one reaction never has more than half: a slow payment service holds up no deadline.
 */
@Component(service = Dispatcher.class, immediate = true, configurationPid = JournalConfig.PID)
public final class Dispatcher implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Dispatcher.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration RENEW_AFTER = Duration.ofSeconds(WakeTable.LEASE_SECONDS / 3);
    /** A call may last 30 s; what lasts longer than this is stuck, and another node may try. */
    private static final Duration STUCK_AFTER = Duration.ofMinutes(2);

    private static final Duration FINISH = Duration.ofSeconds(10);
    private static final int PARK_AFTER = 8;
    private static final long LONGEST_DELAY_SECONDS = 60;
    /** A reaction that asks for an instant that has passed must not spin. */
    private static final Duration SOONEST = Duration.ofMillis(50);

    private static final int MOST_WAITING = 1_000;

    /** How long reactions wait for the journals to be told of the outage before; what they do must happen after all. */
    private static final Duration OUTAGE_PATIENCE = Duration.ofSeconds(20);

    private final WakeTable wakes;
    private final Journal journal;
    private final Timeline timeline;
    private final Reactions reactions;
    private final WakeSignal signal;
    private final int perReaction;
    private final ThreadPoolExecutor pool;
    private final Thread looker;
    private final long startedNanos = System.nanoTime();
    private final Map<Key, Call> calls = new ConcurrentHashMap<>();
    private final Set<Reaction> announced = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Whether work may have been left because a reaction had all the calls it may have. */
    private volatile boolean crowded;

    private volatile boolean stopping;

    /** A call that is waiting for a thread or under way; nanoTime. */
    private record Call(long sinceNanos, long renewedNanos) {}

    @Activate
    public Dispatcher(
            @Reference JournalSchema schema,
            @Reference Journal journal,
            @Reference Timeline timeline,
            @Reference Reactions reactions,
            @Reference WakeSignal signal,
            JournalConfig config) {
        this(schema, journal, timeline, reactions, signal, config.reaction_threads());
    }

    public Dispatcher(
            JournalSchema schema,
            Journal journal,
            Timeline timeline,
            Reactions reactions,
            WakeSignal signal,
            int threads) {
        this.wakes = new WakeTable(schema);
        this.journal = journal;
        this.timeline = timeline;
        this.reactions = reactions;
        this.signal = signal;
        this.perReaction = Math.max(1, threads / 2);
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                work -> new Thread(work, "journal-reaction-" + number.incrementAndGet()));
        this.looker = new Thread(this::look, "journal-dispatcher");
        looker.start();
    }

    /** Lets the calls that began end, for 10 s at most, and gives everything else back. */
    @Override
    @Deactivate
    public void close() throws InterruptedException {
        stopping = true;
        signal.wakeForEverything();
        looker.join(FINISH.toMillis());
        pool.shutdown();
        if (!pool.awaitTermination(FINISH.toSeconds(), TimeUnit.SECONDS)) {
            logger.warn("Reactions still at work after {} are interrupted", FINISH);
            pool.shutdownNow();
        }
        try {
            wakes.releaseAll(timeline.now());
        } catch (JdbiException e) {
            logger.warn("What was not begun could not be given back; it is taken up when the leases end", e);
        }
    }

    private void look() {
        boolean failing = false;
        long lookedNanos = System.nanoTime();
        while (!stopping) {
            try {
                WakeSignal.Call call = signal.await(LOOK_EVERY);
                boolean overdue = System.nanoTime() - lookedNanos >= LOOK_EVERY.toNanos();
                if (overdue) {
                    lookedNanos = System.nanoTime();
                    keepLeases();
                    wakes.takeBackLapsed(timeline.now());
                    announce();
                }
                if (isOutageToBeNoted()) {
                    continue;
                }
                dispatch(overdue || call.everything() ? Set.of() : call.grown());
                if (failing) {
                    logger.info("Reactions are dispatched again");
                }
                failing = false;
            } catch (RuntimeException e) { // whatever it is: without this thread nothing would be captured any more
                if (!failing) {
                    logger.warn("No reactions are dispatched until this succeeds", e);
                }
                failing = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A journal that misses the outage counts it as time together: a deadline or ceiling would fall due within it. */
    private boolean isOutageToBeNoted() {
        return System.nanoTime() - startedNanos < OUTAGE_PATIENCE.toNanos()
                && timeline.outageToNote().isPresent();
    }

    private void announce() {
        Map<String, Reaction> present = reactions.all();
        announced.retainAll(Set.copyOf(present.values()));
        for (Map.Entry<String, Reaction> entry : present.entrySet()) {
            if (!announced.contains(entry.getValue())) {
                wakes.announce(entry.getKey(), timeline.now());
                announced.add(entry.getValue());
            }
        }
    }

    private void dispatch(Set<ConsultationId> only) {
        Instant now = timeline.now();
        wakes.spread(only, now);
        Map<String, Integer> slots = slots();
        if (stopping || slots.isEmpty()) {
            return;
        }
        // Before taking: a call that ends meanwhile sees it, at worst for nothing.
        crowded = true;
        for (Wake wake : wakes.take(slots, only, now)) {
            long nanos = System.nanoTime();
            if (calls.putIfAbsent(wake.key(), new Call(nanos, nanos)) == null) {
                pool.execute(() -> call(wake));
            } else {
                wakes.callAgain(wake.key(), now);
            }
        }
        crowded = slots().size() < reactions.all().size();
    }

    /** How many more calls of each reaction may be taken. */
    private Map<String, Integer> slots() {
        Map<String, Integer> slots = new HashMap<>();
        reactions.all().keySet().forEach(name -> slots.put(name, perReaction));
        calls.keySet().forEach(key -> slots.computeIfPresent(key.reaction(), (name, left) -> left - 1));
        slots.values().removeIf(left -> left <= 0);
        return slots;
    }

    private void keepLeases() {
        long now = System.nanoTime();
        List<Key> due = new ArrayList<>();
        calls.forEach((key, call) -> {
            if (now - call.sinceNanos() < STUCK_AFTER.toNanos() && now - call.renewedNanos() > RENEW_AFTER.toNanos()) {
                due.add(key);
            }
        });
        if (due.isEmpty()) {
            return;
        }
        wakes.renew(due);
        due.forEach(key -> calls.computeIfPresent(key, (same, call) -> new Call(call.sinceNanos(), now)));
    }

    private void call(Wake wake) {
        Key key = wake.key();
        try {
            Optional<Reaction> reaction = stopping ? Optional.empty() : reactions.begin(key.reaction());
            if (reaction.isEmpty()) {
                wakes.release(key, timeline.now());
                return;
            }
            try {
                react(reaction.get(), wake);
            } finally {
                reactions.end(reaction.get());
            }
        } catch (JdbiException e) {
            logger.warn(
                    "What became of {} for consultation {} could not be noted; it is called again when its lease ends",
                    key.reaction(),
                    key.consultation(),
                    e);
        } finally {
            calls.remove(key);
            if (crowded) {
                signal.wakeForEverything();
            }
        }
    }

    private void react(Reaction reaction, Wake wake) {
        Key key = wake.key();
        Optional<Instant> next;
        try {
            next = reaction.react(journal.read(key.consultation()), timeline.now());
        } catch (Exception | LinkageError e) { // a bundle that is being replaced loses classes, too
            failed(wake, e);
            return;
        }
        Instant soonest = timeline.now().plus(SOONEST);
        wakes.done(key, next.map(instant -> instant.isBefore(soonest) ? soonest : instant));
    }

    private void failed(Wake wake, Throwable problem) {
        Key key = wake.key();
        int failures = wake.failures() + 1;
        boolean parked = failures >= PARK_AFTER;
        logger.warn(
                "Reaction {} failed for consultation {}, {} times in a row{}",
                key.reaction(),
                key.consultation(),
                failures,
                parked ? "; it is parked until the operator retries it" : "",
                problem);
        Optional<Instant> again =
                parked ? Optional.empty() : Optional.of(timeline.now().plusSeconds(delaySeconds(failures)));
        wakes.failed(key, failures, problem.getClass().getName(), again);
    }

    /** 1, 2, 4, … 60. */
    private static long delaySeconds(int failures) {
        return Math.min(LONGEST_DELAY_SECONDS, 1L << (failures - 1));
    }
}
