package org.connectme.plugin.tck;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment.State;

/** A payment service in memory. It counts in whole units of a currency, so its provider has to translate. */
final class House implements Time, Books {

    static final Duration HOLD_WINDOW = Duration.ofDays(7);
    static final Duration KEY_WINDOW = Duration.ofDays(1);
    static final int PAGE = 100;

    static final String GOOD = "tok_good_4242";
    static final String NOT_RAISED = "tok_good_never_more";
    /** A consultant with an account here, who gets four fifths. */
    static final String SELLER = "0000aaaa-0000-4000-8000-000000000001";

    private static final BigDecimal SELLERS_SHARE = new BigDecimal("0.8");
    static final String CHALLENGE = "tok_ask_3220";
    static final String CONFIRM = "cardholder-said-yes";
    static final String REFUSE = "cardholder-said-no";

    private static final String REFUSED_CARD = "tok_no_";

    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, String> sellers = new HashMap<>();
    private final Map<String, Function<Entry, BigDecimal>> payouts = new HashMap<>();
    private final Set<String> notRaised = new HashSet<>();
    private final Set<String> saving = new HashSet<>();
    private final List<Account> inOrder = new ArrayList<>();
    private final Map<String, Remembered> keys = new HashMap<>();
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");

    private record Remembered(String arguments, Outcome<Account> answer, Instant at) {}

    /** A payment as it stands in the books; it is replaced, never changed. */
    record Account(
            String reference,
            String consultation,
            String operation,
            String currency,
            BigDecimal held,
            BigDecimal captured,
            BigDecimal refunded,
            State state,
            Instant created,
            Instant until) {

        Account with(State next) {
            return new Account(
                    reference, consultation, operation, currency, held, captured, refunded, next, created, until);
        }

        Account with(State next, BigDecimal nextHeld, BigDecimal nextCaptured, BigDecimal nextRefunded) {
            return new Account(
                    reference,
                    consultation,
                    operation,
                    currency,
                    nextHeld,
                    nextCaptured,
                    nextRefunded,
                    next,
                    created,
                    until);
        }
    }

