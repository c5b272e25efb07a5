package org.connectme.journal;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.connectme.core.ConsultationId;
import org.connectme.core.journal.JournalException;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Wakes;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads and hurries what the wake table says. Thread-safe. */
@Component
public final class PostgresWakes implements Wakes {

    private static final int MOST = 10_000;

    private final Jdbi jdbi;
    private final Timeline timeline;
    private final WakeSignal signal;

    @Activate
    public PostgresWakes(@Reference JournalSchema schema, @Reference Timeline timeline, @Reference WakeSignal signal) {
        this.jdbi = schema.jdbi();
        this.timeline = timeline;
        this.signal = signal;
    }

    @Override
    public void wake(ConsultationId id, String reaction) {
        asked(() -> jdbi.withHandle(handle -> handle.createUpdate("UPDATE wake SET due = LEAST(due, :now)"
                        + " WHERE consultation = :consultation AND reaction = :reaction AND NOT parked")
                .bind("now", timeline.now())
                .bind("consultation", id.value())
                .bind("reaction", reaction)
                .execute()));
        signal.wakeForEverything();
    }

    @Override
    public List<ConsultationId> waiting(String reaction) {
        return asked(() -> jdbi.withHandle(handle -> handle.createQuery("SELECT consultation FROM wake"
                        + " WHERE reaction = :reaction AND (due IS NOT NULL OR lease IS NOT NULL OR parked)"
                        + " ORDER BY consultation LIMIT :most")
                .bind("reaction", reaction)
                .bind("most", MOST)
                .mapTo(UUID.class)
                .map(ConsultationId::new)
                .list()));
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (JdbiException e) {
            throw new JournalException("The journal's database did not answer", e);
        }
    }
}
