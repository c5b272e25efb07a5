package org.connectme.simulation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.JournalException;

/**
 * A database that keeps the journal's promises and no more: an append may fail before or after its commit, and the
 * process may die on either side of it.
 */
final class SimJournal implements Journal {

    private final Supplier<Instant> now;
    private final Dice dice;
    private final Faults faults;
    private final BiConsumer<ConsultationId, History> appended;
    private final Runnable meanwhile;
    private final Map<ConsultationId, History> journals = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();

    /** @param meanwhile lets others get in between a decision and its append */
    SimJournal(
            Supplier<Instant> now,
            Dice dice,
            Faults faults,
            BiConsumer<ConsultationId, History> appended,
            Runnable meanwhile) {
        this.now = now;
        this.dice = dice;
        this.faults = faults;
        this.appended = appended;
        this.meanwhile = meanwhile;
    }

    @Override
    public History read(ConsultationId id) {
        return journals.getOrDefault(id, new History(id, List.of()));
    }

    @Override
    public Append append(ConsultationId id, int expectedLength, List<Event> events) {
        meanwhile.run();
        maybeFail("The connection broke before the commit.");
        if (faults.compareAndSet() && read(id).length() != expectedLength) {
            return new Append.Conflict(read(id));
        }
        return commit(id, events);
    }

    @Override
    public Append appendNumbered(
            ConsultationId id, int expectedLength, String sequence, LongFunction<Event> event) {
        meanwhile.run();
        if (read(id).length() != expectedLength) {
            return new Append.Conflict(read(id));
        }
        long number = sequences.getOrDefault(sequence, 0L) + 1;
        maybeFail("The connection broke before the commit.");
        sequences.put(sequence, number);
        return commit(id, List.of(event.apply(number)));
    }

    private Append commit(ConsultationId id, List<Event> events) {
        History after = read(id);
        for (Event event : events) {
            after = with(after, event);
        }
        journals.put(id, after);
        appended.accept(id, after);
        maybeFail("The connection broke after the commit.");
        return new Append.Done(after);
    }

    private void maybeFail(String what) {
        if (dice.chance(faults.journalFails())) {
            throw new JournalException(what, new java.io.IOException("simulated"));
        }
        if (dice.chance(faults.crashAtAppend())) {
            throw new Crash();
        }
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
