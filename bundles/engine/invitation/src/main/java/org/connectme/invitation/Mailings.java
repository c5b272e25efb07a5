package org.connectme.invitation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.connectme.core.ConsultationId;
import org.connectme.invitation.MailLedger.Item;
import org.jdbi.v3.core.Jdbi;

/** When which mail may be tried: one node at a time, and after each failure a little later. Thread-safe. */
final class Mailings {

    /** The first is longer than a transport may take, so that a try under way is never doubled. */
    static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(45),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1));

    private final Jdbi jdbi;

    Mailings(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Takes the mail for one try. @return empty if it may be tried now; otherwise when */
    Optional<Instant> claim(ConsultationId consultation, Item item, Instant now) {
        return jdbi.inTransaction(handle -> {
            handle.createUpdate("INSERT INTO mailing (consultation, kind, cause, attempts, next_at)"
                            + " VALUES (:consultation, :kind, :cause, 0, :now) ON CONFLICT DO NOTHING")
                    .bind("consultation", consultation.value())
                    .bind("kind", item.kind().name())
                    .bind("cause", item.cause())
                    .bind("now", now)
                    .execute();
            Mailing mailing = handle.createQuery("SELECT attempts, next_at FROM mailing"
                            + " WHERE consultation = :consultation AND kind = :kind AND cause = :cause FOR UPDATE")
                    .bind("consultation", consultation.value())
                    .bind("kind", item.kind().name())
                    .bind("cause", item.cause())
                    .map((row, context) -> new Mailing(
                            row.getInt("attempts"), row.getTimestamp("next_at").toInstant()))
                    .one();
            if (mailing.nextAt().isAfter(now)) {
                return Optional.of(mailing.nextAt());
            }
            handle.execute(
                    "UPDATE mailing SET attempts = attempts + 1, next_at = ?"
                            + " WHERE consultation = ? AND kind = ? AND cause = ?",
                    now.plus(delay(mailing.attempts())),
                    consultation.value(),
                    item.kind().name(),
                    item.cause());
            return Optional.empty();
        });
    }

    /** When the mail that was just claimed may be tried again. */
    Instant nextTry(ConsultationId consultation, Item item) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT next_at FROM mailing"
                        + " WHERE consultation = :consultation AND kind = :kind AND cause = :cause")
                .bind("consultation", consultation.value())
                .bind("kind", item.kind().name())
                .bind("cause", item.cause())
                .mapTo(Instant.class)
                .one());
    }

    void done(ConsultationId consultation, Item item) {
        jdbi.useHandle(handle -> handle.execute(
                "DELETE FROM mailing WHERE consultation = ? AND kind = ? AND cause = ?",
                consultation.value(),
                item.kind().name(),
                item.cause()));
    }

    private static Duration delay(int attemptsBefore) {
        return DELAYS.get(Math.min(attemptsBefore, DELAYS.size() - 1));
    }

    private record Mailing(int attempts, Instant nextAt) {}
}
