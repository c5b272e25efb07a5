package org.connectme.invitation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Timeline;

/** Journals in memory, with the compare-and-set and chain of the real one. */
public final class MemoryJournal implements Journal {

    private final Timeline timeline;
    private final Map<ConsultationId, History> histories = new ConcurrentHashMap<>();

    public MemoryJournal(Timeline timeline) {
        this.timeline = timeline;
    }

    public History happened(ConsultationId id, Event... events) {
        return ((Append.Done) append(id, read(id).length(), List.of(events))).history();
    }

    @Override
    public History read(ConsultationId id) {
        return histories.getOrDefault(id, new History(id, List.of()));
    }

    @Override
    public synchronized Append append(ConsultationId id, int expectedLength, List<Event> events) {
        History before = read(id);
        if (before.length() != expectedLength) {
            return new Append.Conflict(before);
        }
        List<Entry> entries = new ArrayList<>(before.entries());
        String head = before.head();
        for (Event event : events) {
            int seq = entries.size() + 1;
            head = Chain.next(head, id, seq, timeline.now(), event.type(), event.toString());
            entries.add(new Entry(seq, timeline.now(), event, head));
        }
        History after = new History(id, entries);
        histories.put(id, after);
        return new Append.Done(after);
    }

    @Override
    public Append appendNumbered(ConsultationId id, int expectedLength, String sequence, LongFunction<Event> event) {
        return append(id, expectedLength, List.of(event.apply(1)));
    }
}
