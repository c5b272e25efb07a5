package org.connectme.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Commands;
import org.connectme.core.command.RecordingCommand.AnnounceDeletion;
import org.connectme.core.event.ConsultationEvent.ErasureAsked;
import org.connectme.core.event.RecordingEvent.DeletedBy;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Reaction;
import org.connectme.recording.Recorded.End;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Deletes recordings when their consultant's time for them is over, says so a week before, and deletes them with the
 * consultation's personal fields (CON-5). Keeps no state; any thread.
 */
@Component
public final class KeepingReaction implements Reaction {

    static final String NAME = "recording.keeping";

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Rows rows;
    private final Commands commands;
    private final Deleting deleting;

    @Activate
    public KeepingReaction(@Reference Rows rows, @Reference Stores stores, @Reference Commands commands) {
        this.rows = rows;
        this.commands = commands;
        this.deleting = new Deleting(rows, stores, commands);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Instant> react(History history, Instant now) {
        boolean isErased = history.has(ErasureAsked.class);
        RecordingState state = RecordingState.of(history);
        if (state.all().isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> kept = Optional.ofNullable(Consultation.of(history).scheduled())
                .flatMap(scheduled -> rows.keptDays(scheduled.consultant()))
                .map(Duration::ofDays);
        return state.all().stream()
                .filter(recording -> recording.deleted() == null)
                .flatMap(recording -> keep(history, recording, isErased, kept, now).stream())
                .min(Instant::compareTo);
    }

    /** @return when to look again */
    private Optional<Instant> keep(
            History history, Recorded recording, boolean isErased, Optional<Duration> kept, Instant now) {
        Optional<Instant> until = recording
                .over(now)
                .map(End::at)
                .flatMap(end -> kept.map(end::plus))
                .map(planned -> recording.deletesAt(planned, now));
        if (!isErased && (until.isEmpty() || now.isBefore(until.get()))) {
            return until.map(deletesAt -> warn(history, recording, deletesAt, now));
        }
        DeletedBy by = isErased ? DeletedBy.ERASURE : DeletedBy.RETENTION;
        return deleting.delete(history.id(), recording, by, now) ? Optional.empty() : Optional.of(now.plus(AGAIN));
    }

    /** A week before, or at once where less is left. @return when to look again */
    private Instant warn(History history, Recorded recording, Instant deletesAt, Instant now) {
        Instant from = deletesAt.minus(Recorded.WARNING);
        if (recording.isAnnounced(deletesAt)) {
            return deletesAt;
        }
        if (now.isBefore(from)) {
            return from;
        }
        commands.send(history.id(), new Actor.Engine(), new AnnounceDeletion(recording.id(), deletesAt));
        return deletesAt;
    }
}
