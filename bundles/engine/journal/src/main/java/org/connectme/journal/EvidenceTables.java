package org.connectme.journal;

import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.evidence.EvidenceFile.ReceivedHead;
import org.connectme.core.evidence.EvidenceFile.SignedHead;
import org.connectme.core.journal.Evidence.SigningKey;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The statements about signatures and about what the sides received. */
final class EvidenceTables {

    private EvidenceTables() {}

    /** A signature and whose journal it is about. */
    record Signed(ConsultationId consultation, SignedHead head) {}

    static void add(Handle handle, SigningKey key) {
        handle.createUpdate("INSERT INTO node_key (id, node, since, spki) VALUES (:id, :node, :since, :spki)"
                        + " ON CONFLICT (id) DO NOTHING")
                .bind("id", key.id())
                .bind("node", key.node())
                .bind("since", Timestamp.from(key.since()))
                .bind("spki", key.spki())
                .execute();
    }

    static List<SigningKey> keys(Handle handle) {
        return handle.createQuery("SELECT id, node, since, spki FROM node_key ORDER BY since, id")
                .map((row, context) -> new SigningKey(
                        row.getString(1), row.getString(2), row.getTimestamp(3).toInstant(), row.getString(4)))
                .list();
    }

    static void add(Handle handle, Collection<Signed> all) {
        if (all.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO signature (consultation, length, key, head, at, signature)"
                        + " VALUES (:consultation, :length, :key, :head, :at, :signature) ON CONFLICT DO NOTHING");
        for (Signed signed : all) {
            batch.bind("consultation", signed.consultation().value())
                    .bind("length", signed.head().length())
                    .bind("key", signed.head().key())
                    .bind("head", signed.head().head())
                    .bind("at", Timestamp.from(signed.head().at()))
                    .bind("signature", signed.head().signature())
                    .add();
        }
        batch.execute();
    }

    /** In the order of the journal. */
    static List<SignedHead> signatures(Handle handle, ConsultationId id) {
        return handle.createQuery("SELECT length, head, at, key, signature FROM signature"
                        + " WHERE consultation = :id ORDER BY length, key")
                .bind("id", id.value())
                .map((row, context) -> new SignedHead(
                        row.getInt(1),
                        row.getString(2),
                        row.getTimestamp(3).toInstant(),
                        row.getString(4),
                        row.getString(5)))
                .list();
    }

    /** Journals whose newest entry nobody has signed. */
    static List<ConsultationId> unsigned(Handle handle) {
        return handle.createQuery("SELECT id FROM consultation WHERE NOT EXISTS (SELECT 1 FROM signature"
                        + " WHERE signature.consultation = consultation.id AND signature.length = consultation.length)")
                .mapTo(UUID.class)
                .map(ConsultationId::new)
                .list();
    }

    static void add(Handle handle, ConsultationId id, ReceivedHead received) {
        handle.createUpdate("INSERT INTO received (consultation, side, length, head, at)"
                        + " VALUES (:consultation, :side, :length, :head, :at) ON CONFLICT (consultation, side) DO UPDATE"
                        + " SET length = EXCLUDED.length, head = EXCLUDED.head, at = EXCLUDED.at"
                        + " WHERE received.length < EXCLUDED.length")
                .bind("consultation", id.value())
                .bind("side", received.side().name())
                .bind("length", received.length())
                .bind("head", received.head())
                .bind("at", Timestamp.from(received.at()))
                .execute();
    }

    static List<ReceivedHead> received(Handle handle, ConsultationId id) {
        return handle.createQuery("SELECT side, length, head, at FROM received WHERE consultation = :id ORDER BY side")
                .bind("id", id.value())
                .map((row, context) -> new ReceivedHead(
                        Side.valueOf(row.getString(1)),
                        row.getInt(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()))
                .list();
    }
}
