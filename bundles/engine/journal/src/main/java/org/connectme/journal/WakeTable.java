package org.connectme.journal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Which reaction is due for which journal, and who has it. Statements that wait for several rows lock them in the order
 * of the primary key. Due times are the timeline's; leases last by the database's clock, the one clock that all nodes
 * share. Thread-safe.
 */
final class WakeTable {

    static final int LEASE_SECONDS = 15;

    private static final int BATCH = 500;
    private static final String LEASE_UNTIL = "clock_timestamp() + interval '" + LEASE_SECONDS + " seconds'";

    private final Jdbi jdbi;
    /** Names one dispatcher's leases. */
    private final UUID lease = UUID.randomUUID();

    WakeTable(JournalSchema schema) {
        this.jdbi = schema.jdbi();
    }

    record Key(ConsultationId consultation, String reaction) {}

    /** @param failures in a row until now */
    record Wake(Key key, int failures) {}

    /**
     * Makes a reaction due that was just registered: for all journals if it was never there before, those that are closed
     * a little apart so that living ones need not wait; else for those that are open, were closed within a day, or are
     * parked.
     */
    void announce(String reaction, Instant now) {
        jdbi.useHandle(handle -> {
            // First and on its own, so that from here on every journal that grows gets its row.
            handle.createUpdate("INSERT INTO reaction (name) VALUES (:reaction) ON CONFLICT DO NOTHING")
                    .bind("reaction", reaction)
                    .execute();
            boolean spread = handle.createQuery("SELECT spread FROM reaction WHERE name = :reaction")
                    .bind("reaction", reaction)
                    .mapTo(boolean.class)
                    .one();
            if (!spread) {
                handle.createUpdate("INSERT INTO wake (consultation, reaction, due)"
                                + " SELECT id, :reaction, CAST(:now AS timestamptz) + CASE WHEN closed_at IS NULL"
                                + " THEN interval '0' ELSE row_number() OVER (ORDER BY id) * interval '5 milliseconds' END"
                                + " FROM consultation ORDER BY id ON CONFLICT DO NOTHING")
                        .bind("reaction", reaction)
                        .bind("now", now)
                        .execute();
                handle.createUpdate("UPDATE reaction SET spread = true WHERE name = :reaction")
                        .bind("reaction", reaction)
                        .execute();
                return;
            }
            handle.createUpdate("UPDATE wake SET due = LEAST(due, :now), failures = 0, parked = false FROM ("
                            + "SELECT w.consultation, w.reaction FROM wake w JOIN consultation c ON c.id = w.consultation"
                            + " WHERE w.reaction = :reaction AND (w.parked OR c.closed_at IS NULL"
                            + " OR c.closed_at > CAST(:now AS timestamptz) - interval '1 day')"
                            + " ORDER BY w.consultation FOR UPDATE OF w) again"
                            + " WHERE wake.consultation = again.consultation AND wake.reaction = again.reaction")
                    .bind("reaction", reaction)
                    .bind("now", now)
                    .execute();
        });
    }

    /** Turns notes of growth into work for every reaction. @param only empty for all journals */
    void spread(Set<ConsultationId> only, Instant now) {
        int taken = BATCH;
        while (taken == BATCH) {
            taken = quickly(handle -> handle.createQuery("WITH taken AS (DELETE FROM grown WHERE id IN ("
                            + "SELECT id FROM grown WHERE (:all OR consultation = ANY(:only))"
                            + " ORDER BY id LIMIT :batch FOR UPDATE SKIP LOCKED) RETURNING consultation),"
                            + " work AS (INSERT INTO wake (consultation, reaction, due)"
                            + " SELECT t.consultation, r.name, CAST(:now AS timestamptz)"
                            + " FROM (SELECT DISTINCT consultation FROM taken) t CROSS JOIN reaction r"
                            + " ORDER BY t.consultation, r.name"
                            + " ON CONFLICT (consultation, reaction) DO UPDATE SET due = LEAST(wake.due, excluded.due))"
                            + " SELECT count(*) FROM taken")
                    .bind("all", only.isEmpty())
                    .bindArray("only", UUID.class, ids(only))
                    .bind("batch", BATCH)
                    .bind("now", now)
                    .mapTo(int.class)
                    .one());
        }
    }

