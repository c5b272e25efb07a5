package org.connectme.core.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.connectme.core.event.Event;

/**
 * What a journal and the time ask to be written down, and when to look again. The whole of a {@link Reaction} that
 * does nothing but append: its rule is a pure function from history to this.
 *
 * @param events due now, in order; those of one transaction
 * @param next   when more may be due though nothing happens; asked for only when no event is due
 */
public record Due(List<Event> events, Optional<Instant> next) {

    /** Whoever keeps winning the race for the journal wakes the reaction again. */
    private static final int ATTEMPTS = 10;

    public Due {
        events = List.copyOf(events);
    }

    /** Appends what is due until nothing is. @return when to be called again, as {@link Reaction#react} says it */
    public static Optional<Instant> write(Journal journal, History history, Function<History, Due> rule) {
        History current = history;
        for (int attempt = 0; attempt < ATTEMPTS && !current.isEmpty(); attempt++) {
            Due due = rule.apply(current);
            if (due.events().isEmpty()) {
                return due.next();
            }
            current =
                    journal.append(current.id(), current.length(), due.events()).history();
        }
        return Optional.empty();
    }
}
