package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.connectme.core.Money;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.PaymentInDoubt;
import org.connectme.core.event.PaymentEvent.RefundFailed;
import org.connectme.core.event.PaymentEvent.Refunded;
import org.connectme.core.journal.History;
import org.connectme.payment.ProviderCalls.Served;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Refund;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The next step of one refund: at most one question to the service and one look-up, always with the same key. Refunds
 * go one after the other, so that the sum the service reports tells whether this one happened.
 */
final class RefundStep {

    private static final Logger logger = LoggerFactory.getLogger(RefundStep.class);

    /** The consultant must know in the end, to find another way. */
    private static final Duration PATIENCE = Duration.ofDays(14);

    private final Desk desk;
    private final History history;
    private final CaptureRequested capture;
    private final Money refundedBefore;
    private final RefundOperation refund;
    private final Instant now;
    private final String operation;
    private final Served served;
    private final Trail trail;

    RefundStep(
            Desk desk,
            History history,
            CaptureRequested capture,
            Money refundedBefore,
            RefundOperation refund,
            Instant now) {
        this.desk = desk;
        this.history = history;
        this.capture = capture;
        this.refundedBefore = refundedBefore;
        this.refund = refund;
        this.now = now;
        this.operation = refund.request().operation();
        this.served = Served.by(capture.provider(), capture.reference());
        this.trail = refund.trail();
    }

    Optional<Instant> goOn() {
        Optional<Instant> doubt = trail.doubtSince();
        Instant due = doubt.map(since -> Schedule.LOOK_UP.next(since, since)).orElse(trail.requestedAt());
        if (now.isBefore(due)) {
            return Optional.of(due);
        }
        Optional<Instant> rest = desk.pace().rest(operation, trail, now);
        if (rest.isPresent()) {
            return rest;
        }
        Outcome<Optional<Capabilities>> known = desk.calls()
                .capabilities(served, refund.request().amount().currency().getCurrencyCode());
        if (!(known instanceof Outcome.Done<Optional<Capabilities>> done)) {
            return outOfReach(ProviderCalls.AWAY);
        }
        Optional<Capabilities> can = done.value();
        boolean untouched = trail.since().isEmpty();
        if (untouched && can.filter(service -> service.can(Ability.REFUND)).isEmpty()) {
            return write(new RefundFailed(operation, PaymentProvider.NOT_SUPPORTED));
        }
        boolean keyLives = can.filter(service -> Keys.live(trail.requestedAt(), service, now))
                .isPresent();
        return doubt.isEmpty() && keyLives ? call() : lookUp();
    }

    /** Nobody answers for a refund any more; whether the money went back the reconciliation tells. */
    private boolean isGivenUp() {
        return now.isAfter(trail.requestedAt().plus(PATIENCE));
    }

    private Optional<Instant> giveUp() {
        logger.error(
                "{}: the payment service gave no answer in {} days; see whether the money went back",
                operation,
                PATIENCE.toDays());
        return write(new RefundFailed(operation, Reasons.UNANSWERED));
    }

    private Optional<Instant> call() {
        Money amount = refund.request().amount();
        Refund request = new Refund(
                operation,
                capture.reference(),
                new Amount(amount.minorUnits(), amount.currency().getCurrencyCode()));
        Outcome<Payment> outcome = desk.calls().ask(served, service -> service.refund(request));
        if (outcome instanceof Outcome.Done<Payment>) {
            return write(new Refunded(operation, amount));
        }
        if (outcome instanceof Outcome.Declined<Payment> declined) {
            return write(new RefundFailed(operation, Reasons.of(declined.reason())));
        }
        if (outcome instanceof Outcome.Rejected<Payment> rejected) {
            return write(new RefundFailed(operation, rejected.code()));
        }
        return outcome instanceof Outcome.NotExecuted<Payment> not ? outOfReach(not.code()) : inDoubt();
    }

    private Optional<Instant> lookUp() {
        Outcome<Payment> outcome = desk.calls().lookUp(served, service -> service.fetch(capture.reference()));
        if (outcome instanceof Outcome.Done<Payment> done) {
            long withThis = refundedBefore.plus(refund.request().amount()).minorUnits();
            boolean happened = done.value().refunded() >= withThis;
            return happened ? write(new Refunded(operation, refund.request().amount())) : call();
        }
        return outcome instanceof Outcome.NotExecuted<Payment> not ? outOfReach(not.code()) : inDoubt();
    }

    private Optional<Instant> outOfReach(String code) {
        if (isGivenUp()) {
            return giveUp();
        }
        boolean moment = code.equals(ProviderCalls.AWAY)
                && now.isBefore(trail.requestedAt().plusSeconds(60));
        return rest(moment ? now.plusSeconds(1) : Schedule.SETTLEMENT.next(trail.requestedAt(), now));
    }

    private Optional<Instant> inDoubt() {
        Optional<Instant> since = trail.doubtSince();
        if (isGivenUp()) {
            return giveUp();
        }
        if (since.isEmpty()) {
            return write(new PaymentInDoubt(operation, "refund"));
        }
        Doubt.tell(logger, operation, since.get(), now);
        return rest(Schedule.LOOK_UP.next(since.get(), now));
    }

    private Optional<Instant> rest(Instant until) {
        return desk.pace().restUntil(operation, trail, until, now);
    }

    private Optional<Instant> write(Event news) {
        return desk.books()
                .found(history, trail, state -> state.refund(operation).map(RefundOperation::trail), List.of(news));
    }
}
