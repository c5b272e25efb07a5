package org.connectme.journal;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.JournalException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The catalog is the columns that each append keeps up to date beside the journal's length. Thread-safe. */
@Component
public final class PostgresCatalog implements Catalog {

    private final Jdbi jdbi;

    @Activate
    public PostgresCatalog(@Reference JournalSchema schema) {
        this.jdbi = schema.jdbi();
    }

    @Override
    public List<ConsultationId> of(ConsultantId consultant, Instant from, Instant to) {
        return ids(handle -> handle.createQuery("SELECT id FROM consultation WHERE consultant = :consultant"
                        + " AND starts_at >= :from AND starts_at < :to ORDER BY starts_at, id LIMIT 500")
                .bind("consultant", consultant.value())
                .bind("from", from)
                .bind("to", to));
    }

    @Override
    public List<ConsultationId> open() {
        return ids(handle ->
                handle.createQuery("SELECT id FROM consultation WHERE closed_at IS NULL ORDER BY starts_at, id"));
    }

    /** By the time of the newest entry first, since entries are found by their consultation only. */
    @Override
    public Set<ConsultationId> having(Set<String> kinds, Instant from, Instant to) {
        return Set.copyOf(ids(handle -> handle.createQuery("SELECT DISTINCT c.id FROM consultation c"
                        + " JOIN entry e ON e.consultation = c.id WHERE c.last_at >= :from"
                        + " AND e.at >= :from AND e.at < :to AND e.type = ANY(:kinds)")
                .bindArray("kinds", String.class, kinds)
                .bind("from", from)
                .bind("to", to)));
    }

    private List<ConsultationId> ids(Function<Handle, Query> query) {
        try {
            return jdbi.withHandle(handle -> query.apply(handle)
                    .mapTo(UUID.class)
                    .map(ConsultationId::new)
                    .list());
        } catch (JdbiException e) {
            throw new JournalException("The journal's database did not answer", e);
        }
    }
}
