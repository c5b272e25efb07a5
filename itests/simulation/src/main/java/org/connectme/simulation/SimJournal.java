package org.connectme.simulation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    private final Bug bug;
    private final Consumer<ConsultationId> appended;
    private final Runnable meanwhile;
    private final Map<ConsultationId, History> journals = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();

    /** @param meanwhile lets others get in between a decision and its append; throws if the process died by then */
    SimJournal(
            Supplier<Instant> now,
            Dice dice,
            Faults faults,
            Bug bug,
            Consumer<ConsultationId> appended,
            Runnable meanwhile) {
        this.now = now;
        this.dice = dice;
        this.faults = faults;
        this.bug = bug;
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
        if (bug != Bug.NO_COMPARE_AND_SET && read(id).length() != expectedLength) {
            return new Append.Conflict(read(id));
        }
        return commit(id, events);
    }

    @Override
    public Append appendNumbered(ConsultationId id, int expectedLength, String sequence, LongFunction<Event> event) {
        meanwhile.run();
        if (read(id).length() != expectedLength) {
            return new Append.Conflict(read(id));
        }
        long number = sequences.getOrDefault(sequence, 0L) + 1;
        if (bug == Bug.RECEIPT_NUMBER_IS_LOST) {
            sequences.put(sequence, number);
        }
        maybeFail("The connection broke before the commit.");
        sequences.put(sequence, number);
        return commit(id, List.of(event.apply(number)));
    }

    private Append commit(ConsultationId id, List<Event> events) {
        History before = read(id);
        List<Entry> entries = new ArrayList<>(before.entries());
        for (Event event : events) {
            entries.add(next(id, entries, event));
        }
        History after = new History(id, entries);
        journals.put(id, after);
        appended.accept(id);
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

    private Entry next(ConsultationId id, List<Entry> entries, Event event) {
        Instant at = now.get().truncatedTo(ChronoUnit.MILLIS);
        Entry newest = entries.isEmpty() ? null : entries.get(entries.size() - 1);
        Instant notBefore = newest == null || at.isAfter(newest.at()) ? at : newest.at();
        int seq = entries.size() + 1;
        String before = newest == null ? Chain.ORIGIN : newest.hash();
        String hash = Chain.next(before, id, seq, notBefore, event.type(), event.toString());
        return new Entry(seq, notBefore, event, hash);
    }
}
