package org.connectme.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.connectme.core.ConsultantId;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.RecordingEvent.RecordingEnded;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Timeline;
import org.connectme.core.recording.Recordings.Item;
import org.connectme.core.recording.Recordings.Mark;
import org.connectme.core.recording.Recordings.Search;
import org.connectme.recording.Recorded.End;
import org.jspecify.annotations.Nullable;

/** A consultant's recordings as they are shown. Keeps no state. */
final class Library {

    static final int WARN_DAYS = 7;

    private final Rows rows;
    private final Journal journal;
    private final Timeline timeline;

    Library(Rows rows, Journal journal, Timeline timeline) {
        this.rows = rows;
        this.journal = journal;
        this.timeline = timeline;
    }

    List<Item> list(ConsultantId consultant, Search search) {
        Instant now = timeline.now();
        Optional<Integer> days = rows.keptDays(consultant);
        String wanted = search.text().strip().toLowerCase(Locale.ROOT);
        return rows.of(consultant, search.from(), search.to()).stream()
                .filter(row -> search.consultation().isEmpty()
                        || row.consultation().equals(search.consultation().get()))
                .flatMap(row -> Own.of(row, journal, now).stream())
                .map(own -> item(own, days, List.of()))
                .filter(item -> wanted.isEmpty() || has(item.customerName(), wanted) || has(item.subject(), wanted))
                .toList();
    }

    Item item(Own own) {
        return item(own, rows.keptDays(own.row().consultant()), Marks.of(own.history(), own.recording(), own.now()));
    }

    private static Item item(Own own, Optional<Integer> days, List<Mark> marks) {
        Recorded recording = own.recording();
        ConsultationScheduled scheduled = Consultation.of(own.history()).scheduled();
        Optional<End> end = recording.over(own.now());
        @Nullable RecordingEnded sealed = recording.sealed();
        Optional<Instant> deletesAt = end.flatMap(
                        over -> days.map(count -> over.at().plus(Duration.ofDays(count))))
                .map(planned -> recording.deletesAt(planned, own.now()));
        return new Item(
                own.row().recording(),
                own.row().consultation(),
                scheduled == null ? "" : scheduled.customerName(),
                scheduled == null ? "" : scheduled.subject(),
                recording.startedAt(),
                end.map(End::at).orElse(null),
                recording.state(own.now()),
                end.map(End::why).orElse(null),
                sealed == null ? own.row().playsMillis() : sealed.millis(),
                own.row().length(),
                sealed == null ? null : sealed.sha256(),
                recording.consent(),
                deletesAt.orElse(null),
                deletesAt
                        .filter(at -> at.isBefore(own.now().plus(Recorded.WARNING)))
                        .isPresent(),
                marks);
    }

    private static boolean has(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
