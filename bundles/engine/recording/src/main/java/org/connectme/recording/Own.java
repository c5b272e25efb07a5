package org.connectme.recording;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.command.Refusal.Kind;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Timeline;
import org.connectme.core.recording.Answer;
import org.connectme.core.recording.Recordings.Progress;
import org.connectme.core.recording.Recordings.Take;
import org.connectme.recording.Recorded.End;

/**
 * A recording, looked up by whom it belongs to. Whose it is not hears the same as of one that does not exist.
 *
 * @param now from before {@code history} was read
 */
record Own(Row row, History history, Recorded recording, Instant now) {

    static Answer<Own> find(Rows rows, Journal journal, Timeline timeline, ConsultantId consultant, UUID id) {
        return rows.find(id)
                .filter(row -> row.consultant().equals(consultant) && !row.isDeleted())
                .flatMap(row -> of(row, journal, timeline.now()))
                .<Answer<Own>>map(Answer::of)
                .orElseGet(Own::notFound);
    }

    static Optional<Own> of(Row row, Journal journal, Instant now) {
        History history = journal.read(row.consultation());
        return RecordingState.of(history)
                .find(row.id())
                .filter(recording -> recording.deleted() == null)
                .map(recording -> new Own(row, history, recording, now));
    }

    Progress progress() {
        return progress(row);
    }

    Progress progress(Row current) {
        return new Progress(
                current.recording(),
                current.take(),
                current.received(),
                recording.takes().size(),
                recording.state(now),
                recording.over(now).map(End::why).orElse(null));
    }

    /** @param take one that was begun */
    Take take(int take) {
        return new Take(
                row.recording(),
                take,
                recording.takes().get(take - 1),
                row.take() == take ? row.received() : 0,
                recording.state(now));
    }

    static <T> Answer<T> notFound() {
        return Answer.refuse(Kind.NOT_FOUND, "recording.not-found", "There is no such recording.");
    }
}
