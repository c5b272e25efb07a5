package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.CaptureFailed;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.PaymentInDoubt;
import org.connectme.core.journal.History;
import org.connectme.payment.ProviderCalls.Served;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The next step of the one capture: at most one question to the service and one look-up, always with the same key. */
final class CaptureStep {

    private static final Logger logger = LoggerFactory.getLogger(CaptureStep.class);

    private static final Duration AFTER_REFUSAL = Duration.ofDays(1);

    /** Of money that is never taken by itself any more; so it stays among what is open. */
    private static final Duration REMINDED = Duration.ofDays(7);

    private final Desk desk;
    private final History history;
    private final CaptureOperation capture;
    private final Instant now;
    private final String operation;
    private final Served served;
    private final Trail trail;

    CaptureStep(Desk desk, History history, CaptureOperation capture, Instant now) {
        this.desk = desk;
        this.history = history;
        this.capture = capture;
        this.now = now;
        this.operation = capture.request().operation();
        this.served = Served.by(capture.request().provider(), capture.request().reference());
        this.trail = capture.trail();
    }

    /** @return when to come back; empty after news, which brings the reaction back by themselves, and in the end */
    Optional<Instant> goOn() {
        Instant due = due();
        if (now.isAfter(trail.requestedAt().plus(SettlementPlan.TRIED))) {
            logger.error(
                    "{}: {} was not captured in {} days and is not tried again; see to it by hand",
                    operation,
                    capture.request().amount(),
                    SettlementPlan.TRIED.toDays());
            return Optional.of(now.plus(REMINDED));
        }
        if (now.isBefore(due)) {
            return Optional.of(due);
        }
        Optional<Instant> rest = desk.pace().rest(operation, trail, now);
        if (rest.isPresent()) {
            return rest;
        }
        Outcome<Optional<Capabilities>> known = desk.calls()
                .capabilities(served, capture.request().amount().currency().getCurrencyCode());
        if (!(known instanceof Outcome.Done<Optional<Capabilities>> done)) {
            return outOfReach(ProviderCalls.AWAY);
        }
        boolean keyLives = done.value()
                .filter(service -> Keys.live(trail.requestedAt(), service, now))
                .isPresent();
        boolean fresh = trail.doubtSince().isEmpty() && capture.refusedAt().isEmpty() && keyLives;
        return fresh ? call() : lookUp(Optional.empty());
    }

    private Instant due() {
        Optional<Instant> refused = capture.refusedAt();
        if (refused.isPresent()) {
            return refused.get().plus(AFTER_REFUSAL);
        }
        Optional<Instant> doubt = trail.doubtSince();
        if (doubt.isPresent()) {
            return Schedule.LOOK_UP.next(doubt.get(), doubt.get());
        }
        return trail.lastAt(CaptureFailed.class)
                .map(failed -> Schedule.SETTLEMENT.next(trail.requestedAt(), failed))
                .orElse(trail.requestedAt());
    }

    private Optional<Instant> call() {
        Amount amount = new Amount(
                capture.request().amount().minorUnits(),
                capture.request().amount().currency().getCurrencyCode());
        Capture request = new Capture(operation, capture.request().reference(), amount);
        Outcome<Payment> outcome = desk.calls().ask(served, service -> service.capture(request));
        if (outcome instanceof Outcome.Done<Payment> done) {
            return isOurs(done.value()) ? captured(done.value()) : lookUp(Optional.of(Reasons.AMOUNT_MISMATCH));
        }
        if (outcome instanceof Outcome.Declined<Payment> declined) {
            return lookUp(Optional.of(Reasons.of(declined.reason())));
        }
        if (outcome instanceof Outcome.Rejected<Payment> rejected) {
            return lookUp(Optional.of(rejected.code()));
        }
        return outcome instanceof Outcome.NotExecuted<Payment> not ? outOfReach(not.code()) : inDoubt();
    }

    /** @param refusal what the service has just answered to the capture; empty to capture if it did not happen yet */
    private Optional<Instant> lookUp(Optional<String> refusal) {
        String reference = capture.request().reference();
        Outcome<Payment> outcome = desk.calls().lookUp(served, service -> service.fetch(reference));
        if (outcome instanceof Outcome.Done<Payment> done) {
            Payment payment = done.value();
            return switch (payment.state()) {
                case CAPTURED -> isOurs(payment) ? captured(payment) : failed(Reasons.AMOUNT_MISMATCH);
                case HELD -> refusal.isPresent() ? failed(refusal.get()) : call();
                case CHALLENGE, SAVED, RELEASED, EXPIRED, DECLINED ->
                    failed("hold-" + payment.state().name().toLowerCase(java.util.Locale.ROOT));
            };
        }
        if (outcome instanceof Outcome.Rejected<Payment> rejected) {
            return failed(refusal.orElse(rejected.code()));
        }
        if (outcome instanceof Outcome.NotExecuted<Payment> not && refusal.isEmpty()) {
            return outOfReach(not.code());
        }
        return inDoubt();
    }

    private boolean isOurs(Payment payment) {
        return payment.state() == Payment.State.CAPTURED
                && payment.captured() == capture.request().amount().minorUnits()
                && payment.currency()
                        .equals(capture.request().amount().currency().getCurrencyCode());
    }

    private Optional<Instant> captured(Payment payment) {
        return write(new Captured(operation, capture.request().amount(), payment.reference()));
    }

    private Optional<Instant> failed(String reason) {
        int attempt = Math.max(attempt(), capture.lastFailedAttempt() + 1);
        logger.warn("{}: the payment service does not capture ({}), attempt {}", operation, reason, attempt);
        return write(new CaptureFailed(operation, reason, attempt));
    }

    private Optional<Instant> outOfReach(String code) {
        boolean away = code.equals(ProviderCalls.AWAY);
        int attempt = attempt();
        if (SettlementPlan.isNews(attempt, capture.lastFailedAttempt(), away)) {
            logger.warn("{}: the payment service is out of reach ({}), attempt {}", operation, code, attempt);
            return write(new CaptureFailed(operation, Reasons.UNAVAILABLE, attempt));
        }
        boolean moment = away && attempt < Schedule.SETTLEMENT.attempt(trail.requestedAt(), afterAMinute());
        return rest(moment ? now.plusSeconds(1) : Schedule.SETTLEMENT.next(trail.requestedAt(), now));
    }

    private Optional<Instant> inDoubt() {
        Optional<Instant> since = trail.doubtSince();
        if (since.isPresent()) {
            Doubt.tell(logger, operation, since.get(), now);
            return rest(Schedule.LOOK_UP.next(since.get(), now));
        }
        logger.warn("{}: nobody knows whether it was captured; it is looked up", operation);
        return write(new PaymentInDoubt(operation, "capture"));
    }

    private int attempt() {
        return Schedule.SETTLEMENT.attempt(trail.requestedAt(), now);
    }

    private Instant afterAMinute() {
        return trail.requestedAt().plusSeconds(60);
    }

    private Optional<Instant> rest(Instant until) {
        return desk.pace().restUntil(operation, trail, until, now);
    }

    private Optional<Instant> write(Event news) {
        return desk.books()
                .found(
                        history,
                        trail,
                        state -> Optional.ofNullable(state.capture()).map(CaptureOperation::trail),
                        List.of(news));
    }
}
