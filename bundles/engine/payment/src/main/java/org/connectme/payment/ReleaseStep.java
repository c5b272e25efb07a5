package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.PaymentInDoubt;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.journal.History;
import org.connectme.payment.ProviderCalls.Served;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The next step of one release: at most one question to the service and one look-up, always with the same key. */
final class ReleaseStep {

    private static final Logger logger = LoggerFactory.getLogger(ReleaseStep.class);

    private static final Duration AFTER_REFUSAL = Duration.ofDays(1);

    private final Desk desk;
    private final History history;
    private final ReleaseOperation release;
    private final Instant now;
    private final String operation;
    private final Served served;
    private final Trail trail;

    ReleaseStep(Desk desk, History history, ReleaseOperation release, Instant now) {
        this.desk = desk;
        this.history = history;
        this.release = release;
        this.now = now;
        this.operation = release.request().operation();
        this.served = Served.by(release.request().provider(), release.request().reference());
        this.trail = release.trail();
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
        return doubt.isPresent() ? lookUp(false) : call();
    }

    private Optional<Instant> call() {
        String reference = release.request().reference();
        Outcome<Payment> outcome = desk.calls().ask(served, service -> service.release(operation, reference));
        if (outcome instanceof Outcome.Done<Payment>) {
            return write(List.of(new Released(operation)));
        }
        if (outcome instanceof Outcome.Unknown<Payment>) {
            return inDoubt();
        }
        return outcome instanceof Outcome.NotExecuted<Payment> not ? outOfReach(not.code()) : lookUp(true);
    }

    /** @param refused the service has just answered that it will not release; if not, it is asked once it turns out to hold */
    private Optional<Instant> lookUp(boolean refused) {
        String reference = release.request().reference();
        Outcome<Payment> outcome = desk.calls().lookUp(served, service -> service.fetch(reference));
        if (outcome instanceof Outcome.Done<Payment> done) {
            return switch (done.value().state()) {
                case RELEASED, EXPIRED, DECLINED -> write(List.of(new Released(operation)));
                case HELD, CHALLENGE, SAVED -> refused ? refused(done.value().state()) : call();
                case CAPTURED -> refused(done.value().state());
            };
        }
        if (outcome instanceof Outcome.Rejected<Payment> rejected) {
            logger.warn("{}: the payment service does not know it: {}", operation, rejected.code());
            return rest(now.plus(AFTER_REFUSAL));
        }
        return outcome instanceof Outcome.NotExecuted<Payment> not ? outOfReach(not.code()) : inDoubt();
    }

    private Optional<Instant> refused(Payment.State state) {
        logger.warn("{}: the payment service does not release; it says {}", operation, state);
        return rest(now.plus(AFTER_REFUSAL));
    }

    private Optional<Instant> outOfReach(String code) {
        boolean moment = code.equals(ProviderCalls.AWAY)
                && now.isBefore(trail.requestedAt().plusSeconds(60));
        return rest(moment ? now.plusSeconds(1) : Schedule.SETTLEMENT.next(trail.requestedAt(), now));
    }

    private Optional<Instant> inDoubt() {
        Optional<Instant> since = trail.doubtSince();
        if (since.isEmpty()) {
            return write(List.of(new PaymentInDoubt(operation, "release")));
        }
        Doubt.tell(logger, operation, since.get(), now);
        return rest(Schedule.LOOK_UP.next(since.get(), now));
    }

    private Optional<Instant> rest(Instant until) {
        List<Event> gone = SettlementPlan.releasedByItself(PaymentState.of(history), release, now);
        return gone.isEmpty() ? desk.pace().restUntil(operation, trail, until, now) : write(gone);
    }

    private Optional<Instant> write(List<Event> news) {
        return desk.books()
                .found(history, trail, state -> state.release(operation).map(ReleaseOperation::trail), news);
    }
}
