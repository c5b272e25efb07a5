package org.connectme.invitation;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.connectme.core.Sha256;
import org.connectme.core.account.Authenticator;
import org.connectme.core.command.Actor;
import org.connectme.core.journal.Timeline;
import org.jdbi.v3.core.Jdbi;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Knows customers by the cookie of their session, several of which may stand side by side: a phone and a laptop. */
@Component(
        service = {Authenticator.class, CustomerSessions.class},
        property = Authenticator.KIND_CUSTOMER)
public final class CustomerSessions implements Authenticator {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;

    private final Jdbi jdbi;
    private final Timeline timeline;

    @Activate
    public CustomerSessions(@Reference Tables tables, @Reference Timeline timeline) {
        this.jdbi = tables.jdbi();
        this.timeline = timeline;
    }

    @Override
    public Kind kind() {
        return Kind.CUSTOMER;
    }

    @Override
    public Optional<Actor> authenticate(String secret) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT consultation FROM session JOIN access"
                        + " USING (consultation) WHERE secret_hash = :hash AND NOT revoked AND session_until > :now")
                .bind("hash", hash(secret))
                .bind("now", timeline.now())
                .mapTo(UUID.class)
                .findOne()
                .map(consultation -> new Actor.Customer(new ConsultationId(consultation))));
    }

    /** @return the new session's secret, which is nowhere kept */
    String open(ConsultationId consultation, Instant now) {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbi.useHandle(handle -> {
            handle.execute(
                    "DELETE FROM session USING access WHERE session.consultation = access.consultation"
                            + " AND session_until <= ?",
                    now);
            handle.execute(
                    "INSERT INTO session (secret_hash, consultation, created) VALUES (?, ?, ?)",
                    hash(secret),
                    consultation.value(),
                    now);
        });
        return secret;
    }

    void end(String secret) {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM session WHERE secret_hash = ?", hash(secret)));
    }

    private static String hash(String secret) {
        return Sha256.hex(secret.getBytes(StandardCharsets.UTF_8));
    }
}
