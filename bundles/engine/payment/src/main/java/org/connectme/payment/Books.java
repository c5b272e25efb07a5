package org.connectme.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.connectme.core.event.Event;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Journal.Append;

/** Writes down what became of money, however often others append at the same time. */
final class Books {

    private static final int ATTEMPTS = 50;

    private final Journal journal;

    Books(Journal journal) {
        this.journal = journal;
    }

    /**
     * @param news what is to be added to a state; called again with the newer one when somebody was first, and empty
     *     when that somebody wrote down the same
     * @return the journal with the news
     */
    History write(History history, Function<PaymentState, List<Event>> news) {
        History current = history;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Event> events = news.apply(PaymentState.of(current));
            if (events.isEmpty()) {
                return current;
            }
            Append append = journal.append(current.id(), current.length(), events);
            if (append instanceof Append.Done done) {
                return done.history();
            }
            current = ((Append.Conflict) append).history();
        }
        throw new IllegalStateException("Journal " + history.id() + " was busy; tried " + ATTEMPTS + " times");
    }

    /**
     * As {@link #write}, unless somebody else found out more about the operation first.
     *
     * @param known     its trail, as it was when it was looked at
     * @param operation where the same trail stands in a newer state
     * @return empty, as a reaction says that it needs no time to come back: the news brings it back by itself
     */
    Optional<Instant> found(
            History history, Trail known, Function<PaymentState, Optional<Trail>> operation, List<Event> news) {
        write(
                history,
                state -> operation
                        .apply(state)
                        .filter(trail -> trail.since().size() == known.since().size())
                        .map(trail -> news)
                        .orElse(List.of()));
        return Optional.empty();
    }
}
