package org.connectme.core.journal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.Event;

/**
 * Journals in memory, with the rules of the real ones: compare-and-set, a chain of hashes, instants that never step
 * back, sequences without gaps. For tests of the bundles that decide and react. Thread-safe.
 */
public final class MemoryJournal implements Journal {

    private final Supplier<Instant> now;
    private final Map<ConsultationId, History> journals = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();

    public MemoryJournal(Supplier<Instant> now) {
        this.now = now;
    }

    @Override
    public synchronized History read(ConsultationId id) {
        return journals.getOrDefault(id, new History(id, List.of()));
    }

    @Override
    public synchronized Append append(ConsultationId id, int expectedLength, List<Event> events) {
        History before = read(id);
        if (before.length() != expectedLength) {
            return new Append.Conflict(before);
        }
        History after = before;
        for (Event event : events) {
            after = with(after, event);
        }
        journals.put(id, after);
        return new Append.Done(after);
    }

    @Override
    public synchronized Append appendNumbered(
            ConsultationId id, int expectedLength, String sequence, LongFunction<Event> event) {
        if (read(id).length() != expectedLength) {
            return new Append.Conflict(read(id));
        }
        long number = sequences.merge(sequence, 1L, Long::sum);
        return append(id, expectedLength, List.of(event.apply(number)));
    }

    private History with(History history, Event event) {
        Instant at = now.get().truncatedTo(ChronoUnit.MILLIS);
        if (!history.isEmpty()) {
            Instant newest = history.entries().get(history.length() - 1).at();
            at = at.isBefore(newest) ? newest : at;
        }
        int seq = history.length() + 1;
        String hash = Chain.next(history.head(), history.id(), seq, at, event.type(), event.toString());
        List<Entry> entries = new ArrayList<>(history.entries());
        entries.add(new Entry(seq, at, event, hash));
        return new History(history.id(), entries);
    }
}
