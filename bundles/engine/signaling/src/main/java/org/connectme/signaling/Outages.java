package org.connectme.signaling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.command.PresenceCommand.NoteOutage;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Timeline;
import org.connectme.wire.socket.Sockets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings journal and sockets together again after one of them was away. What the server did is nobody's fault (MET-6):
 * it becomes a {@link ServerOutage}, not a side that was lost. Each step is repeated until the database answers.
 */
final class Outages {

    private static final Logger logger = LoggerFactory.getLogger(Outages.class);
    private static final long RETRY_SECONDS = 5;
    /** So many that fail are no damaged journals: the database or a decider is away. */
    private static final int DAMAGED = 3;
    /** Long enough for the gateway to tell a new handler who is there, and who left meanwhile. */
    private static final long SETTLE_SECONDS = 5;

    private final Catalog catalog;
    private final Journal journal;
    private final Timeline timeline;
    private final Instants instants;
    private final Presence presence;
    private final MediaReports reports;
    private final Pusher pusher;
    private final SocketsSlot slot;
    private final ScheduledExecutorService executor;
    private volatile @Nullable Instant wentAt;

    Outages(
            Catalog catalog,
            Journal journal,
            Timeline timeline,
            Presence presence,
            MediaReports reports,
            Pusher pusher,
            SocketsSlot slot,
            ScheduledExecutorService executor) {
        this.catalog = catalog;
        this.journal = journal;
        this.timeline = timeline;
        this.instants = new Instants(timeline);
        this.presence = presence;
        this.reports = reports;
        this.pusher = pusher;
        this.slot = slot;
        this.executor = executor;
    }

    /** To be called once, when signaling starts. Does not block. */
    void begin() {
        timeline.lastOutage().ifPresent(outage -> repeat(() -> note(outage), 0));
        if (slot.current().isPresent()) {
            repeat(this::compare, SETTLE_SECONDS);
        }
    }

    void socketsWent() {
        wentAt = timeline.now();
        pusher.allWent();
    }

    void socketsCame() {
        Instant from = wentAt;
        wentAt = null;
        if (from == null) {
            repeat(this::compare, SETTLE_SECONDS);
            return;
        }
        // Where the next gateway stood ready no time passed, and yet every page was cut off.
        Instant now = timeline.now();
        Instant to = now.isAfter(from) ? now : from.plusMillis(1);
        repeat(() -> note(from, to), 0);
    }

    private void note(Timeline.Outage outage) {
        note(outage.from(), outage.to());
        timeline.outageNoted(outage);
    }

    /** The server could not be reached in this span: whoever was there before its end and was not heard since. */
    void note(Instant from, Instant to) {
        forEachOpen(id -> {
            History history = journal.read(id);
            boolean isKnown = history.all(ServerOutage.class)
                    .anyMatch(known -> known.from().equals(from) && known.to().equals(to));
            if (!isKnown && (wasThere(history, Side.CUSTOMER, to) || wasThere(history, Side.CONSULTANT, to))) {
                presence.send(id, new NoteOutage(from, to));
            }
            welcomeBack(id);
        });
        reports.forget();
    }

    /** A journal that cannot be read keeps no other from hearing of the outage; all are gone through again for it. */
    private void forEachOpen(Consumer<ConsultationId> step) {
        List<RuntimeException> failures = new ArrayList<>();
        for (ConsultationId id : catalog.open()) {
            try {
                step.accept(id);
            } catch (RuntimeException e) {
                logger.warn("Presence in consultation {} could not be brought up to date.", id, e);
                failures.add(e);
            }
            if (failures.size() == DAMAGED) {
                break;
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** The journal's idea of who is online, against the sockets that there are. */
    void compare() {
        Optional<Sockets> sockets = slot.current();
        if (sockets.isEmpty()) {
            return;
        }
        Instant since = instants.of(sockets.get(), sockets.get().since());
        forEachOpen(id -> {
            for (Side side : Side.values()) {
                compare(sockets.get(), id, side, since);
            }
            welcomeBack(id);
        });
        reports.forget();
    }

    private void compare(Sockets sockets, ConsultationId id, Side side, Instant since) {
        History history = journal.read(id);
        boolean isThere = sockets.connected().containsKey(new Seat.Participant(id, side).name());
        if (isThere || history.isEmpty() || !Consultation.of(history).isOnline(side)) {
            return;
        }
        Instant lastKnown = history.entries().get(history.length() - 1).at();
        if (since.isAfter(lastKnown)) {
            presence.send(id, new NoteOutage(lastKnown, since));
        } else {
            presence.lose(id, side, lastKnown);
        }
    }

    /** A page may have come before the outage was noted; it is there all the same. */
    private void welcomeBack(ConsultationId id) {
        for (Side side : Side.values()) {
            if (pusher.isPresent(new Seat.Participant(id, side))) {
                presence.returned(id, side);
            }
        }
    }

    private static boolean wasThere(History history, Side side, Instant before) {
        return Consultation.of(history).isOnline(side)
                && Presence.cameAt(history, side)
                        .filter(came -> came.isBefore(before))
                        .isPresent();
    }

    private void repeat(Runnable step, long delaySeconds) {
        executor.schedule(
                () -> {
                    try {
                        step.run();
                    } catch (RuntimeException e) {
                        logger.warn("Presence could not be brought up to date; it is tried again.", e);
                        repeat(step, RETRY_SECONDS);
                    }
                },
                delaySeconds,
                TimeUnit.SECONDS);
    }
}
