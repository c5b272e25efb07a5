package org.connectme.invitation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.connectme.core.journal.Vault;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How often access codes may be tried: 5 times a minute from one address, and 60 wrong ones a minute from all of them,
 * at which rate a billion codes outlast every consultation. Counted over all nodes and before the code is looked at,
 * so that many at the same time cannot slip through together. Thread-safe.
 */
final class GuessLimit {

    static final int PER_ADDRESS = 5;
    static final int WRONG_IN_ALL = 60;
    static final Duration SPAN = Duration.ofMinutes(1);

    private static final Duration KEPT = Duration.ofHours(1);

    private final Jdbi jdbi;
    private final Vault vault;

    GuessLimit(Jdbi jdbi, Vault vault) {
        this.jdbi = jdbi;
        this.vault = vault;
    }

    /** @return the try, or empty if it is one too many, which is then not counted */
    Optional<Long> begin(String address, Instant now) {
        String place = vault.hmac("invitation.address", address);
        long id = jdbi.withHandle(handle -> insert(handle, place, now));
        if (jdbi.withHandle(handle -> isWithin(handle, place, now.minus(SPAN)))) {
            return Optional.of(id);
        }
        jdbi.useHandle(handle -> handle.execute("DELETE FROM attempt WHERE id = ?", id));
        return Optional.empty();
    }

    /** It was the right code, so it does not count among the wrong ones. */
    void wasRight(long attempt) {
        jdbi.useHandle(handle -> handle.execute("UPDATE attempt SET wrong = false WHERE id = ?", attempt));
    }

    private static long insert(Handle handle, String address, Instant now) {
        handle.execute("DELETE FROM attempt WHERE at < ?", now.minus(KEPT));
        return handle.createUpdate("INSERT INTO attempt (address, at) VALUES (:address, :at)")
                .bind("address", address)
                .bind("at", now)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    private static boolean isWithin(Handle handle, String address, Instant since) {
        return handle.createQuery("SELECT count(*) FILTER (WHERE address = :address) <= :perAddress"
                        + " AND count(*) FILTER (WHERE wrong) <= :wrongInAll FROM attempt WHERE at > :since")
                .bind("address", address)
                .bind("perAddress", PER_ADDRESS)
                .bind("wrongInAll", WRONG_IN_ALL)
                .bind("since", since)
                .mapTo(Boolean.class)
                .one();
    }
}
