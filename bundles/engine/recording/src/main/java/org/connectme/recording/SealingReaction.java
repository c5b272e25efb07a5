package org.connectme.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Commands;
import org.connectme.core.command.RecordingCommand.SealRecording;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Reaction;
import org.connectme.recording.Recorded.End;
import org.connectme.recording.spi.Stored.Seal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes recordings that are over: once their page has sent everything, or a day after their end with what came. Keeps no
 * state; any thread.
 */
@Component
public final class SealingReaction implements Reaction {

    static final String NAME = "recording.sealing";

    private static final Logger logger = LoggerFactory.getLogger(SealingReaction.class);
    private static final Duration AGAIN = Duration.ofSeconds(15);

    private final Rows rows;
    private final Sealing sealing;
    private final Commands commands;

    @Activate
    public SealingReaction(@Reference Rows rows, @Reference Stores stores, @Reference Commands commands) {
        this.rows = rows;
        this.sealing = new Sealing(rows, stores);
        this.commands = commands;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Instant> react(History history, Instant now) {
        return RecordingState.of(history).all().stream()
                .filter(recording -> recording.sealed() == null && recording.deleted() == null)
                .flatMap(recording -> close(history, recording, now).stream())
                .min(Instant::compareTo);
    }

    /** @return when to look again */
    private Optional<Instant> close(History history, Recorded recording, Instant now) {
        End end = recording.end();
        if (end == null || now.isBefore(end.at())) {
            return Optional.ofNullable(end).map(End::at);
        }
        Optional<Row> row = rows.find(UUID.fromString(recording.id()));
        boolean isComplete =
                row.isPresent() && (row.get().finished() || row.get().isSealed());
        Instant last = end.at().plus(Recorded.LATE);
        if (!isComplete && now.isBefore(last)) {
            return Optional.of(last);
        }
        Optional<Seal> seal = row.isEmpty() ? Optional.of(nothing()) : sealing.seal(row.get(), now);
        if (seal.isEmpty()) {
            logger.warn("Recording {} cannot be sealed now; it is tried again", recording.id());
            return Optional.of(now.plus(AGAIN));
        }
        commands.send(
                history.id(),
                new Actor.Engine(),
                new SealRecording(
                        recording.id(),
                        recording.startedAt(),
                        seal.get().length(),
                        seal.get().sha256(),
                        row.map(Row::playsMillis).orElse(0L)));
        return Optional.empty();
    }

    /** Begun, and its first call never got so far as to make a place for it. */
    private static Seal nothing() {
        return new Seal(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
