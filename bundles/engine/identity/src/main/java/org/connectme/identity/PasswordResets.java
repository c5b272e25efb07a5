package org.connectme.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.connectme.core.ConsultantId;
import org.connectme.core.account.Accounts.Consultant;
import org.connectme.core.command.Refusal;
import org.connectme.core.journal.Vault;
import org.connectme.mail.spi.MailTransport;
import org.connectme.mail.spi.MailTransport.Delivery;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links for a new password. Whether an account exists is looked up on a thread of its own after the answer was given,
 * so neither the answer nor its time tells. A mail that cannot be sent is not kept: whoever waits asks again.
 */
@Component(service = PasswordResets.class, configurationPid = "org.connectme.identity")
public final class PasswordResets {

    static final Duration LIFETIME = Duration.ofMinutes(30);
    static final Attempts.Limit REQUESTS = new Attempts.Limit("reset", Duration.ofHours(1), 3, 5, 20);

    private static final Logger logger = LoggerFactory.getLogger(PasswordResets.class);
    private static final int WAITING = 100;
    private static final long STOP_SECONDS = 10;

    private final Jdbi jdbi;
    private final Consultants consultants;
    private final Attempts attempts;
    private final Settings settings;
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> new Thread(work, "identity-password-reset"));

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable MailTransport transport;

    @Activate
    public PasswordResets(@Reference Tables tables, @Reference Vault vault, IdentityConfig config) {
        this(tables, vault, Settings.of(config));
    }

    PasswordResets(Tables tables, Vault vault, Settings settings) {
        this.jdbi = tables.jdbi();
        this.consultants = new Consultants(jdbi);
        this.attempts = new Attempts(jdbi, vault);
        this.settings = settings;
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        worker.shutdown();
        if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            worker.shutdownNow();
        }
    }

    /** @param email in lower case */
    void request(String email, String address, Instant now) {
        if (attempts.begin(REQUESTS, email, address, now).isEmpty()) {
            logger.info("A password reset was not mailed: too many were asked for");
            return;
        }
        try {
            worker.execute(() -> mail(email, now));
        } catch (RejectedExecutionException e) {
            logger.warn("A password reset was not mailed: {} others are waiting", WAITING);
        }
    }

    /** @return empty when done; a password that is refused leaves the link as it was */
    Optional<Refusal> reset(String token, String password, Passwords passwords, Instant now) {
        String hash = Secrets.hash(token);
        Optional<Consultant> consultant = owner(hash, now).flatMap(consultants::find);
        if (consultant.isEmpty()) {
            return usedUp();
        }
        Optional<Refusal> wrong = Passwords.check(password, consultant.get().email());
        if (wrong.isPresent()) {
            return wrong;
        }
        Optional<String> passwordHash = passwords.hash(password);
        if (passwordHash.isEmpty()) {
            return Optional.of(Passwords.busy());
        }
        return jdbi.inTransaction(handle -> {
            // Of two at the same time one deletes the row, and only that one goes on.
            if (handle.execute("DELETE FROM password_reset WHERE token_hash = ? AND expires > ?", hash, now) == 0) {
                return usedUp();
            }
            ConsultantId id = consultant.get().id();
            handle.execute("DELETE FROM password_reset WHERE consultant = ?", id.value());
            Consultants.setPassword(handle, id, passwordHash.get());
            Sessions.endAll(handle, id);
            return Optional.empty();
        });
    }

    private void mail(String email, Instant now) {
        try {
            Optional<Consultant> consultant =
                    consultants.credentials(email).flatMap(known -> consultants.find(known.id()));
            if (consultant.isPresent()) {
                mail(consultant.get(), now);
            }
        } catch (RuntimeException e) {
            logger.error("A password reset was not mailed", e);
        }
    }

    private void mail(Consultant consultant, Instant now) {
        MailTransport current = transport;
        if (current == null) {
            logger.warn("A password reset was not mailed: there is no mail transport");
            return;
        }
        String token = Secrets.random();
        jdbi.useHandle(handle -> {
            handle.execute("DELETE FROM password_reset WHERE expires <= ?", now);
            handle.execute(
                    "INSERT INTO password_reset (token_hash, consultant, expires) VALUES (?, ?, ?)",
                    Secrets.hash(token),
                    consultant.id().value(),
                    now.plus(LIFETIME));
        });
        Delivery delivery = current.send(ResetMail.compose(consultant, settings.publicUrl(), token));
        // The mail service's own words may name the address, so they stay out of the log.
        if (!(delivery instanceof Delivery.Accepted)) {
            logger.warn("A password reset was not taken by the mail service");
        }
    }

    private Optional<ConsultantId> owner(String tokenHash, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT consultant FROM password_reset WHERE token_hash = :hash AND expires > :now")
                .bind("hash", tokenHash)
                .bind("now", now)
                .map((row, context) -> new ConsultantId(row.getObject("consultant", UUID.class)))
                .findOne());
    }

    private static Optional<Refusal> usedUp() {
        return Optional.of(new Refusal(
                Refusal.Kind.INVALID,
                "identity.reset-link",
                "This link is used, replaced or older than 30 minutes. Ask for a new one."));
    }
}
