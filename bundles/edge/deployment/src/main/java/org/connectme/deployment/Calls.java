package org.connectme.deployment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.deployment.Witness.Call;
import org.connectme.wire.socket.Sockets;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Looks at the calls before and after a deployment. Each service is looked up when it is asked, because its bundle may
 * be the one that was replaced. Blocks on the database; any thread.
 */
final class Calls {

    private static final Duration SERVICE_BOUND = Duration.ofSeconds(5);
    /** Pages whose socket was cut wait a random moment before they come back. */
    private static final Duration RETURN_BOUND = Duration.ofSeconds(10);

    private static final Duration GLANCE = Duration.ofMillis(50);

    private final BundleContext context;

    Calls(BundleContext context) {
        this.context = context;
    }

    Witness now() {
        return new Witness(
                ask(Sockets.class, Sockets::since),
                seats(),
                ask(Catalog.class, Catalog::open).stream()
                        .map(this::history)
                        .filter(history -> isLive(Consultation.of(history)))
                        .collect(Collectors.toUnmodifiableMap(
                                History::id, history -> new Call(history.length(), history.head()))));
    }

    /** @param cutsSockets whether the plan said so: then their return is awaited, and an outage is no surprise */
    Proof prove(Witness before, boolean cutsSockets) {
        List<String> findings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        findings.add("Sockets: " + before.seats().size() + " before, " + connected(before.seats(), cutsSockets)
                + " of them after.");
        if (!cutsSockets && !ask(Sockets.class, Sockets::since).equals(before.socketsSince())) {
            problems.add("Every socket was cut.");
        }
        for (Map.Entry<ConsultationId, Call> call : before.calls().entrySet()) {
            findings.add(prove(call.getKey(), call.getValue(), cutsSockets, problems));
        }
        return new Proof(findings, problems);
    }

    private String prove(ConsultationId id, Call before, boolean cutsSockets, List<String> problems) {
        History after = history(id);
        if (ask(Evidence.class, evidence -> evidence.verify(id)) instanceof Evidence.Finding.Broken broken) {
            problems.add(id + ": the chain is broken at entry " + broken.seq() + ": " + broken.why());
        }
        if (after.length() < before.length()
                || !after.entries().get(before.length() - 1).hash().equals(before.head())) {
            problems.add(id + ": entries that were there are not there any more.");
            return id + ": " + before.length() + " entries before, " + after.length() + " after.";
        }
        boolean away = after.entries().subList(before.length(), after.length()).stream()
                .anyMatch(entry -> entry.event() instanceof ServerOutage);
        if (away && !cutsSockets) {
            problems.add(id + ": the server was away for its participants.");
        }
        return id + ": " + before.length() + " entries before, " + after.length() + " after, "
                + state(Consultation.of(after)) + '.';
    }

    private static String state(Consultation consultation) {
        if (!consultation.isOpen()) {
            return "has ended meanwhile";
        }
        return isLive(consultation) ? "goes on" : "nobody can be reached now";
    }

    private static boolean isLive(Consultation consultation) {
        return consultation.isOpen() && Arrays.stream(Side.values()).anyMatch(consultation::isOnline);
    }

    private int connected(Set<String> seats, boolean wait) {
        long end = System.nanoTime() + (wait ? RETURN_BOUND.toNanos() : 0);
        long there = there(seats);
        while (there < seats.size() && System.nanoTime() < end) {
            LockSupport.parkNanos(GLANCE.toNanos());
            there = there(seats);
        }
        return (int) there;
    }

    private long there(Set<String> seats) {
        return seats.stream().filter(seats()::contains).count();
    }

    private Set<String> seats() {
        return Set.copyOf(ask(Sockets.class, Sockets::connected).keySet());
    }

    private History history(ConsultationId id) {
        return ask(Journal.class, journal -> journal.read(id));
    }

    private <S, A> A ask(Class<S> type, Function<S, A> question) {
        ServiceTracker<S, S> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            S service = tracker.waitForService(SERVICE_BOUND.toMillis());
            if (service == null) {
                throw new IllegalStateException(
                        "Nobody provides " + type.getSimpleName() + " now; nothing can be proved.");
            }
            return question.apply(service);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + type.getSimpleName(), e);
        } finally {
            tracker.close();
        }
    }
}
