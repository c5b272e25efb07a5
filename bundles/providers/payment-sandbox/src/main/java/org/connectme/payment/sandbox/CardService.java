package org.connectme.payment.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.connectme.payment.sandbox.Ledger.Account;
import org.connectme.payment.sandbox.Ledger.Given;
import org.connectme.payment.sandbox.Ledger.Page;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.Raise;
import org.connectme.payment.spi.Refund;
import org.connectme.payment.spi.Save;
import org.jspecify.annotations.Nullable;

/** What a card service does with holds, captures, releases and refunds; and what it refuses. Thread-safe. */
final class CardService {

    /** What the form answers when the cardholder confirmed. */
    private static final String CONFIRMED = "complete";

    private static final Pattern SAVED = Pattern.compile("card_[0-9a-f]{32}");

    /** ISO 4217 for none. */
    private static final String NO_CURRENCY = "XXX";

    private static final Duration CARD_KEPT = Duration.ofDays(365);

    private final Ledger ledger;
    private final Rules rules;
    private final Duration holdWindow;

    CardService(Ledger ledger, Rules rules, Duration holdWindow) {
        this.ledger = ledger;
        this.rules = rules;
        this.holdWindow = holdWindow;
    }

    Given authorise(Authorise request) {
        String arguments = String.join(
                "\n",
                "authorise",
                request.consultation(),
                text(request.amount()),
                request.method(),
                request.description());
        String asked = request.customerPresent() ? arguments : arguments + "\naway";
        return ledger.once(request.operation(), asked, (page, attempt) -> {
            Optional<Method> method = card(page, request.method());
            if (method.isEmpty()) {
                return new Answer.Rejected("no-such-method");
            }
            Optional<String> objection = rules.objection(request.amount());
            if (objection.isPresent()) {
                return new Answer.Rejected(objection.get());
            }
            Scenario scenario = method.get().scenario();
            if (scenario == Scenario.HOLD_LATE && attempt <= 2) {
                return new Answer.NotExecuted();
            }
            boolean isSaved = SAVED.matcher(request.method()).matches();
            boolean challenged = scenario.isChallenged() && !isSaved;
            Beginning beginning = new Beginning(request.operation(), request.consultation(), request.description());
            Optional<Decline> decline = decline(scenario, challenged, request.customerPresent());
            State state = decline.isPresent() ? State.DECLINED : challenged ? State.CHALLENGE : State.HELD;
            Payment payment = payment("pay_", state, request.amount(), method.get(), heldUntil(page));
            return open(page, beginning, payment, scenario, decline);
        });
    }

    Given save(Save request) {
        String arguments = String.join("\n", "save", request.consultation(), request.method());
        return ledger.once(request.operation(), arguments, (page, attempt) -> {
            Optional<Method> method = Method.parse(request.method());
            if (method.isEmpty()) {
                return new Answer.Rejected("no-such-method");
            }
            Scenario scenario = method.get().scenario();
            if (scenario == Scenario.HOLD_LATE && attempt <= 2) {
                return new Answer.NotExecuted();
            }
            Optional<Decline> decline = decline(scenario, scenario.isChallenged(), true);
            State state =
                    decline.isPresent() ? State.DECLINED : scenario.isChallenged() ? State.CHALLENGE : State.SAVED;
            Instant until = page.now().plus(CARD_KEPT).truncatedTo(ChronoUnit.MILLIS);
            Payment payment = payment("card_", state, null, method.get(), until);
            return open(
                    page, new Beginning(request.operation(), request.consultation(), ""), payment, scenario, decline);
        });
    }

    private record Beginning(String operation, String consultation, String description) {}

    private static Answer open(
            Page page, Beginning beginning, Payment payment, Scenario scenario, Optional<Decline> decline) {
        page.open(
                new Account(payment, scenario),
                beginning.operation(),
                beginning.consultation(),
                beginning.description());
        return decline.<Answer>map(reason -> new Answer.Declined(payment, reason))
                .orElseGet(() -> new Answer.Done(payment));
    }

    /** A card from the form, or one that is kept. */
    private static Optional<Method> card(Page page, String method) {
        if (!SAVED.matcher(method).matches()) {
            return Method.parse(method);
        }
        return page.look(method)
                .filter(account -> account.payment().state() == State.SAVED)
                .map(account -> new Method(
                        account.scenario(),
                        account.payment().cardBrand(),
                        account.payment().cardLastFour()));
    }

    private static Optional<Decline> decline(Scenario scenario, boolean challenged, boolean customerPresent) {
        if (challenged) {
            return customerPresent ? Optional.empty() : Optional.of(Decline.AUTHENTICATION_REQUIRED);
        }
        return customerPresent ? scenario.decline() : scenario.decline().or(scenario::declineWhenAway);
    }

    /** @param amount null for a card that is kept */
    private static Payment payment(String prefix, State state, @Nullable Amount amount, Method method, Instant until) {
        return new Payment(
                prefix + UUID.randomUUID().toString().replace("-", ""),
                state,
                amount == null ? NO_CURRENCY : amount.currency(),
                amount == null ? 0 : amount.minorUnits(),
                0,
                0,
                method.cardBrand(),
                method.cardLastFour(),
                until);
    }

