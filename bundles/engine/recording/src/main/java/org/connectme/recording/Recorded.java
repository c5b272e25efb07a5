package org.connectme.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.connectme.core.event.RecordingEvent.DeletedBy;
import org.connectme.core.event.RecordingEvent.How;
import org.connectme.core.event.RecordingEvent.RecordingEnded;
import org.connectme.core.event.RecordingEvent.Why;
import org.connectme.core.recording.Recordings.State;
import org.jspecify.annotations.Nullable;

/**
 * One recording as the journal tells of it.
 *
 * @param takes    the instants at which its takes began, by the server's clock; at least one
 * @param blanks   its private moments
 * @param end      when and why it ended, or will by time if nothing happens before
 * @param sealed   null before
 * @param accesses the last one of each kind
 * @param announced when its consultant was told that it would be deleted; null if they were not told
 */
record Recorded(
        String id,
        String consent,
        String store,
        List<Instant> takes,
        List<Blank> blanks,
        @Nullable End end,
        @Nullable RecordingEnded sealed,
        @Nullable DeletedBy deleted,
        List<Access> accesses,
        @Nullable Instant announced) {

    /** What was made before the end may come for so long after it. */
    static final Duration LATE = Duration.ofHours(24);

    /** So long before it is deleted its consultant is told. */
    static final Duration WARNING = Duration.ofDays(Library.WARN_DAYS);

    Recorded {
        takes = List.copyOf(takes);
        blanks = List.copyOf(blanks);
        accesses = List.copyOf(accesses);
    }

    /** Nothing at or after {@code at} is part of it. */
    record End(Instant at, Why why) {}

    /** @param until null while it lasts */
    record Blank(Instant from, @Nullable Instant until) {}

    record Access(How how, Instant at) {}

    static Recorded started(String id, String consent, String store, Instant at) {
        return new Recorded(id, consent, store, List.of(at), List.of(), null, null, null, List.of(), null);
    }

    Recorded taken(Instant at) {
        List<Instant> all = new ArrayList<>(takes);
        all.add(at);
        return new Recorded(id, consent, store, all, blanks, end, sealed, deleted, accesses, announced);
    }

    Recorded blanked(boolean on, Instant at) {
        List<Blank> all = new ArrayList<>(blanks);
        if (on == isBlank()) {
            return this;
        } else if (on) {
            all.add(new Blank(at, null));
        } else {
            all.set(all.size() - 1, new Blank(all.get(all.size() - 1).from(), at));
        }
        return new Recorded(id, consent, store, takes, all, end, sealed, deleted, accesses, announced);
    }

    /** The earliest end counts. */
    Recorded ends(Instant at, Why why) {
        End earliest = end == null || at.isBefore(end.at()) ? new End(at, why) : end;
        return new Recorded(id, consent, store, takes, blanks, earliest, sealed, deleted, accesses, announced);
    }

    Recorded sealed(RecordingEnded ended) {
        return new Recorded(id, consent, store, takes, blanks, end, ended, deleted, accesses, announced);
    }

    Recorded deleted(DeletedBy by) {
        return new Recorded(id, consent, store, takes, blanks, end, sealed, by, accesses, announced);
    }

    Recorded accessed(How how, Instant at) {
        List<Access> all = new ArrayList<>(accesses);
        all.removeIf(access -> access.how() == how);
        all.add(new Access(how, at));
        return new Recorded(id, consent, store, takes, blanks, end, sealed, deleted, all, announced);
    }

    Recorded announced(Instant deletesAt) {
        return new Recorded(id, consent, store, takes, blanks, end, sealed, deleted, accesses, deletesAt);
    }

    /** Somebody who was told of an earlier day has to be told of a later one, and of no day twice. */
    boolean isAnnounced(Instant deletesAt) {
        return announced != null && !deletesAt.isAfter(announced);
    }

    /**
     * When it is deleted: never before the day that its consultant was told, and not within a week of a day that nobody
     * was told.
     *
     * @param planned by the time for which recordings are kept
     */
    Instant deletesAt(Instant planned, Instant now) {
        if (announced != null) {
            return planned.isAfter(announced) ? planned : announced;
        }
        return planned.isAfter(now) ? planned : now.plus(WARNING);
    }

    Instant startedAt() {
        return takes.get(0);
    }

    boolean isBlank() {
        return !blanks.isEmpty() && blanks.get(blanks.size() - 1).until() == null;
    }

    boolean isOver(Instant now) {
        return end != null && !now.isBefore(end.at());
    }

    /** Its end, once that has come. */
    Optional<End> over(Instant now) {
        return Optional.ofNullable(end).filter(found -> isOver(now));
    }

    State state(Instant now) {
        if (deleted != null) {
            return State.DELETED;
        } else if (sealed != null) {
            return State.SEALED;
        }
        return isOver(now) ? State.STOPPED : State.RUNNING;
    }

    /** Of a take, numbered from 1: it is over when the recording is, and when the next one begins. */
    Optional<Instant> endOf(int take) {
        Optional<Instant> next = take < takes.size() ? Optional.of(takes.get(take)) : Optional.empty();
        Optional<Instant> own = Optional.ofNullable(end).map(End::at);
        return next.isPresent() && (own.isEmpty() || next.get().isBefore(own.get())) ? next : own;
    }

    /** Where in the file something of that instant stands. */
    long millis(Instant at) {
        return Math.max(0, Duration.between(startedAt(), at).toMillis());
    }
}
