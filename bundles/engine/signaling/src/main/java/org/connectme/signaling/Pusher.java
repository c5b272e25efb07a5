package org.connectme.signaling;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.JournalException;
import org.connectme.core.journal.Views;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows pages what changed: at most ten times a second, always the newest, and every 30 s while a meter may run. Works
 * on the executor's one thread; what is not final is that thread's own.
 */
final class Pusher {

    static final Duration REFRESH = Duration.ofSeconds(30);

    private static final Logger logger = LoggerFactory.getLogger(Pusher.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** A customer who came in longer ago than this has been noticed, or nobody was there to be rung for. */
    private static final Duration RING = Duration.ofSeconds(30);

    private final Journal journal;
    private final Views views;
    private final SocketsSlot sockets;
    private final Instants instants;
    private final ScheduledExecutorService executor;
    private final Set<Seat> present = ConcurrentHashMap.newKeySet();
    private final Set<ConsultationId> over = ConcurrentHashMap.newKeySet();
    private final Map<ConsultationId, Future<?>> planned = new HashMap<>();
    private final Recent<ConsultationId, Long> pushedAt = new Recent<>();
    private final Recent<ConsultationId, Instant> rung = new Recent<>();

    Pusher(Journal journal, Views views, SocketsSlot sockets, Instants instants, ScheduledExecutorService executor) {
        this.journal = journal;
        this.views = views;
        this.sockets = sockets;
        this.instants = instants;
        this.executor = executor;
    }

    /** Any thread. Whoever was away when it was shown to nobody set off the next time with that. */
    void came(Seat seat) {
        present.add(seat);
        if (seat instanceof Seat.Participant participant) {
            executor.execute(() -> plan(participant.consultation(), REFRESH.toNanos(), false));
        }
    }

    /** Any thread. */
    void went(Seat seat) {
        present.remove(seat);
        if (seat instanceof Seat.Participant participant && !present.contains(participant.other())) {
            over.remove(participant.consultation());
        }
    }

    /** Any thread. */
    void allWent() {
        present.clear();
        over.clear();
    }

    /** Any thread. */
    boolean isPresent(Seat seat) {
        return present.contains(seat);
    }

    /** Any thread. Whether the consultation, when it was last shown, was over. */
    boolean isOver(ConsultationId id) {
        return over.contains(id);
    }

    /** Shows the state to one page now, on the caller's thread. */
    void show(Seat.Participant seat) {
        History history = journal.read(seat.consultation());
        remember(Consultation.of(history), seat.consultation());
        String view = views.json(history, seat.side());
        sockets.current().ifPresent(to -> to.sendNow(seat.name(), message(view)));
    }

    private void remember(Consultation consultation, ConsultationId id) {
        if (!consultation.isOpen()) {
            over.add(id);
        }
    }

    /** Any thread. Never blocks. */
    void changed(ConsultationId id) {
        executor.execute(() -> {
            long now = System.nanoTime();
            Long last = pushedAt.get(id);
            plan(id, last == null ? 0 : Math.max(0, last + PAUSE_NANOS - now), true);
        });
    }

    /** @param sooner whether it may come before what is planned already */
    private void plan(ConsultationId id, long delayNanos, boolean sooner) {
        Future<?> before = planned.get(id);
        if (before != null && !before.isDone()) {
            if (!sooner) {
                return;
            }
            before.cancel(false);
        }
        planned.put(id, executor.schedule(() -> push(id), delayNanos, TimeUnit.NANOSECONDS));
    }

    private void push(ConsultationId id) {
        planned.remove(id);
        pushedAt.put(id, System.nanoTime());
        try {
            History history = journal.read(id);
            Consultation consultation = Consultation.of(history);
            boolean isShown = false;
            for (Side side : Side.values()) {
                isShown |= pushTo(new Seat.Participant(id, side), history);
            }
            if (isShown) {
                remember(consultation, id);
            }
            tellLobby(id, history, consultation);
            boolean mayTick = consultation.isOpen()
                    && (consultation.meterStartedAt() != null
                            || !consultation.inCall().isEmpty());
            if (isShown && mayTick) {
                plan(id, REFRESH.toNanos(), false);
            }
        } catch (JournalException e) {
            logger.warn("Consultation {} could not be read for its pages; it is tried again.", id, e);
            plan(id, RETRY_NANOS, false);
        } catch (RuntimeException e) {
            logger.error("Consultation {} could not be shown to its pages.", id, e);
        }
    }

    private boolean pushTo(Seat.Participant seat, History history) {
        if (!present.contains(seat)) {
            return false;
        }
        String view = views.json(history, seat.side());
        return sockets.current()
                .map(to -> to.sendNow(seat.name(), message(view)))
                .orElse(false);
    }

    private void tellLobby(ConsultationId id, History history, Consultation consultation) {
        if (consultation.scheduled() == null) {
            return;
        }
        Seat lobby = new Seat.Lobby(consultation.scheduled().consultant());
        String message = "{\"t\":\"changed\",\"consultation\":\"" + id + "\",\"ring\":" + rings(id, history) + "}";
        sockets.current().ifPresent(to -> to.send(lobby.name(), message));
    }

    private boolean rings(ConsultationId id, History history) {
        for (Entry entry : history.entries()) {
            if (entry.event() instanceof ParticipantJoined joined && joined.side() == Side.CUSTOMER) {
                boolean isNew = entry.at().plus(RING).isAfter(instants.now());
                return isNew && rung.put(id, entry.at()) == null;
            }
        }
        return false;
    }

    private static String message(String view) {
        return "{\"t\":\"view\",\"view\":" + view + "}";
    }
}
