package org.connectme.invitation;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Vault;
import org.jdbi.v3.core.Jdbi;

/** Who may come in, as a table that follows the journals. Thread-safe. */
final class Access {

    /** How long a page stays signed in after the planned end. */
    static final Duration AFTER_PLAN = Duration.ofHours(24);

    /** How long it shows the summary. */
    static final Duration AFTER_END = Duration.ofDays(30);

    private static final int ATTEMPTS = 20;

    private final Jdbi jdbi;
    private final Vault vault;

    Access(Jdbi jdbi, Vault vault) {
        this.jdbi = jdbi;
        this.vault = vault;
    }

    /** Until when link and code open the door, and sessions last. */
    record Term(Instant expiresAt, Instant sessionUntil, boolean revoked) {

        /** @param consultation one that was scheduled */
        static Term of(Consultation consultation) {
            Instant closedAt = consultation.closedAt();
            Instant plannedEnd = Objects.requireNonNull(consultation.startsAt())
                    .plus(Duration.ofMinutes(consultation.plannedMinutes()));
            return new Term(
                    Objects.requireNonNull(consultation.invitationUntil()),
                    closedAt == null ? plannedEnd.plus(AFTER_PLAN) : closedAt.plus(AFTER_END),
                    consultation.cancelled() != null);
        }
    }

    /** Brings the table up to this history, never back to an older one. @return what opens the door */
    Keys follow(History history) {
        Term term = Term.of(Consultation.of(history));
        UUID nonce = nonce(history, term);
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE access SET length = :length, expires_at = :expiresAt,"
                        + " session_until = :sessionUntil, revoked = :revoked"
                        + " WHERE consultation = :consultation AND length < :length")
                .bind("length", history.length())
                .bind("expiresAt", term.expiresAt())
                .bind("sessionUntil", term.sessionUntil())
                .bind("revoked", term.revoked())
                .bind("consultation", history.id().value())
                .execute());
        return Keys.of(vault, nonce);
    }

    private UUID nonce(History history, Term term) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // Of two at the same time one inserts; a code that is taken already inserts nothing and is drawn again.
            Optional<UUID> nonce =
                    jdbi.withHandle(handle -> handle.createQuery("SELECT nonce FROM access WHERE consultation = :id")
                            .bind("id", history.id().value())
                            .mapTo(UUID.class)
                            .findOne());
            if (nonce.isPresent()) {
                return nonce.get();
            }
            insert(history, term, UUID.randomUUID());
        }
        throw new IllegalStateException("No free access code was found in " + ATTEMPTS + " attempts.");
    }

    private void insert(History history, Term term, UUID nonce) {
        Keys keys = Keys.of(vault, nonce);
        jdbi.useHandle(handle -> handle.createUpdate("INSERT INTO access (consultation, nonce, token_hash, code_hmac,"
                        + " length, expires_at, session_until, revoked) VALUES (:consultation, :nonce, :tokenHash,"
                        + " :codeHmac, :length, :expiresAt, :sessionUntil, :revoked) ON CONFLICT DO NOTHING")
                .bind("consultation", history.id().value())
                .bind("nonce", nonce)
                .bind("tokenHash", Keys.tokenHash(keys.token()))
                .bind("codeHmac", Keys.codeHmac(vault, keys.code()))
                .bind("length", history.length())
                .bind("expiresAt", term.expiresAt())
                .bind("sessionUntil", term.sessionUntil())
                .bind("revoked", term.revoked())
                .execute());
    }
}
