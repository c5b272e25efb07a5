package org.connectme.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.connectme.core.ConsultationId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements of reading and appending. An append is one statement, so that it costs one round trip. */
final class JournalTables {

    private static final String NOTE = ", note AS (INSERT INTO grown (consultation) SELECT id FROM journal)";

    private static final String CREATE = "WITH journal AS ("
            + "INSERT INTO consultation (id, length, head, last_at, consultant, starts_at, closed_at)"
            + " VALUES (:id, :length, :head, :lastAt, CAST(:consultant AS uuid), :startsAt, :closedAt)"
            + " ON CONFLICT DO NOTHING RETURNING id),"
            + " key AS (INSERT INTO consultation_key (consultation, sealed_key) SELECT id, :sealedKey FROM journal)"
            + NOTE;

    private static final String GROW = "WITH journal AS ("
            + "UPDATE consultation SET length = :length, head = :head, last_at = :lastAt,"
            + " consultant = COALESCE(CAST(:consultant AS uuid), consultant), starts_at = COALESCE(:startsAt, starts_at),"
            + " closed_at = COALESCE(closed_at, :closedAt)"
            + " WHERE id = :id AND length = :lengthBefore AND head = :headBefore RETURNING id)"
            + NOTE;

    private JournalTables() {}

    /** Where a journal stands. */
    record Tip(int length, String head, boolean erased) {}

    /** An entry as it is stored. */
    record Row(int seq, Instant at, String type, String json, String hash) {}

    static Optional<Tip> tip(Handle handle, ConsultationId id) {
        return handle.createQuery("SELECT length, head, erased FROM consultation WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> new Tip(row.getInt(1), row.getString(2), row.getBoolean(3)))
                .findOne();
    }

    /** The entries after one position and up to another, in order. */
    static List<Row> rows(Handle handle, ConsultationId id, int after, int upTo) {
        return handle.createQuery("SELECT seq, at, type, json, hash FROM entry"
                        + " WHERE consultation = :id AND seq > :after AND seq <= :upTo ORDER BY seq")
                .bind("id", id.value())
                .bind("after", after)
                .bind("upTo", upTo)
                .map((row, context) -> new Row(
                        row.getInt(1),
                        row.getTimestamp(2).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .list();
    }

    static Optional<byte[]> sealedKey(Handle handle, ConsultationId id) {
        return handle.createQuery("SELECT sealed_key FROM consultation_key WHERE consultation = :id")
                .bind("id", id.value())
                .mapTo(byte[].class)
                .findOne();
    }

    /** @return false if somebody else has made the journal */
    static boolean create(Handle handle, ConsultationId id, Addition addition, byte @Nullable [] sealedKey) {
        return addition.bindTo(handle.createUpdate(
                                CREATE + entries(addition.rows().size())))
                        .bind("id", id.value())
                        .bind("sealedKey", sealedKey)
                        .execute()
                > 0;
    }

    /** @return false if the journal does not stand at {@code lengthBefore} and {@code headBefore} */
    static boolean grow(Handle handle, ConsultationId id, int lengthBefore, String headBefore, Addition addition) {
        return addition.bindTo(handle.createUpdate(
                                GROW + entries(addition.rows().size())))
                        .bind("id", id.value())
                        .bind("lengthBefore", lengthBefore)
                        .bind("headBefore", headBefore)
                        .execute()
                > 0;
    }

    /** Plain values and no arrays: with those, PostgreSQL plans every statement anew, which takes a third of its time. */
    private static String entries(int count) {
        String lines = IntStream.range(0, count)
                .mapToObj(i -> "(" + (count - 1 - i) + ", :type" + i + ", :json" + i + ", :hash" + i + ")")
                .collect(Collectors.joining(", "));
        return " INSERT INTO entry (consultation, seq, at, type, json, hash)"
                + " SELECT journal.id, :length - line.behind, CAST(:lastAt AS timestamptz), line.type, line.json, line.hash"
                + " FROM journal, (VALUES " + lines + ") AS line (behind, type, json, hash)";
    }

    /** Holds up whoever wants a number of the same sequence until the transaction ends. */
    static long nextNumber(Handle handle, String sequence) {
        return handle.createQuery("INSERT INTO sequence (name, next) VALUES (:name, 2)"
                        + " ON CONFLICT (name) DO UPDATE SET next = sequence.next + 1 RETURNING next - 1")
                .bind("name", sequence)
                .mapTo(long.class)
                .one();
    }
}
