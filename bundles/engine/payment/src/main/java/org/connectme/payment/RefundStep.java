package org.connectme.payment;

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
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Refund;

/**
 * The next step of one refund: at most one question to the service and one look-up, always with the same key. Refunds
 * go one after the other, so that the sum the service reports tells whether this one happened.
 */
final class RefundStep {

    private final Desk desk;
    private final History history;
    private final CaptureRequested capture;
    private final Money refundedBefore;
    private final RefundOperation refund;
    private final Instant now;
    private final String operation;
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
        this.trail = refund.trail();
    }

    Optional<Instant> goOn() {
        if (now.isAfter(trail.requestedAt().plus(SettlementPlan.TRIED))) {
            return Optional.empty();
        }
        Optional<Instant> doubt = trail.doubtSince();
        Instant due = doubt.map(since -> Schedule.LOOK_UP.next(since, since)).orElse(trail.requestedAt());
        if (now.isBefore(due)) {
            return Optional.of(due);
        }
        Optional<Instant> rest = desk.pace().rest(operation, trail, now);
        if (rest.isPresent()) {
            return rest;
        }
        boolean fresh = doubt.isEmpty() && now.isBefore(trail.requestedAt().plus(HoldPlan.KEY_WINDOW));
        return fresh ? call() : lookUp();
    }

    private Optional<Instant> call() {
        Money amount = refund.request().amount();
        Refund request = new Refund(
                operation,
                capture.reference(),
                new Amount(amount.minorUnits(), amount.currency().getCurrencyCode()));
        Outcome<Payment> outcome = desk.calls().ask(capture.provider(), service -> service.refund(request));
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
        Outcome<Optional<Payment>> outcome =
                desk.calls().lookUp(capture.provider(), service -> service.find(operation));
        if (outcome instanceof Outcome.Done<Optional<Payment>> done) {
            long withThis = refundedBefore.plus(refund.request().amount()).minorUnits();
            boolean happened = done.value()
                    .filter(payment -> payment.refunded() >= withThis)
                    .isPresent();
            return happened ? write(new Refunded(operation, refund.request().amount())) : call();
        }
        return outcome instanceof Outcome.NotExecuted<Optional<Payment>> not ? outOfReach(not.code()) : inDoubt();
    }

    private Optional<Instant> outOfReach(String code) {
        boolean moment = code.equals(ProviderCalls.AWAY)
                && now.isBefore(trail.requestedAt().plusSeconds(60));
        return rest(moment ? now.plusSeconds(1) : Schedule.SETTLEMENT.next(trail.requestedAt(), now));
    }

    private Optional<Instant> inDoubt() {
        Optional<Instant> since = trail.doubtSince();
        return since.isPresent()
                ? rest(Schedule.LOOK_UP.next(since.get(), now))
                : write(new PaymentInDoubt(operation, "refund"));
    }

    private Optional<Instant> rest(Instant until) {
        return desk.pace().restUntil(operation, trail, until, now);
    }

    private Optional<Instant> write(Event news) {
        desk.books()
                .write(
                        history,
                        state -> state.refund(operation)
                                .filter(current -> current.trail().since().size()
                                        == trail.since().size())
                                .map(current -> List.of(news))
                                .orElse(List.of()));
        return Optional.empty();
    }
}
