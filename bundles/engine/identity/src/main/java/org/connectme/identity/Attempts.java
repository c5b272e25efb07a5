package org.connectme.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.connectme.core.journal.Vault;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Counts attempts over all nodes. An attempt is counted before it is made and forgotten when it succeeds, so that
 * many at the same time cannot slip through together. Keeps HMACs, never an address, secret or e-mail. Thread-safe.
 */
final class Attempts {

    private static final Duration KEPT = Duration.ofHours(2);

    private final Jdbi jdbi;
    private final Vault vault;

    Attempts(Jdbi jdbi, Vault vault) {
        this.jdbi = jdbi;
        this.vault = vault;
    }

    /**
     * @param span        over which attempts are counted
     * @param together    allowed with one account from one address
     * @param perAccount  allowed with one account from anywhere
     * @param perAddress  allowed from one address with any account; an address is whatever stands for one person's place
     */
    record Limit(String purpose, Duration span, int together, int perAccount, int perAddress) {}

    /** An attempt that may be made. */
    record Ticket(long id, String purpose, String account, String address) {}

    /** Counts the attempt; empty if it is one too many, which is then not counted, so that a lock ends by itself. */
    Optional<Ticket> begin(Limit limit, String email, String address, Instant now) {
        String account = vault.hmac("identity.account", email.toLowerCase(Locale.ROOT));
        String place = vault.hmac("identity.address", address);
        // Committed before the count, so that of several at the same time each is seen by all that count later.
        long id = jdbi.withHandle(handle -> insert(handle, limit.purpose(), account, place, now));
        boolean within = jdbi.withHandle(handle -> isWithin(handle, limit, account, place, now.minus(limit.span())));
        if (within) {
            return Optional.of(new Ticket(id, limit.purpose(), account, place));
        }
        jdbi.useHandle(handle -> handle.execute("DELETE FROM attempt WHERE id = ?", id));
        return Optional.empty();
    }

    /** Forgets this attempt and those before it from the same address. */
    void succeeded(Ticket ticket) {
        jdbi.useHandle(handle -> handle.execute(
                "DELETE FROM attempt WHERE purpose = ? AND account = ? AND address = ?",
                ticket.purpose(),
                ticket.account(),
                ticket.address()));
    }

    /** Takes back an attempt that was not made. */
    void withdrawn(Ticket ticket) {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM attempt WHERE id = ?", ticket.id()));
    }

    private static long insert(Handle handle, String purpose, String account, String address, Instant now) {
        handle.execute("DELETE FROM attempt WHERE at < ?", now.minus(KEPT));
        return handle.createUpdate("INSERT INTO attempt (purpose, account, address, at)"
                        + " VALUES (:purpose, :account, :address, :at)")
                .bind("purpose", purpose)
                .bind("account", account)
                .bind("address", address)
                .bind("at", now)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    private static boolean isWithin(Handle handle, Limit limit, String account, String address, Instant since) {
        return handle.createQuery(
                        "SELECT count(*) FILTER (WHERE account = :account AND address = :address) <= :together"
                                + " AND count(*) FILTER (WHERE account = :account) <= :perAccount"
                                + " AND count(*) FILTER (WHERE address = :address) <= :perAddress"
                                + " FROM attempt WHERE purpose = :purpose AND at > :since"
                                + " AND (account = :account OR address = :address)")
                .bind("account", account)
                .bind("address", address)
                .bind("together", limit.together())
                .bind("perAccount", limit.perAccount())
                .bind("perAddress", limit.perAddress())
                .bind("purpose", limit.purpose())
                .bind("since", since)
                .mapTo(Boolean.class)
                .one();
    }
}
