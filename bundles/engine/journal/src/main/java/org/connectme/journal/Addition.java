package org.connectme.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.journal.JournalTables.Row;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * What an append writes: the chained rows, and what the catalog learns from them.
 *
 * @param entries the same as in the rows, for whoever reads next
 */
record Addition(
        List<Row> rows,
        List<Entry> entries,
        @Nullable UUID consultant,
        @Nullable Instant startsAt,
        @Nullable Instant closedAt) {

    static Addition to(History history, List<Event> events, Instant at, EventCodec codec, PersonalCipher cipher) {
        List<Row> rows = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        UUID consultant = null;
        Instant startsAt = null;
        Instant closedAt = null;
        String head = history.head();
        int seq = history.length();
        for (Event event : events) {
            seq++;
            String json = codec.encode(event, cipher);
            head = Chain.next(head, history.id(), seq, at, event.type(), json);
            rows.add(new Row(seq, at, event.type(), json, head));
            entries.add(new Entry(seq, at, event, head));
            if (event instanceof ConsultationScheduled scheduled) {
                consultant = scheduled.consultant().value();
                startsAt = scheduled.startsAt();
            } else if (event instanceof ConsultationRescheduled rescheduled) {
                startsAt = rescheduled.startsAt();
            } else if (event instanceof ConsultationEnded || event instanceof ConsultationCancelled) {
                closedAt = at;
            }
        }
        return new Addition(rows, entries, consultant, startsAt, closedAt);
    }

    Update bindTo(Update update) {
        Row last = rows.get(rows.size() - 1);
        update.bind("length", last.seq())
                .bind("head", last.hash())
                .bind("lastAt", last.at())
                .bindByType("consultant", consultant, UUID.class)
                .bindByType("startsAt", startsAt, Instant.class)
                .bindByType("closedAt", closedAt, Instant.class);
        for (int i = 0; i < rows.size(); i++) {
            update.bind("type" + i, rows.get(i).type())
                    .bind("json" + i, rows.get(i).json())
                    .bind("hash" + i, rows.get(i).hash());
        }
        return update;
    }
}
