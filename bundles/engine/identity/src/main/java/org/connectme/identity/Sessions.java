package org.connectme.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Sessions of consultants, known by the hash of their secret. Thread-safe. */
final class Sessions {

    /** Without a request for this long, a session ends. */
    static final Duration LIFETIME = Duration.ofHours(12);

    /** How stale the end may get before it is written again: not every request is worth a write. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final Jdbi jdbi;

    Sessions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @return the new session's secret, which is nowhere kept */
    String open(ConsultantId consultant, Instant now) {
        String secret = Secrets.random();
        jdbi.useHandle(handle -> {
            handle.execute("DELETE FROM session WHERE expires <= ?", now);
            handle.execute(
                    "INSERT INTO session (secret_hash, consultant, expires, created) VALUES (?, ?, ?, ?)",
                    Secrets.hash(secret),
                    consultant.value(),
                    now.plus(LIFETIME),
                    now);
        });
        return secret;
    }

    Optional<ConsultantId> find(String secret, Instant now) {
        String hash = Secrets.hash(secret);
        return jdbi.withHandle(handle -> {
            Optional<Open> open = handle.createQuery(
                            "SELECT consultant, expires FROM session WHERE secret_hash = :hash AND expires > :now")
                    .bind("hash", hash)
                    .bind("now", now)
                    .map((row, context) -> new Open(
                            row.getObject("consultant", UUID.class),
                            row.getTimestamp("expires").toInstant()))
                    .findOne();
            if (open.isPresent()
                    && open.get().expires().isBefore(now.plus(LIFETIME).minus(SLACK))) {
                handle.execute("UPDATE session SET expires = ? WHERE secret_hash = ?", now.plus(LIFETIME), hash);
            }
            return open.map(session -> new ConsultantId(session.consultant()));
        });
    }

    void end(String secret) {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM session WHERE secret_hash = ?", Secrets.hash(secret)));
    }

    void endAll(ConsultantId consultant) {
        jdbi.useHandle(handle -> endAll(handle, consultant));
    }

    static void endAll(Handle handle, ConsultantId consultant) {
        handle.execute("DELETE FROM session WHERE consultant = ?", consultant.value());
    }

    private record Open(UUID consultant, Instant expires) {}
}