    /** Leases what is due. @param slots how many of each reaction. @param only empty for all journals */
    List<Wake> take(Map<String, Integer> slots, Set<ConsultationId> only, Instant now) {
        List<Map.Entry<String, Integer>> entries = List.copyOf(slots.entrySet());
        return quickly(handle -> handle.createQuery("WITH due AS MATERIALIZED (SELECT w.consultation, w.reaction"
                        + " FROM unnest(:names, :slots) AS r (name, slots) CROSS JOIN LATERAL ("
                        + "SELECT consultation, reaction FROM wake WHERE reaction = r.name AND lease IS NULL"
                        + " AND due <= :now AND (:all OR consultation = ANY(:only))"
                        + " ORDER BY due LIMIT r.slots FOR UPDATE SKIP LOCKED) w)"
                        + " UPDATE wake SET due = NULL, lease = :lease, lease_until = " + LEASE_UNTIL
                        + " FROM due WHERE wake.consultation = due.consultation AND wake.reaction = due.reaction"
                        + " RETURNING wake.consultation, wake.reaction, wake.failures")
                .bindArray(
                        "names",
                        String.class,
                        entries.stream().map(Map.Entry::getKey).toList())
                .bindArray(
                        "slots",
                        Integer.class,
                        entries.stream().map(Map.Entry::getValue).toList())
                .bind("all", only.isEmpty())
                .bindArray("only", UUID.class, ids(only))
                .bind("now", now)
                .bind("lease", lease)
                .map((row, context) -> new Wake(
                        new Key(new ConsultationId(row.getObject(1, UUID.class)), row.getString(2)), row.getInt(3)))
                .list());
    }

    /** @param next empty if only growth matters; growth during the call counts as well */
    void done(Key key, Optional<Instant> next) {
        returned(
                key,
                "failures = 0, parked = false, problem = NULL, lease = NULL, lease_until = NULL, due = LEAST(due, :next)",
                next.orElse(null));
    }

    void failed(Key key, int failures, String problem, Optional<Instant> again) {
        quickly(handle -> at(
                        key,
                        handle.createUpdate(
                                "UPDATE wake SET failures = :failures, parked = :parked, problem = :problem,"
                                        + " lease = NULL, lease_until = NULL, due = LEAST(due, :next)"
                                        + " WHERE consultation = :consultation AND reaction = :reaction AND lease = :lease"))
                .bind("failures", failures)
                .bind("parked", again.isEmpty())
                .bind("problem", problem)
                .bindByType("next", again.orElse(null), Instant.class)
                .execute());
    }

    /** Gives back what was not begun. */
    void release(Key key, Instant now) {
        returned(key, "lease = NULL, lease_until = NULL, due = LEAST(due, :next)", now);
    }

    /** Has it called once more after the call that is under way. */
    void callAgain(Key key, Instant now) {
        returned(key, "due = LEAST(due, :next)", now);
    }

    void renew(Collection<Key> keys) {
        quickly(handle -> handle.createUpdate("UPDATE wake SET lease_until = " + LEASE_UNTIL
                        + " FROM (SELECT w.consultation, w.reaction FROM wake w JOIN unnest(:ids, :names)"
                        + " AS mine (consultation, reaction) USING (consultation, reaction) WHERE w.lease = :lease"
                        + " ORDER BY w.consultation, w.reaction FOR UPDATE OF w) still"
                        + " WHERE wake.consultation = still.consultation AND wake.reaction = still.reaction")
                .bindArray(
                        "ids",
                        UUID.class,
                        keys.stream().map(key -> key.consultation().value()).toList())
                .bindArray(
                        "names", String.class, keys.stream().map(Key::reaction).toList())
                .bind("lease", lease)
                .execute());
    }

    /** Makes due again what a dispatcher had that is no more. */
    void takeBackLapsed(Instant now) {
        takeBack("lease_until < clock_timestamp() AND lease IS NOT NULL", now);
    }

    void releaseAll(Instant now) {
        takeBack("lease = :lease", now);
    }

    private void takeBack(String which, Instant now) {
        quickly(handle -> handle.createUpdate("UPDATE wake SET lease = NULL, lease_until = NULL,"
                        + " due = LEAST(due, :now) FROM (SELECT consultation, reaction FROM wake WHERE " + which
                        + " FOR UPDATE SKIP LOCKED) late WHERE wake.consultation = late.consultation"
                        + " AND wake.reaction = late.reaction")
                .bind("now", now)
                .bind("lease", lease)
                .execute());
    }

    private void returned(Key key, String change, @Nullable Instant next) {
        quickly(handle -> at(
                        key,
                        handle.createUpdate("UPDATE wake SET " + change
                                + " WHERE consultation = :consultation AND reaction = :reaction AND lease = :lease"))
                .bindByType("next", next, Instant.class)
                .execute());
    }

    private Update at(Key key, Update update) {
        return update.bind("consultation", key.consultation().value())
                .bind("reaction", key.reaction())
                .bind("lease", lease);
    }

    /**
     * In a transaction that does not wait for the disk. If the server crashes just then, a call is repeated; a note of
     * growth is there again as long as what was made of it is not.
     */
    private <T> T quickly(HandleCallback<T, RuntimeException> work) {
        return jdbi.inTransaction(handle -> {
            handle.execute("SET LOCAL synchronous_commit = off");
            return work.withHandle(handle);
        });
    }

    private static List<UUID> ids(Set<ConsultationId> ids) {
        return ids.stream().map(ConsultationId::value).toList();
    }
}
