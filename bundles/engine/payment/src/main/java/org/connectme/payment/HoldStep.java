package org.connectme.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.connectme.core.Money;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.ChallengeAnswered;
import org.connectme.core.event.PaymentEvent.PaymentInDoubt;
import org.connectme.core.journal.History;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.PaymentProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The next step of one undecided attempt to hold: at most one question to the service and one look-up. */
final class HoldStep {

    private static final Logger logger = LoggerFactory.getLogger(HoldStep.class);

    private final Desk desk;
    private final History history;
    private final HoldAttempt hold;
    private final Circumstances given;
    private final Instant now;
    private final String provider;

    /**
     * @param wanted  the hold would still be of use
     * @param offered the operator lets its provider hold cards
     * @param ours    nobody else can have passed it on to the service before
     * @param releasing an earlier hold is not released yet, and two at once would be one too many
     */
    record Circumstances(boolean wanted, boolean offered, boolean ours, boolean releasing) {}

    HoldStep(Desk desk, History history, HoldAttempt hold, Circumstances given, Instant now) {
        this.desk = desk;
        this.history = history;
        this.hold = hold;
        this.given = given;
        this.now = now;
        this.provider = hold.request().provider();
    }

    Optional<Instant> goOn() {
        HoldPlan.Step step = HoldPlan.next(hold, given.wanted(), now);
        if (step instanceof HoldPlan.Step.Wait wait) {
            return Optional.of(wait.until());
        }
        boolean untouched = hold.trail().since().isEmpty();
        if (untouched && !given.offered()) {
            return write(HoldAnswers.declined(hold, Reasons.of(Decline.NOT_SUPPORTED), Optional.empty()));
        }
        if (untouched && given.wanted() && given.releasing()) {
            return isPatient()
                    ? Optional.of(hold.askedSince().plus(HoldPlan.PATIENCE))
                    : write(HoldAnswers.declined(hold, Reasons.UNAVAILABLE, Optional.empty()));
        }
        Optional<Instant> rest = desk.pace().rest(hold.operation(), hold.trail(), now);
        if (rest.isPresent()) {
            return rest;
        }
        Outcome<Optional<Capabilities>> known = desk.calls().capabilities(provider, currency());
        if (!(known instanceof Outcome.Done<Optional<Capabilities>> done)) {
            return outOfReach(step);
        }
        Amount asked = asked(done.value());
        if (untouched && !fits(done.value(), asked)) {
            return write(HoldAnswers.declined(hold, Reasons.of(Decline.NOT_SUPPORTED), Optional.empty()));
        }
        return step instanceof HoldPlan.Step.LookUp lookUp ? lookUp(asked, lookUp.declineWith()) : call(asked, false);
    }

    /** @param proven the service has just said that there is no hold yet */
    private Optional<Instant> call(Amount asked, boolean proven) {
        Outcome<Authorisation> outcome = desk.calls().ask(provider, service -> passOn(service, asked));
        if (outcome instanceof Outcome.Done<Authorisation> done) {
            return write(HoldAnswers.of(hold, done.value(), asked));
        }
        if (outcome instanceof Outcome.Declined<Authorisation> declined) {
            return write(HoldAnswers.declined(hold, Reasons.of(declined.reason()), Optional.empty()));
        }
        if (outcome instanceof Outcome.Rejected<Authorisation> rejected) {
            logger.warn("{}: the payment service rejected the request: {}", hold.operation(), rejected.code());
            return proven
                    ? write(HoldAnswers.declined(hold, Reasons.REJECTED, hold.reference()))
                    : lookUp(asked, Optional.of(Reasons.REJECTED));
        }
        if (outcome instanceof Outcome.Unknown<Authorisation> unknown) {
            return inDoubt(unknown.code());
        }
        if (isPatient()) {
            return comeBackSoon();
        }
        return proven || isCertain()
                ? write(HoldAnswers.declined(hold, Reasons.UNAVAILABLE, hold.reference()))
                : lookUp(asked, Optional.of(Reasons.UNAVAILABLE));
    }

