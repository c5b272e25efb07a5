package org.connectme.recording;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.database.Database;
import org.connectme.recording.webm.Cue;
import org.connectme.recording.webm.TakeState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The schema "recording". Thread-safe. */
@Component(service = Rows.class)
public final class Rows {

    private static final int MOST = 500;

    private final Jdbi jdbi;

    @Activate
    public Rows(@Reference Database database) {
        this.jdbi = database.open("recording", Rows.class);
    }

    /** Nothing happens if it is there. */
    void add(Row row) {
        jdbi.useHandle(handle -> handle.createUpdate("INSERT INTO recording (recording, consultation, consultant,"
                        + " store, began) VALUES (:recording, :consultation, :consultant, :store, :began)"
                        + " ON CONFLICT (recording) DO NOTHING")
                .bind("recording", row.recording())
                .bind("consultation", row.consultation().value())
                .bind("consultant", row.consultant().value())
                .bind("store", row.store())
                .bind("began", row.began())
                .execute());
    }

    Optional<Row> find(UUID recording) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM recording WHERE recording = :recording")
                .bind("recording", recording)
                .map(Rows::row)
                .findOne());
    }

    /** Works on a row while nobody else on any node does; what {@code work} threw leaves everything as it was. */
    <T> Optional<T> locked(UUID recording, BiFunction<Locked, Row, T> work) {
        return jdbi.inTransaction(
                handle -> handle.createQuery("SELECT * FROM recording WHERE recording = :recording FOR UPDATE")
                        .bind("recording", recording)
                        .map(Rows::row)
                        .findOne()
                        .map(row -> work.apply(new Locked(handle), row)));
    }

    List<Row> of(ConsultantId consultant, Instant from, Instant to) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM recording WHERE consultant = :consultant"
                        + " AND deleted_at IS NULL AND began >= :from AND began < :to ORDER BY began DESC LIMIT "
                        + MOST)
                .bind("consultant", consultant.value())
                .bind("from", from)
                .bind("to", to)
                .map(Rows::row)
                .list());
    }

    List<Row> of(ConsultationId consultation) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM recording WHERE consultation = :consultation AND deleted_at IS NULL ORDER BY began")
                .bind("consultation", consultation.value())
                .map(Rows::row)
                .list());
    }

    /** Those of which something of this consultant's is kept, however many. */
    List<ConsultationId> consultations(ConsultantId consultant) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT DISTINCT consultation FROM recording WHERE consultant = :consultant AND deleted_at IS NULL")
                .bind("consultant", consultant.value())
                .map((row, context) -> new ConsultationId(row.getObject("consultation", UUID.class)))
                .list());
    }

    /** Not sealed yet, oldest first, at most 500. */
    List<Row> open() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM recording WHERE sealed_at IS NULL"
                        + " AND deleted_at IS NULL ORDER BY began LIMIT " + MOST)
                .map(Rows::row)
                .list());
    }

    List<Cue> cues(UUID recording) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT millis, position FROM cue WHERE recording = :recording ORDER BY position")
                .bind("recording", recording)
                .map((row, context) -> new Cue(row.getLong("millis"), row.getLong("position")))
                .list());
    }

    /** Bytes of a consultant's recordings. */
    long used(ConsultantId consultant) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT coalesce(sum(length), 0) FROM recording"
                        + " WHERE consultant = :consultant AND deleted_at IS NULL")
                .bind("consultant", consultant.value())
                .mapTo(Long.class)
                .one());
    }

    Optional<Integer> keptDays(ConsultantId consultant) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT days FROM keeping WHERE consultant = :consultant")
                .bind("consultant", consultant.value())
                .mapTo(Integer.class)
                .findOne());
    }

    void keep(ConsultantId consultant, Optional<Integer> days) {
        jdbi.useTransaction(handle -> {
            handle.execute("DELETE FROM keeping WHERE consultant = ?", consultant.value());
            days.ifPresent(count ->
                    handle.execute("INSERT INTO keeping (consultant, days) VALUES (?, ?)", consultant.value(), count));
        });
    }

    /** Those of these ids that there is a row of. */
    List<String> known(List<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbi.withHandle(
                        handle -> handle.createQuery("SELECT recording::text FROM recording WHERE deleted_at IS NULL"
                                        + " AND recording::text IN (<ids>)")
                                .bindList("ids", ids)
                                .mapTo(String.class)
                                .list());
    }

    /** What may be done to a row that is locked. */
    static final class Locked {

        private final Handle handle;

        private Locked(Handle handle) {
            this.handle = handle;
        }

        void save(Row row) {
            handle.createUpdate("UPDATE recording SET take = :take, received = :received, head_read = :headRead,"
                            + " video_number = :videoNumber, audio_number = :audioNumber,"
                            + " cluster_millis = :clusterMillis, video_millis = :videoMillis,"
                            + " audio_millis = :audioMillis, tracks = :tracks, length = :length,"
                            + " base_millis = :baseMillis, plays_millis = :playsMillis WHERE recording = :recording")
                    .bind("take", row.take())
                    .bind("received", row.received())
                    .bind("headRead", row.came().stream().headRead())
                    .bind("videoNumber", row.came().stream().videoNumber())
                    .bind("audioNumber", row.came().stream().audioNumber())
                    .bind("clusterMillis", row.came().stream().clusterMillis())
                    .bind("videoMillis", row.came().stream().videoMillis())
                    .bind("audioMillis", row.came().stream().audioMillis())
                    .bind("tracks", row.tracks())
                    .bind("length", row.length())
                    .bind("baseMillis", row.file().baseMillis())
                    .bind("playsMillis", row.playsMillis())
                    .bind("recording", row.recording())
                    .execute();
        }

        void add(UUID recording, List<Cue> cues) {
            cues.forEach(cue -> handle.execute(
                    "INSERT INTO cue (recording, position, millis) VALUES (?, ?, ?)",
                    recording,
                    cue.position(),
                    cue.millis()));
        }

        void finish(UUID recording) {
            handle.execute("UPDATE recording SET finished = true WHERE recording = ?", recording);
        }

        /** @param length of the whole file */
        void seal(UUID recording, long length, String sha256, Instant now) {
            handle.execute(
                    "UPDATE recording SET sealed_at = ?, sha256 = ?, length = ? WHERE recording = ?",
                    now,
                    sha256,
                    length,
                    recording);
        }

        void delete(UUID recording, Instant now) {
            handle.execute("UPDATE recording SET deleted_at = ?, tracks = NULL WHERE recording = ?", now, recording);
            handle.execute("DELETE FROM cue WHERE recording = ?", recording);
        }
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        return new Row(
                row.getObject("recording", UUID.class),
                new ConsultationId(row.getObject("consultation", UUID.class)),
                new ConsultantId(row.getObject("consultant", UUID.class)),
                row.getString("store"),
                row.getTimestamp("began").toInstant(),
                new Row.Came(
                        row.getInt("take"),
                        row.getLong("received"),
                        new TakeState(
                                row.getBoolean("head_read"),
                                row.getInt("video_number"),
                                row.getInt("audio_number"),
                                row.getLong("cluster_millis"),
                                row.getLong("video_millis"),
                                row.getLong("audio_millis"))),
                new Row.Written(
                        row.getBytes("tracks"),
                        row.getLong("length"),
                        row.getLong("base_millis"),
                        row.getLong("plays_millis")),
                row.getBoolean("finished"),
                row.getString("sha256"),
                row.getTimestamp("deleted_at") != null);
    }
}
