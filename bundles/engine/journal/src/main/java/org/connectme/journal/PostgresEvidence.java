package org.connectme.journal;

import java.util.List;
import java.util.Optional;
import org.connectme.core.ConsultationId;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.JournalException;
import org.connectme.journal.JournalTables.Row;
import org.connectme.journal.JournalTables.Tip;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recomputes chains from the stored bytes, and destroys keys. Thread-safe. */
@Component
public final class PostgresEvidence implements Evidence {

    private static final Logger logger = LoggerFactory.getLogger(PostgresEvidence.class);

    private final Jdbi jdbi;

    @Activate
    public PostgresEvidence(@Reference JournalSchema schema) {
        this.jdbi = schema.jdbi();
    }

    @Override
    public Finding verify(ConsultationId id) {
        try {
            return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
                Optional<Tip> tip = JournalTables.tip(handle, id);
                List<Row> rows = JournalTables.rows(handle, id, 0, Integer.MAX_VALUE);
                return verified(id, tip.orElse(new Tip(0, Chain.ORIGIN, false)), rows);
            });
        } catch (JdbiException e) {
            throw new JournalException("The journal's database did not answer", e);
        }
    }

    /** The other nodes notice by the mark on the consultation, as they notice growth by its length. */
    @Override
    public void erase(ConsultationId id) {
        try {
            jdbi.useTransaction(handle -> {
                handle.createUpdate("UPDATE consultation SET erased = true WHERE id = :id")
                        .bind("id", id.value())
                        .execute();
                handle.createUpdate("DELETE FROM consultation_key WHERE consultation = :id")
                        .bind("id", id.value())
                        .execute();
            });
        } catch (JdbiException e) {
            throw new JournalException("The journal's database did not answer", e);
        }
        logger.info("The personal fields of consultation {} were erased", id);
    }

    private static Finding verified(ConsultationId id, Tip tip, List<Row> rows) {
        String head = Chain.ORIGIN;
        int seq = 0;
        for (Row row : rows) {
            seq++;
            if (row.seq() != seq) {
                return new Finding.Broken(seq, "this entry is missing");
            }
            head = Chain.next(head, id, seq, row.at(), row.type(), row.json());
            if (!head.equals(row.hash())) {
                return new Finding.Broken(seq, "this entry is not the one that was appended here");
            }
        }
        if (seq != tip.length()) {
            return new Finding.Broken(
                    Math.min(seq, tip.length()) + 1, "there are " + seq + " entries and not " + tip.length());
        }
        if (!head.equals(tip.head())) {
            return new Finding.Broken(seq, "the journal's noted head is not this entry's hash");
        }
        return new Finding.Intact(seq, head);
    }
}
