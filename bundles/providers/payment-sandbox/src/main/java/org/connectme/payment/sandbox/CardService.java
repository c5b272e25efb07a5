package org.connectme.payment.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.connectme.payment.sandbox.Ledger.Account;
import org.connectme.payment.sandbox.Ledger.Given;
import org.connectme.payment.sandbox.Ledger.Page;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.Refund;

/** What a card service does with holds, captures, releases and refunds; and what it refuses. Thread-safe. */
final class CardService {

    /** What the form answers when the cardholder confirmed. */
    private static final String CONFIRMED = "complete";

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
        return ledger.once(request.operation(), arguments, (page, attempt) -> {
            Optional<Method> method = Method.parse(request.method());
            if (method.isEmpty()) {
                return new Answer.Rejected("no-such-method");
            }
            Optional<String> objection = rules.objection(request.amount());
            if (objection.isPresent()) {
                return new Answer.Rejected(objection.get());
            }
            if (method.get().scenario() == Scenario.HOLD_LATE && attempt <= 2) {
                return new Answer.NotExecuted();
            }
            return open(page, request, method.get());
        });
    }

    private Answer open(Page page, Authorise request, Method method) {
        Scenario scenario = method.scenario();
        Optional<Decline> decline = scenario.isChallenged() ? Optional.empty() : scenario.decline();
        State state = scenario.isChallenged() ? State.CHALLENGE : decline.isPresent() ? State.DECLINED : State.HELD;
        Payment payment = new Payment(
                "pay_" + UUID.randomUUID().toString().replace("-", ""),
                state,
                request.amount().currency(),
                request.amount().minorUnits(),
                0,
                0,
                method.cardBrand(),
                method.cardLastFour(),
                heldUntil(page));
        page.open(new Account(payment, scenario), request.consultation(), request.description());
        return decline.<Answer>map(reason -> new Answer.Declined(payment, reason))
                .orElseGet(() -> new Answer.Done(payment));
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
            Instant until = heldUntil(page);
            return new Answer.Done(page.change(
                    payment,
                    before -> new Payment(
                            before.reference(),
                            State.HELD,
                            before.currency(),
                            before.held(),
                            0,
                            0,
                            before.cardBrand(),
                            before.cardLastFour(),
                            until)));
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
            Optional<String> objection = objection(payment, request.amount());
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

    private Optional<String> objection(Payment payment, Amount amount) {
        Optional<String> wrongState = switch (payment.state()) {
            case HELD -> Optional.empty();
            case CAPTURED -> Optional.of("already-captured");
            case RELEASED -> Optional.of("already-released");
            case EXPIRED -> Optional.of("hold-expired");
            case CHALLENGE, DECLINED -> Optional.of("not-held");
        };
        if (wrongState.isPresent()) {
            return wrongState;
        }
        if (!amount.currency().equals(payment.currency())) {
            return Optional.of("currency-mismatch");
        }
        return amount.minorUnits() > payment.held() ? Optional.of("amount-too-large") : rules.objection(amount);
    }

    Given release(String operation, String reference) {
        return ledger.once(operation, String.join("\n", "release", reference), (page, attempt) -> {
            Optional<Account> account = page.take(reference);
            if (account.isEmpty()) {
                return new Answer.Rejected("no-such-payment");
            }
            Payment payment = account.get().payment();
            return switch (payment.state()) {
                case HELD, CHALLENGE ->
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