    Given resume(String operation, String reference, String answer) {
        return ledger.once(operation, String.join("\n", "resume", reference, answer), (page, attempt) -> {
            Optional<Account> account = page.take(reference);
            if (account.isEmpty()) {
                return new Answer.Rejected("no-such-payment");
            }
            Payment payment = account.get().payment();
            if (payment.state() != State.CHALLENGE) {
                return new Answer.Rejected("not-in-challenge");
            }
            Optional<Decline> decline = answer.equals(CONFIRMED)
                    ? account.get().scenario().decline()
                    : Optional.of(Decline.AUTHENTICATION_FAILED);
            if (decline.isPresent()) {
                Payment refused = page.change(payment, before -> with(before, State.DECLINED, 0, 0));
                return new Answer.Declined(refused, decline.get());
            }
            boolean isCard = SAVED.matcher(reference).matches();
            Instant until = isCard ? payment.heldUntil() : heldUntil(page);
            State state = isCard ? State.SAVED : State.HELD;
            return new Answer.Done(page.change(payment, before -> held(before, state, before.held(), until)));
        });
    }

    Given raise(Raise request) {
        String arguments = String.join("\n", "raise", request.reference(), text(request.total()));
        return ledger.once(request.operation(), arguments, (page, attempt) -> {
            Optional<Account> account = page.take(request.reference());
            if (account.isEmpty()) {
                return new Answer.Rejected("no-such-payment");
            }
            Payment payment = account.get().payment();
            long total = request.total().minorUnits();
            Optional<String> objection = objection(payment, request.total(), Long.MAX_VALUE);
            if (objection.isPresent() || total <= payment.held()) {
                return new Answer.Rejected(objection.orElse("not-a-raise"));
            }
            if (account.get().scenario() == Scenario.RAISE_REFUSED) {
                return new Answer.Declined(payment, Decline.INSUFFICIENT_FUNDS);
            }
            return new Answer.Done(page.change(payment, before -> held(before, State.HELD, total, before.heldUntil())));
        });
    }

    Given capture(Capture request) {
        String arguments = String.join("\n", "capture", request.reference(), text(request.amount()));
        return ledger.once(request.operation(), arguments, (page, attempt) -> {
            Optional<Account> account = page.take(request.reference());
            if (account.isEmpty()) {
                return new Answer.Rejected("no-such-payment");
            }
            Scenario scenario = account.get().scenario();
            if (scenario == Scenario.CAPTURE_LATE && attempt <= 2) {
                return new Answer.NotExecuted();
            }
            Payment payment = account.get().payment();
            Optional<String> objection = objection(payment, request.amount(), payment.held());
            if (objection.isPresent()) {
                return new Answer.Rejected(objection.get());
            }
            if (scenario == Scenario.CAPTURE_REFUSED) {
                return new Answer.Rejected("capture-refused");
            }
            long amount = request.amount().minorUnits();
            return new Answer.Done(page.change(payment, before -> with(before, State.CAPTURED, amount, 0)));
        });
    }

    private Optional<String> objection(Payment payment, Amount amount, long most) {
        Optional<String> wrongState = switch (payment.state()) {
            case HELD -> Optional.empty();
            case CAPTURED -> Optional.of("already-captured");
            case RELEASED -> Optional.of("already-released");
            case EXPIRED -> Optional.of("hold-expired");
            case CHALLENGE, DECLINED, SAVED -> Optional.of("not-held");
        };
        if (wrongState.isPresent()) {
            return wrongState;
        }
        if (!amount.currency().equals(payment.currency())) {
            return Optional.of("currency-mismatch");
        }
        return amount.minorUnits() > most ? Optional.of("amount-too-large") : rules.objection(amount);
    }

    Given release(String operation, String reference) {
        return ledger.once(operation, String.join("\n", "release", reference), (page, attempt) -> {
            Optional<Account> account = page.take(reference);
            if (account.isEmpty()) {
                return new Answer.Rejected("no-such-payment");
            }
            Payment payment = account.get().payment();
            return switch (payment.state()) {
                case HELD, CHALLENGE, SAVED ->
                    new Answer.Done(page.change(payment, before -> with(before, State.RELEASED, 0, 0)));
                case RELEASED, EXPIRED, DECLINED -> new Answer.Done(payment);
                case CAPTURED -> new Answer.Rejected("already-captured");
            };
        });
    }

    Given refund(Refund request) {
        String arguments = String.join("\n", "refund", request.reference(), text(request.amount()));
        return ledger.once(request.operation(), arguments, (page, attempt) -> {
            Optional<Account> account = page.take(request.reference());
            if (account.isEmpty()) {
                return new Answer.Rejected("no-such-payment");
            }
            Payment payment = account.get().payment();
            if (payment.state() != State.CAPTURED) {
                return new Answer.Rejected("not-captured");
            }
            if (!request.amount().currency().equals(payment.currency())) {
                return new Answer.Rejected("currency-mismatch");
            }
            long amount = request.amount().minorUnits();
            if (amount <= 0 || amount > payment.captured() - payment.refunded()) {
                return new Answer.Rejected(amount <= 0 ? "amount-too-small" : "refund-too-large");
            }
            return new Answer.Done(page.change(
                    payment, before -> with(before, State.CAPTURED, before.captured(), before.refunded() + amount)));
        });
    }

    private Instant heldUntil(Page page) {
        return page.now().plus(holdWindow).truncatedTo(ChronoUnit.MILLIS);
    }

    private static Payment held(Payment payment, State state, long held, Instant until) {
        return new Payment(
                payment.reference(),
                state,
                payment.currency(),
                held,
                0,
                0,
                payment.cardBrand(),
                payment.cardLastFour(),
                until);
    }

    private static Payment with(Payment payment, State state, long captured, long refunded) {
        return new Payment(
                payment.reference(),
                state,
                payment.currency(),
                payment.held(),
                captured,
                refunded,
                payment.cardBrand(),
                payment.cardLastFour(),
                payment.heldUntil());
    }

    private static String text(Amount amount) {
        return amount.minorUnits() + " " + amount.currency();
    }
}