    private Outcome<Authorisation> passOn(PaymentProvider service, Amount asked) {
        Optional<ChallengeAnswered> answer = hold.trail().last(ChallengeAnswered.class);
        if (answer.isPresent()) {
            String operation = Operations.resume(hold.operation(), hold.rounds());
            return service.resume(
                    operation, hold.reference().orElseThrow(), answer.get().answer());
        }
        String consultation = history.id().toString();
        String description = "CONNECTME " + consultation.substring(0, 8);
        return service.authorise(new Authorise(
                hold.operation(), consultation, asked, hold.request().method(), description));
    }

    private Optional<Instant> lookUp(Amount asked, Optional<String> declineWith) {
        Outcome<Optional<Payment>> outcome = desk.calls().lookUp(provider, service -> service.find(hold.operation()));
        if (!(outcome instanceof Outcome.Done<Optional<Payment>> done)) {
            return inDoubt("not-found-out");
        }
        Optional<Payment> found = done.value();
        boolean nothingHeld = found.isEmpty() || found.get().state() == Payment.State.CHALLENGE;
        if (nothingHeld) {
            return declineWith.isPresent()
                    ? write(HoldAnswers.declined(
                            hold,
                            declineWith.get(),
                            found.map(Payment::reference).or(hold::reference)))
                    : call(asked, true);
        }
        List<Event> truth = HoldAnswers.of(hold, found.get(), asked);
        if (truth.isEmpty()) {
            logger.error(
                    "{}: the payment service says {}",
                    hold.operation(),
                    found.get().state());
            return inDoubt("odd-state");
        }
        return write(truth);
    }

    /** The provider is away: not even the question could be asked. */
    private Optional<Instant> outOfReach(HoldPlan.Step step) {
        if (step instanceof HoldPlan.Step.LookUp) {
            return inDoubt(ProviderCalls.AWAY);
        }
        if (isPatient()) {
            Instant soon = now.plusSeconds(1);
            return desk.pace().restUntil(hold.operation(), hold.trail(), soon, now);
        }
        return isCertain()
                ? write(HoldAnswers.declined(hold, Reasons.UNAVAILABLE, hold.reference()))
                : inDoubt(ProviderCalls.AWAY);
    }

    private Optional<Instant> inDoubt(String code) {
        Optional<Instant> since = hold.trail().doubtSince();
        if (since.isPresent()) {
            Instant again = Schedule.LOOK_UP.next(since.get(), now);
            return desk.pace().restUntil(hold.operation(), hold.trail(), again, now);
        }
        logger.warn("{}: nobody knows whether the card is held ({}); it is looked up", hold.operation(), code);
        String doubtful = hold.rounds() > 0 ? "challenge" : "hold";
        return write(List.of(new PaymentInDoubt(hold.operation(), doubtful)));
    }

    private Optional<Instant> comeBackSoon() {
        Instant again = Schedule.HOLD.next(hold.askedSince(), now);
        return desk.pace().restUntil(hold.operation(), hold.trail(), again, now);
    }

    /** Unless somebody else found the same out first. A change brings the reaction back, so it asks for no time. */
    private Optional<Instant> write(List<Event> events) {
        int known = hold.trail().since().size();
        desk.books()
                .write(
                        history,
                        state -> state.hold(hold.operation())
                                .filter(current -> current.trail().since().size() == known)
                                .map(current -> events)
                                .orElse(List.of()));
        return Optional.empty();
    }

    private boolean isPatient() {
        return now.isBefore(hold.askedSince().plus(HoldPlan.PATIENCE));
    }

    /** Every call for it was made here, and every answer was that it was not done. */
    private boolean isCertain() {
        return given.ours() && hold.trail().doubtSince().isEmpty();
    }

    private String currency() {
        return hold.request().amount().currency().getCurrencyCode();
    }

    private Amount asked(Optional<Capabilities> capabilities) {
        Money amount = hold.request().amount();
        long quantum = capabilities.map(Capabilities::quantum).orElse(1L);
        return new Amount(amount.minorUnits() - amount.minorUnits() % quantum, currency());
    }

    private static boolean fits(Optional<Capabilities> capabilities, Amount asked) {
        return capabilities
                .filter(can -> asked.minorUnits() >= can.minimum() && asked.minorUnits() <= can.maximum())
                .isPresent();
    }
}
