package org.connectme.journal;

import java.util.List;
import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.connectme.core.journal.JournalException;
import org.connectme.core.journal.ParkedReactions;
import org.connectme.core.journal.Timeline;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the wake table says of parked reactions. Thread-safe. */
@Component
public final class PostgresParkedReactions implements ParkedReactions {

    private final Jdbi jdbi;
    private final Timeline timeline;
    private final WakeSignal signal;

    @Activate
    public PostgresParkedReactions(
            @Reference JournalSchema schema, @Reference Timeline timeline, @Reference WakeSignal signal) {
        this.jdbi = schema.jdbi();
        this.timeline = timeline;
        this.signal = signal;
    }

    @Override
    public List<Parked> list() {
        try {
            return jdbi.withHandle(handle -> handle.createQuery("SELECT consultation, reaction, failures, problem"
                            + " FROM wake WHERE parked ORDER BY consultation, reaction LIMIT 500")
                    .map((row, context) -> new Parked(
                            new ConsultationId(row.getObject(1, UUID.class)),
                            row.getString(2),
                            row.getInt(3),
                            row.getString(4)))
                    .list());
        } catch (JdbiException e) {
            throw new JournalException("The journal's database did not answer", e);
        }
    }

    @Override
    public boolean retry(ConsultationId consultation, String reaction) {
        try {
            int found = jdbi.withHandle(
                    handle -> handle.createUpdate("UPDATE wake SET parked = false, failures = 0, due = :now"
                                    + " WHERE consultation = :consultation AND reaction = :reaction AND parked")
                            .bind("now", timeline.now())
                            .bind("consultation", consultation.value())
                            .bind("reaction", reaction)
                            .execute());
            signal.wakeForEverything();
            return found > 0;
        } catch (JdbiException e) {
            throw new JournalException("The journal's database did not answer", e);
        }
    }
}
