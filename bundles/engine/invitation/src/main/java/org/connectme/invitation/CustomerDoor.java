package org.connectme.invitation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.connectme.core.account.Invitations;
import org.connectme.core.command.Refusal;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Vault;
import org.jdbi.v3.core.Jdbi;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exchanges links and codes for sessions. Consumes nothing: scanners of mail open links before people do. */
@Component
public final class CustomerDoor implements Invitations {

    private static final Logger logger = LoggerFactory.getLogger(CustomerDoor.class);

    private final Jdbi jdbi;
    private final Vault vault;
    private final Timeline timeline;
    private final CustomerSessions sessions;
    private final GuessLimit guesses;
    private final HandOvers handOvers;

    @Activate
    public CustomerDoor(
            @Reference Tables tables,
            @Reference Vault vault,
            @Reference Timeline timeline,
            @Reference CustomerSessions sessions) {
        this.jdbi = tables.jdbi();
        this.vault = vault;
        this.timeline = timeline;
        this.sessions = sessions;
        this.guesses = new GuessLimit(jdbi, vault);
        this.handOvers = new HandOvers(jdbi);
    }

    @Override
    public Exchange exchange(String tokenOrCode, String address) {
        Instant now = timeline.now();
        if (HandOvers.isOne(tokenOrCode)) {
            return handOvers
                    .take(tokenOrCode, now)
                    .map(consultation -> opened(consultation, now))
                    .orElseGet(CustomerDoor::notFound);
        }
        Optional<String> code = Keys.asCode(tokenOrCode);
        return code.isPresent() ? byCode(code.get(), address, now) : byToken(tokenOrCode, now);
    }

    @Override
    public HandOver handOver(ConsultationId consultation) {
        return handOvers.make(consultation, timeline.now());
    }

    @Override
    public void leave(String secret) {
        sessions.end(secret);
    }

    /** Guessing one of 2^256 needs no limit. */
    private Exchange byToken(String token, Instant now) {
        return find("token_hash", Keys.tokenHash(token.strip()), now)
                .map(consultation -> opened(consultation, now))
                .orElseGet(CustomerDoor::notFound);
    }

    private Exchange byCode(String code, String address, Instant now) {
        Optional<Long> attempt = guesses.begin(address, now);
        if (attempt.isEmpty()) {
            logger.info("An access code was not looked at: too many were tried");
            return refused(
                    Refusal.Kind.TOO_MANY,
                    "invitation.too-many",
                    "Too many codes were tried. Wait a minute, or open the link in your mail.");
        }
        Optional<ConsultationId> consultation = find("code_hmac", Keys.codeHmac(vault, code), now);
        if (consultation.isEmpty()) {
            return notFound();
        }
        guesses.wasRight(attempt.get());
        return opened(consultation.get(), now);
    }

    /** Unknown, expired and cancelled are one and the same query without a row. */
    private Optional<ConsultationId> find(String column, String value, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT consultation FROM access WHERE " + column
                        + " = :value AND NOT revoked AND expires_at > :now")
                .bind("value", value)
                .bind("now", now)
                .mapTo(UUID.class)
                .findOne()
                .map(ConsultationId::new));
    }

    private Exchange opened(ConsultationId consultation, Instant now) {
        return new Exchange.Opened(consultation, sessions.open(consultation, now));
    }

    private static Exchange notFound() {
        return refused(
                Refusal.Kind.NOT_FOUND,
                "invitation.not-found",
                "This link or code opens nothing. Check it, or ask your consultant for a new invitation.");
    }

    private static Exchange refused(Refusal.Kind kind, String code, String detail) {
        return new Exchange.Refused(new Refusal(kind, code, detail));
    }
}
