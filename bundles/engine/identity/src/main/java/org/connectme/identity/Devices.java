package org.connectme.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.connectme.core.ConsultantId;
import org.jdbi.v3.core.Jdbi;

/**
 * Where consultants signed in before, known by the hash of a secret that stays on the device: OWASP's "device cookies".
 * Such a device is not locked out by somebody else's guesses. Its secret opens nothing. Thread-safe.
 */
final class Devices {

    static final Duration LIFETIME = Duration.ofDays(365);

    /** Of one consultant; the least recently used is forgotten. */
    static final int MOST = 20;

    private final Jdbi jdbi;

    Devices(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param email in lower case; a device is known for the account that signed in there only */
    boolean isKnown(String email, String secret, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT EXISTS (SELECT FROM device JOIN consultant"
                        + " ON consultant.id = device.consultant WHERE secret_hash = :hash AND email = :email"
                        + " AND used > :since)")
                .bind("hash", Secrets.hash(secret))
                .bind("email", email)
                .bind("since", now.minus(LIFETIME))
                .mapTo(Boolean.class)
                .one());
    }

    /** Notes a successful sign-in. @param known the device's secret, if it {@link #isKnown}. @return its secret from now on */
    String seen(ConsultantId consultant, Optional<String> known, Instant now) {
        String secret = known.orElseGet(Secrets::random);
        jdbi.useTransaction(handle -> {
            handle.execute(
                    "INSERT INTO device (secret_hash, consultant, used) VALUES (?, ?, ?)"
                            + " ON CONFLICT (secret_hash) DO UPDATE SET used = excluded.used",
                    Secrets.hash(secret),
                    consultant.value(),
                    now);
            handle.execute(
                    "DELETE FROM device WHERE consultant = ? AND secret_hash NOT IN (SELECT secret_hash FROM device"
                            + " WHERE consultant = ? AND used > ? ORDER BY used DESC LIMIT ?)",
                    consultant.value(),
                    consultant.value(),
                    now.minus(LIFETIME),
                    MOST);
        });
        return secret;
    }

    void forgetAll(ConsultantId consultant) {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM device WHERE consultant = ?", consultant.value()));
    }
}
