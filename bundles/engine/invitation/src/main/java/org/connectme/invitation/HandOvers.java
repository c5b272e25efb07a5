package org.connectme.invitation;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.connectme.core.account.Invitations.HandOver;
import org.jdbi.v3.core.Jdbi;

/**
 * One-time addresses from the desktop app to the browser beside it. Not even the newest of a consultation lasts, and
 * only its hash is kept. Thread-safe.
 */
final class HandOvers {

    static final Duration LASTS = Duration.ofSeconds(60);

    /** Tells the page that it was opened for the card step alone. */
    private static final String PREFIX = "card.";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 32;

    private final Jdbi jdbi;

    HandOvers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Links' own tokens have no dot. */
    static boolean isOne(String secret) {
        return secret.startsWith(PREFIX);
    }

    HandOver make(ConsultationId consultation, Instant now) {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbi.useHandle(handle -> handle.execute(
                "INSERT INTO hand_over (consultation, token_hash, until) VALUES (?, ?, ?)"
                        + " ON CONFLICT (consultation) DO UPDATE"
                        + " SET token_hash = excluded.token_hash, until = excluded.until",
                consultation.value(),
                Keys.tokenHash(secret),
                now.plus(LASTS)));
        return new HandOver("/join#" + secret, (int) LASTS.toSeconds());
    }

    /** Of two at the same time one gets it. */
    Optional<ConsultationId> take(String secret, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("DELETE FROM hand_over USING access"
                        + " WHERE hand_over.consultation = access.consultation AND hand_over.token_hash = :hash"
                        + " AND until > :now AND NOT revoked AND session_until > :now"
                        + " RETURNING hand_over.consultation")
                .bind("hash", Keys.tokenHash(secret))
                .bind("now", now)
                .mapTo(UUID.class)
                .findOne()
                .map(ConsultationId::new));
    }
}
