package org.connectme.payment.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.Statement;
import org.connectme.payment.spi.Statement.Line;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox's books in the database: payments, and for every key what was answered to it. Thread-safe: each call is
 * one transaction, and those with the same key go one after the other.
 */
final class Ledger {

    private static final int LINES = 100;

    private static final String COLUMNS =
            "reference, state, currency, held, captured, refunded, card_brand, card_last_four, held_until, scenario";
    private static final String PAYMENT = "select " + COLUMNS + " from payment where reference = :reference";

    private final Jdbi jdbi;
    private final Clock clock;

    Ledger(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** A payment and the card it belongs to. */
    record Account(Payment payment, Scenario scenario) {}

    /** @param attempt which time the key is used, counted from 1 */
    record Given(Answer answer, int attempt) {}

    /** The work of one operation that was not executed yet. */
    interface Work {
        /** @param attempt counted from 1 */
        Answer execute(Page page, int attempt);
    }

    /** Executes an operation, or answers what it answered before. */
    Given once(String key, String arguments, Work work) {
        String fingerprint = sha256(arguments);
        return jdbi.inTransaction(handle -> {
            handle.createUpdate("insert into operation (key, fingerprint, created_at)"
                            + " values (:key, :fingerprint, :now) on conflict do nothing")
                    .bind("key", key)
                    .bind("fingerprint", fingerprint)
                    .bind("now", clock.instant())
                    .execute();
            Operation operation = handle.createQuery("update operation set attempts = attempts + 1 where key = :key"
                            + " returning fingerprint, attempts, answer, reference, state, held, captured, refunded")
                    .bind("key", key)
                    .map((row, context) -> operation(row))
                    .one();
            if (!operation.fingerprint().equals(fingerprint)) {
                return new Given(new Answer.Rejected("idempotency-mismatch"), operation.attempts());
            }
            Page page = new Page(handle);
            if (operation.answer() != null) {
                return new Given(replay(page, operation), operation.attempts());
            }
            Answer answer = work.execute(page, operation.attempts());
            remember(handle, key, answer);
            return new Given(answer, operation.attempts());
        });
    }

    Optional<Payment> fetch(String reference) {
        return jdbi.withHandle(handle -> new Page(handle).read(reference, false).map(Account::payment));
    }

    /** What the card of a payment makes the sandbox do. */
    Optional<Scenario> scenario(String reference) {
        return jdbi.withHandle(handle -> new Page(handle).read(reference, false).map(Account::scenario));
    }

    /** The payment that an executed operation led to, as it is now. */
    Optional<Payment> find(String key) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select reference from operation where key = :key and reference is not null")
                .bind("key", key)
                .mapTo(String.class)
                .findOne()
                .flatMap(reference -> new Page(handle).read(reference, false))
                .map(Account::payment));
    }

    /** @param after number of the last payment of the page before; 0 for the first */
    Statement statement(Instant from, Instant to, long after) {
        List<Numbered> found = jdbi.withHandle(handle -> {
            Page page = new Page(handle);
            return handle.createQuery("select number, operation, consultation, created_at, " + COLUMNS
                            + " from payment where created_at >= :from and created_at < :to and number > :after"
                            + " order by number limit :most")
                    .bind("from", from)
                    .bind("to", to)
                    .bind("after", after)
                    .bind("most", LINES + 1)
                    .map((row, context) -> page.numbered(row))
                    .list();
        });
        List<Numbered> page = found.subList(0, Math.min(found.size(), LINES));
        Optional<String> next = found.size() > LINES
                ? Optional.of(Long.toString(page.get(LINES - 1).number()))
                : Optional.empty();
        return new Statement(page.stream().map(Numbered::line).toList(), next);
    }

    private record Numbered(long number, Line line) {}

    private static void remember(Handle handle, String key, Answer answer) {
        if (answer instanceof Answer.NotExecuted) {
            return;
        }
        Payment payment = answer.about();
        handle.createUpdate("update operation set answer = :answer, reference = :reference, state = :state,"
                        + " held = :held, captured = :captured, refunded = :refunded where key = :key")
                .bind("key", key)
                .bind("answer", write(answer))
                .bind("reference", payment == null ? null : payment.reference())
                .bind("state", payment == null ? null : payment.state().name())
                .bind("held", payment == null ? null : payment.held())
                .bind("captured", payment == null ? null : payment.captured())
                .bind("refunded", payment == null ? null : payment.refunded())
                .execute();
    }

    private static String write(Answer answer) {
        if (answer instanceof Answer.Declined declined) {
            return "declined:" + declined.reason().name();
        }
        return answer instanceof Answer.Rejected rejected ? "rejected:" + rejected.code() : "done";
    }

    private static Answer replay(Page page, Operation operation) {
        String[] answer = operation.answer().split(":", 2);
        if (answer[0].equals("rejected")) {
            return new Answer.Rejected(answer[1]);
        }
        Payment now = page.read(operation.reference(), false).orElseThrow().payment();
        Payment then = new Payment(
                now.reference(),
                State.valueOf(operation.state()),
                now.currency(),
                operation.held(),
                operation.captured(),
                operation.refunded(),
                now.cardBrand(),
                now.cardLastFour(),
                now.heldUntil());
        return answer[0].equals("declined")
                ? new Answer.Declined(then, Decline.valueOf(answer[1]))
                : new Answer.Done(then);
    }

    private record Operation(
            String fingerprint,
            int attempts,
            @Nullable String answer,
            @Nullable String reference,
            @Nullable String state,
            long held,
            long captured,
            long refunded) {}

    private static Operation operation(ResultSet row) throws SQLException {
        return new Operation(
                row.getString("fingerprint"),
                row.getInt("attempts"),
                row.getString("answer"),
                row.getString("reference"),
                row.getString("state"),
                row.getLong("held"),
                row.getLong("captured"),
                row.getLong("refunded"));
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java platform has no SHA-256.", e);
        }
    }

    /** The payments, within one transaction. */
    final class Page {

        private final Handle handle;

        private Page(Handle handle) {
            this.handle = handle;
        }

        Instant now() {
            return clock.instant();
        }

        /** Nobody else changes it until the transaction ends. */
        Optional<Account> take(String reference) {
            return read(reference, true);
        }

        private Optional<Account> read(String reference, boolean forUpdate) {
            return handle.createQuery(forUpdate ? PAYMENT + " for update" : PAYMENT)
                    .bind("reference", reference)
                    .map((row, context) -> account(row))
                    .findOne();
        }

        /** Not changed by anybody: to be read only. */
        Optional<Account> look(String reference) {
            return read(reference, false);
        }

        /** @param operation the key that began it */
        Account open(Account account, String operation, String consultation, String description) {
            Payment payment = account.payment();
            handle.createUpdate("insert into payment (reference, operation, consultation, description, scenario, state,"
                            + " currency, held, card_brand, card_last_four, held_until, created_at) values (:reference,"
                            + " :operation, :consultation, :description, :scenario, :state, :currency, :held, :brand, :lastFour,"
                            + " :heldUntil, :now)")
                    .bind("reference", payment.reference())
                    .bind("operation", operation)
                    .bind("consultation", consultation)
                    .bind("description", description)
                    .bind("scenario", account.scenario().word())
                    .bind("state", payment.state().name())
                    .bind("currency", payment.currency())
                    .bind("held", payment.held())
                    .bind("brand", payment.cardBrand())
                    .bind("lastFour", payment.cardLastFour())
                    .bind("heldUntil", payment.heldUntil())
                    .bind("now", clock.instant())
                    .execute();
            return account;
        }

        /** @param change to a payment that was taken before */
        Payment change(Payment payment, Function<Payment, Payment> change) {
            Payment changed = change.apply(payment);
            handle.createUpdate("update payment set state = :state, held = :held, captured = :captured,"
                            + " refunded = :refunded, held_until = :heldUntil where reference = :reference")
                    .bind("reference", changed.reference())
                    .bind("state", changed.state().name())
                    .bind("held", changed.held())
                    .bind("captured", changed.captured())
                    .bind("refunded", changed.refunded())
                    .bind("heldUntil", changed.heldUntil())
                    .execute();
            return changed;
        }

        private Numbered numbered(ResultSet row) throws SQLException {
            Line line = new Line(
                    account(row).payment(),
                    Optional.of(row.getString("consultation")),
                    Optional.ofNullable(row.getString("operation")),
                    row.getTimestamp("created_at").toInstant());
            return new Numbered(row.getLong("number"), line);
        }

        private Account account(ResultSet row) throws SQLException {
            Instant heldUntil = row.getTimestamp("held_until").toInstant();
            State state = State.valueOf(row.getString("state"));
            boolean lasts = state == State.HELD || state == State.CHALLENGE || state == State.SAVED;
            boolean expired = lasts && !now().isBefore(heldUntil);
            Payment payment = new Payment(
                    row.getString("reference"),
                    expired ? State.EXPIRED : state,
                    row.getString("currency"),
                    row.getLong("held"),
                    row.getLong("captured"),
                    row.getLong("refunded"),
                    row.getString("card_brand"),
                    row.getString("card_last_four"),
                    heldUntil);
            return new Account(payment, Scenario.of(row.getString("scenario")).orElseThrow());
        }
    }
}
