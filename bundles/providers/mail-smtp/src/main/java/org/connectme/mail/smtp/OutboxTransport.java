package org.connectme.mail.smtp;

import java.time.Duration;
import java.util.List;
import org.connectme.mail.spi.Mail;
import org.connectme.mail.spi.MailTransport;
import org.connectme.mail.spi.Outbox.Kept;
import org.jdbi.v3.core.Jdbi;

/** Keeps mail for its sender to see. Times are the database's. Thread-safe. */
final class OutboxTransport implements MailTransport {

    private static final int SHOWN = 100;

    private final Jdbi jdbi;
    private final Duration kept;

    /** @param keptDays after which mail is deleted; it stands in the database in clear until then */
    OutboxTransport(Jdbi jdbi, int keptDays) {
        this.jdbi = jdbi;
        this.kept = Duration.ofDays(keptDays);
    }

    /** A repeat of the same mail replaces it. */
    @Override
    public Delivery send(Mail mail) {
        jdbi.useHandle(handle -> {
            handle.execute("DELETE FROM outbox WHERE at < now() - make_interval(secs => ?)", kept.toSeconds());
            handle.createUpdate("INSERT INTO outbox (id, sender, recipient, subject, text, html)"
                            + " VALUES (:id, :sender, :to, :subject, :text, :html) ON CONFLICT (id) DO UPDATE"
                            + " SET at = now(), sender = :sender, recipient = :to, subject = :subject, text = :text,"
                            + " html = :html")
                    .bind("id", mail.id())
                    .bind("sender", mail.sender())
                    .bind("to", mail.to())
                    .bind("subject", mail.subject())
                    .bind("text", mail.text())
                    .bind("html", mail.html())
                    .execute();
        });
        return new Delivery.Accepted();
    }

    List<Kept> of(String sender) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT id, at, recipient, subject, text, html FROM outbox"
                        + " WHERE sender = :sender AND at >= now() - make_interval(secs => :kept)"
                        + " ORDER BY at DESC LIMIT :shown")
                .bind("sender", sender)
                .bind("kept", kept.toSeconds())
                .bind("shown", SHOWN)
                .map((row, context) -> new Kept(
                        row.getString("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("text"),
                        row.getString("html")))
                .list());
    }
}
