package org.connectme.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.event.ConsentEvent.ConsentRequested;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.ContactGiven;
import org.connectme.core.event.Event;
import org.connectme.core.evidence.EvidenceFile;
import org.connectme.core.evidence.EvidenceFile.Opened;
import org.connectme.core.evidence.EvidenceFile.ReceivedHead;
import org.connectme.core.evidence.EvidenceFile.SignedHead;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.JournalException;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Vault;
import org.connectme.journal.JournalTables.Row;
import org.connectme.journal.JournalTables.Tip;
import org.jdbi.v3.core.Handle;
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
    private final Timeline timeline;
    private final ConsultationKeys keys;
    private final Journal journal;
    private final HeadSigner signer;
    private final EventCodec codec = new EventCodec();

    @Activate
    public PostgresEvidence(
            @Reference JournalSchema schema,
            @Reference Timeline timeline,
            @Reference Vault vault,
            @Reference Journal journal,
            @Reference HeadSigner signer) {
        this.jdbi = schema.jdbi();
        this.timeline = timeline;
        this.keys = new ConsultationKeys(vault);
        this.journal = journal;
        this.signer = signer;
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

    @Override
    public Optional<String> export(ConsultationId id) {
        try {
            return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
                Optional<Tip> tip = JournalTables.tip(handle, id);
                return tip.map(found -> {
                    EvidenceFile file = file(handle, id, found);
                    return file.json(signer.seal(file));
                });
            });
        } catch (JdbiException e) {
            throw new JournalException("The journal's database did not answer", e);
        }
    }

    /** A broken journal is exported as it is, but nobody signs where it stands. */
    private EvidenceFile file(Handle handle, ConsultationId id, Tip tip) {
        List<Row> rows = JournalTables.rows(handle, id, 0, Integer.MAX_VALUE);
        List<SignedHead> signatures = new ArrayList<>(EvidenceTables.signatures(handle, id));
        if (verified(id, tip, rows) instanceof Finding.Intact
                && signatures.stream().noneMatch(signed -> signed.length() >= tip.length())) {
            // Only for this file: the table gets its own within a second.
            signatures.add(signer.sign(id, tip.length(), tip.head()));
        }
        return new EvidenceFile(
                id,
                tip.length(),
                tip.head(),
                timeline.now(),
                rows.stream()
                        .map(row -> new EvidenceFile.Line(row.seq(), row.at(), row.type(), row.json(), row.hash()))
                        .toList(),
                opened(rows, keys.cipher(id, JournalTables.sealedKey(handle, id))),
                signatures,
                EvidenceTables.received(handle, id),
                EvidenceTables.keys(handle).stream()
                        .map(key -> new EvidenceFile.PublicKey(key.id(), key.node(), key.spki()))
                        .toList());
    }

    /** Who agreed to what, and nothing else: no card token, no note, no telephone number. */
    private List<Opened> opened(List<Row> rows, PersonalCipher cipher) {
        List<Opened> opened = new ArrayList<>();
        for (Row row : rows) {
            Event event = codec.decode(row.type(), row.json(), cipher);
            if (event instanceof ConsultationScheduled e) {
                opened.add(new Opened(row.seq(), "customerName", e.customerName()));
                opened.add(new Opened(row.seq(), "customerEmail", e.customerEmail()));
                opened.add(new Opened(row.seq(), "subject", e.subject()));
            } else if (event instanceof ContactGiven e) {
                opened.add(new Opened(row.seq(), "name", e.name()));
                opened.add(new Opened(row.seq(), "email", e.email()));
            } else if (event instanceof ConsentRequested e) {
                opened.add(new Opened(row.seq(), "reason", e.reason()));
            } else if (event instanceof ConsultationCancelled e) {
                opened.add(new Opened(row.seq(), "reason", e.reason()));
            }
        }
        opened.removeIf(field -> field.text().isEmpty());
        return opened;
    }

    @Override
    public void received(ConsultationId id, Side side, int length, String head) {
        History history = journal.read(id);
        if (length < 1
                || length > history.length()
                || !history.entries().get(length - 1).hash().equals(head)) {
            return;
        }
        try {
            jdbi.useHandle(
                    handle -> EvidenceTables.add(handle, id, new ReceivedHead(side, length, head, timeline.now())));
        } catch (JdbiException e) {
            throw new JournalException("The journal's database did not answer", e);
        }
    }

    @Override
    public List<SigningKey> signingKeys() {
        try {
            return jdbi.withHandle(EvidenceTables::keys);
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

    static Finding verified(ConsultationId id, Tip tip, List<Row> rows) {
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
