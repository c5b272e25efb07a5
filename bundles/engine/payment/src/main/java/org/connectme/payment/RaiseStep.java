package org.connectme.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.HoldRaised;
import org.connectme.core.event.PaymentEvent.PaymentInDoubt;
import org.connectme.core.event.PaymentEvent.RaiseDeclined;
import org.connectme.core.event.PaymentEvent.RaiseRequested;
import org.connectme.core.journal.History;
import org.connectme.payment.ProviderCalls.Served;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Raise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The next step of one raise: at most one question to the service and one look-up, always with the same key. What the
 * service holds beyond what the journal says harms nobody: nothing above the journal's ceiling is ever taken.
 */
final class RaiseStep {

    private static final Logger logger = LoggerFactory.getLogger(RaiseStep.class);

    private final Desk desk;
    private final History history;
    private final RaiseOperation raise;
    private final boolean wanted;
    private final Instant now;
    private final RaiseRequested request;
    private final Served served;

    /** @param wanted the call goes on, and nothing was taken from the hold yet */
    RaiseStep(Desk desk, History history, RaiseOperation raise, boolean wanted, Instant now) {
        this.desk = desk;
        this.history = history;
        this.raise = raise;
        this.wanted = wanted;
        this.now = now;
        this.request = raise.request();
        this.served = Served.by(request.provider(), request.reference());
    }

    Optional<Instant> goOn() {
        Optional<Instant> doubt = raise.trail().doubtSince();
        Optional<Instant> first = doubt.map(since -> Schedule.LOOK_UP.next(since, since));
        if (first.filter(now::isBefore).isPresent()) {
            return first;
        }
        Optional<Instant> rest = desk.pace().rest(request.operation(), raise.trail(), now);
        if (rest.isPresent()) {
            return rest;
        }
        if (!wanted) {
            return lookUp(Optional.of(Reasons.WITHDRAWN));
        }
        Outcome<Optional<Capabilities>> known =
                desk.calls().capabilities(served, request.total().currency().getCurrencyCode());
        if (!(known instanceof Outcome.Done<Optional<Capabilities>> done)) {
            return outOfReach();
        }
        boolean keyLives = done.value()
                .filter(service -> Keys.live(raise.trail().requestedAt(), service, now))
                .isPresent();
        if (doubt.isPresent() || !keyLives) {
            return lookUp(keyLives ? Optional.empty() : Optional.of(Reasons.UNAVAILABLE));
        }
        return call(false);
    }

    /** @param proven the service has just said that it is not raised */
    private Optional<Instant> call(boolean proven) {
        Raise asked = new Raise(
                request.operation(),
                request.reference(),
                new Amount(
                        request.total().minorUnits(), request.total().currency().getCurrencyCode()));
        Outcome<Authorisation> outcome = desk.calls().ask(served, service -> service.raise(asked));
        if (outcome instanceof Outcome.Done<Authorisation> done) {
            boolean ours = done.value() instanceof Authorisation.Held held
                    && held.reference().equals(request.reference())
                    && held.amount().equals(asked.total());
            return ours ? raised(((Authorisation.Held) done.value()).heldUntil()) : inDoubt("odd-answer");
        }
        if (outcome instanceof Outcome.Declined<Authorisation> declined) {
            return declined(Reasons.of(declined.reason()));
        }
        if (outcome instanceof Outcome.Rejected<Authorisation> rejected) {
            logger.warn("{}: the payment service rejected the raise: {}", request.operation(), rejected.code());
            return proven ? declined(Reasons.REJECTED) : lookUp(Optional.of(Reasons.REJECTED));
        }
        return outcome instanceof Outcome.NotExecuted<Authorisation>
                ? outOfReach()
                : inDoubt(((Outcome.Unknown<Authorisation>) outcome).code());
    }

    /** @param declineWith why the raise ends if it did not happen; empty if the service is asked again then */
    private Optional<Instant> lookUp(Optional<String> declineWith) {
        Outcome<Payment> outcome = desk.calls().lookUp(served, service -> service.fetch(request.reference()));
        if (!(outcome instanceof Outcome.Done<Payment> done)) {
            return inDoubt("not-found-out");
        }
        Payment payment = done.value();
        if (payment.held() >= request.total().minorUnits()) {
            return raised(payment.heldUntil());
        }
        if (payment.state() != Payment.State.HELD) {
            return declined(Reasons.WITHDRAWN);
        }
        return declineWith.isPresent() ? declined(declineWith.get()) : call(true);
    }

    /** Only a moment: the customer waits for an answer in the middle of a call. */
    private Optional<Instant> outOfReach() {
        Instant since = raise.trail().requestedAt();
        if (raise.trail().doubtSince().isPresent()) {
            return inDoubt(ProviderCalls.AWAY);
        }
        return now.isBefore(since.plus(HoldPlan.PATIENCE))
                ? rest(Schedule.HOLD.next(since, now))
                : lookUp(Optional.of(Reasons.UNAVAILABLE));
    }

    private Optional<Instant> inDoubt(String code) {
        Optional<Instant> since = raise.trail().doubtSince();
        if (since.isPresent()) {
            Doubt.tell(logger, request.operation(), since.get(), now);
            return rest(Schedule.LOOK_UP.next(since.get(), now));
        }
        logger.warn("{}: nobody knows whether the hold is raised ({}); it is looked up", request.operation(), code);
        return write(new PaymentInDoubt(request.operation(), "raise"));
    }

    private Optional<Instant> raised(Instant heldUntil) {
        return write(new HoldRaised(request.operation(), request.reference(), request.total(), heldUntil));
    }

    private Optional<Instant> declined(String reason) {
        return write(new RaiseDeclined(request.operation(), reason));
    }

    private Optional<Instant> rest(Instant until) {
        return desk.pace().restUntil(request.operation(), raise.trail(), until, now);
    }

    private Optional<Instant> write(Event news) {
        return desk.books()
                .found(
                        history,
                        raise.trail(),
                        state -> state.raise(request.operation()).map(RaiseOperation::trail),
                        List.of(news));
    }
}