    static String refusedCard(Decline reason) {
        return REFUSED_CARD + reason;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void pass(Duration span) {
        now = now.plus(span);
    }

    @Override
    public synchronized List<Entry> of(String consultation) {
        return inOrder.stream()
                .map(account -> accounts.get(account.reference()))
                .filter(account -> account.consultation().equals(consultation) && account.state() != State.DECLINED)
                .map(account -> new Entry(account.reference(), account.held(), account.captured(), account.refunded()))
                .toList();
    }

    static BigDecimal share(BigDecimal paid) {
        return paid.multiply(SELLERS_SHARE);
    }

    /** A payment's share goes to this seller, who need not have an account here. */
    synchronized void share(String reference, String seller) {
        sellers.put(reference, seller);
    }

    private static BigDecimal kept(Entry entry) {
        return entry.captured().subtract(entry.refunded());
    }

    /** From now on this is what the seller's share of a payment is reckoned from. */
    synchronized void paysOut(String reference, Function<Entry, BigDecimal> of) {
        payouts.put(reference, of);
    }

    synchronized BigDecimal paidOut(String consultation) {
        return of(consultation).stream()
                .filter(entry -> SELLER.equals(sellers.get(entry.reference())))
                .map(entry -> share(
                        payouts.getOrDefault(entry.reference(), House::kept).apply(entry)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    synchronized Outcome<Account> authorise(
            String key, String consultation, BigDecimal amount, String currency, String method, boolean present) {
        return once(key, List.of("authorise", consultation, amount, currency, method, present), () -> {
            Optional<Decline> refused = refusal(method);
            if (refused.isPresent()) {
                open(key, consultation, currency, amount, State.DECLINED);
                return new Outcome.Declined<>(refused.get());
            }
            if (method.equals(CHALLENGE)) {
                return present
                        ? new Outcome.Done<>(open(key, consultation, currency, amount, State.CHALLENGE))
                        : new Outcome.Declined<>(Decline.AUTHENTICATION_REQUIRED);
            }
            boolean saved =
                    see(method).filter(card -> card.state() == State.SAVED).isPresent();
            if (!method.equals(GOOD) && !method.equals(NOT_RAISED) && !saved) {
                return new Outcome.Rejected<>("no-such-method");
            }
            Account account = open(key, consultation, currency, amount, State.HELD);
            if (method.equals(NOT_RAISED)) {
                notRaised.add(account.reference());
            }
            return new Outcome.Done<>(account);
        });
    }

    synchronized Outcome<Account> save(String key, String consultation, String method) {
        return once(key, List.of("save", consultation, method), () -> {
            if (!method.equals(GOOD) && !method.equals(CHALLENGE)) {
                return new Outcome.Rejected<>("no-such-method");
            }
            State state = method.equals(CHALLENGE) ? State.CHALLENGE : State.SAVED;
            Account account = open(key, consultation, "EUR", BigDecimal.ZERO, state);
            saving.add(account.reference());
            return new Outcome.Done<>(account);
        });
    }

    synchronized Outcome<Account> resume(String key, String reference, String answer) {
        return once(
                key,
                List.of("resume", reference, answer),
                () -> in(reference, State.CHALLENGE, asked -> {
                    if (answer.equals(CONFIRM)) {
                        return new Outcome.Done<>(
                                put(asked.with(saving.contains(reference) ? State.SAVED : State.HELD)));
                    }
                    put(asked.with(State.DECLINED));
                    return new Outcome.Declined<>(Decline.AUTHENTICATION_FAILED);
                }));
    }

    synchronized Outcome<Account> raise(String key, String reference, BigDecimal total, String currency) {
        return once(
                key,
                List.of("raise", reference, total, currency),
                () -> in(reference, State.HELD, held -> {
                    if (!held.currency().equals(currency) || total.compareTo(held.held()) <= 0) {
                        return new Outcome.Rejected<>("not-a-raise");
                    }
                    if (notRaised.contains(reference)) {
                        return new Outcome.Declined<>(Decline.INSUFFICIENT_FUNDS);
                    }
                    return new Outcome.Done<>(put(held.with(State.HELD, total, BigDecimal.ZERO, BigDecimal.ZERO)));
                }));
    }

    synchronized Outcome<Account> capture(String key, String reference, BigDecimal amount, String currency) {
        return once(
                key,
                List.of("capture", reference, amount, currency),
                () -> in(reference, State.HELD, held -> {
                    if (!held.currency().equals(currency) || amount.compareTo(held.held()) > 0) {
                        return new Outcome.Rejected<>("not-held");
                    }
                    return new Outcome.Done<>(put(held.with(State.CAPTURED, held.held(), amount, BigDecimal.ZERO)));
                }));
    }

    synchronized Outcome<Account> release(String key, String reference) {
        return once(key, List.of("release", reference), () -> {
            Optional<Account> account = see(reference);
            if (account.isEmpty() || account.get().state() == State.CAPTURED) {
                return new Outcome.Rejected<>("not-held");
            }
            return switch (account.get().state()) {
                case HELD, CHALLENGE, SAVED ->
                    new Outcome.Done<>(put(account.get().with(State.RELEASED)));
                default -> new Outcome.Done<>(account.get());
            };
        });
    }

    synchronized Outcome<Account> refund(String key, String reference, BigDecimal amount, String currency) {
        return once(
                key,
                List.of("refund", reference, amount, currency),
                () -> in(reference, State.CAPTURED, paid -> {
                    BigDecimal refunded = paid.refunded().add(amount);
                    if (!paid.currency().equals(currency) || refunded.compareTo(paid.captured()) > 0) {
                        return new Outcome.Rejected<>("too-much");
                    }
                    return new Outcome.Done<>(put(paid.with(State.CAPTURED, paid.held(), paid.captured(), refunded)));
                }));
    }

    synchronized Outcome<Account> fetch(String reference) {
        return see(reference)
                .<Outcome<Account>>map(Outcome.Done::new)
                .orElseGet(() -> new Outcome.Rejected<>("unknown"));
    }

    synchronized Optional<Account> find(String operation) {
        return inOrder.stream()
                .filter(account -> account.operation().equals(operation))
                .findFirst()
                .flatMap(account -> see(account.reference()));
    }

    synchronized List<Account> list(Instant from, Instant to) {
        return inOrder.stream()
                .filter(account ->
                        !account.created().isBefore(from) && account.created().isBefore(to))
                .map(account -> see(account.reference()).orElseThrow())
                .toList();
    }

    /** What is wrong with the service is done to its books past all rules. */
    synchronized Account put(Account account) {
        accounts.put(account.reference(), account);
        return account;
    }

    private Outcome<Account> once(String key, List<Object> arguments, Supplier<Outcome<Account>> work) {
        Remembered before = keys.get(key);
        if (before != null && now.isBefore(before.at().plus(KEY_WINDOW))) {
            return before.arguments().equals(arguments.toString())
                    ? before.answer()
                    : new Outcome.Rejected<>("key-reused");
        }
        Outcome<Account> answer = work.get();
        keys.put(key, new Remembered(arguments.toString(), answer, now));
        return answer;
    }

    private interface Work {
        Outcome<Account> on(Account account);
    }

    private Outcome<Account> in(String reference, State state, Work work) {
        Optional<Account> account = see(reference);
        return account.isPresent() && account.get().state() == state
                ? work.on(account.get())
                : new Outcome.Rejected<>("wrong-state");
    }

    private Optional<Account> see(String reference) {
        return Optional.ofNullable(accounts.get(reference)).map(account -> {
            boolean open = account.state() == State.HELD || account.state() == State.CHALLENGE;
            return open && !now.isBefore(account.until()) ? account.with(State.EXPIRED) : account;
        });
    }

    private Account open(String key, String consultation, String currency, BigDecimal amount, State state) {
        Account account = new Account(
                "pay_" + UUID.randomUUID(),
                consultation,
                key,
                currency,
                amount,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                state,
                now,
                now.plus(HOLD_WINDOW));
        inOrder.add(account);
        return put(account);
    }

    private static Optional<Decline> refusal(String method) {
        for (Decline reason : Decline.values()) {
            if (method.equals(refusedCard(reason))) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
