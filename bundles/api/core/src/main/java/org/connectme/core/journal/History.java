package org.connectme.core.journal;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.Event;

/** All entries of one journal up to some moment. Immutable; empty for a consultation nobody has scheduled. */
public record History(ConsultationId id, List<Entry> entries) {

    public History {
        entries = List.copyOf(entries);
    }

    public int length() {
        return entries.size();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The chain's head: the hash of the newest entry. */
    public String head() {
        return isEmpty() ? Chain.ORIGIN : entries.get(entries.size() - 1).hash();
    }

    /** The state that the entries amount to. */
    public <S> S fold(S start, BiFunction<S, Entry, S> step) {
        S state = start;
        for (Entry entry : entries) {
            state = step.apply(state, entry);
        }
        return state;
    }

    public <E extends Event> Stream<E> all(Class<E> kind) {
        return entries.stream().map(Entry::event).filter(kind::isInstance).map(kind::cast);
    }

    public <E extends Event> Optional<E> last(Class<E> kind) {
        return lastEntry(kind).map(Entry::event).map(kind::cast);
    }

    public Optional<Entry> lastEntry(Class<? extends Event> kind) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (kind.isInstance(entries.get(i).event())) {
                return Optional.of(entries.get(i));
            }
        }
        return Optional.empty();
    }

    public boolean has(Class<? extends Event> kind) {
        return lastEntry(kind).isPresent();
    }
}
