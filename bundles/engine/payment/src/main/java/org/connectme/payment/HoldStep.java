package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.connectme.core.Money;
import org.connectme.core.event.ConsultationEvent.ContactGiven;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.CardToBeSaved;
import org.connectme.core.event.PaymentEvent.ChallengeAnswered;
import org.connectme.core.event.PaymentEvent.PaymentInDoubt;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.payment.ProviderCalls.Served;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Save;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The next step of one undecided attempt to hold or keep a card: at most one question to the service and one look-up. */
final class HoldStep {

    private static final Logger logger = LoggerFactory.getLogger(HoldStep.class);

    private final Desk desk;
    private final History history;
    private final HoldAttempt hold;
    private final Circumstances given;
    private final Instant now;
    /**
     * @param wanted  the hold would still be of use
     * @param offered the operator lets its provider hold cards
     * @param ours    nobody else can have passed it on to the service before
     * @param releasing an earlier hold is not released yet, and two at once would be one too many
     * @param another another service could take the card
     */
    record Circumstances(boolean wanted, boolean offered, boolean ours, boolean releasing, boolean another) {}

    HoldStep(Desk desk, History history, HoldAttempt hold, Circumstances given, Instant now) {
        this.desk = desk;
        this.history = history;
        this.hold = hold;
        this.given = given;
        this.now = now;
    }

    Optional<Instant> goOn() {
        Outcome<Optional<Capabilities>> known = desk.calls().capabilities(served(), currency());
        Optional<Capabilities> can =
                known instanceof Outcome.Done<Optional<Capabilities>> done ? done.value() : Optional.empty();
        HoldPlan.Step step = HoldPlan.next(hold, given.wanted(), can, now);
        if (step instanceof HoldPlan.Step.Wait wait) {
            return Optional.of(wait.until());
        }
        boolean untouched = hold.trail().since().isEmpty();
        if (untouched && !given.offered()) {
            return write(HoldAnswers.declined(hold, Reasons.of(Decline.NOT_SUPPORTED), Optional.empty()));
        }
        if (untouched && given.wanted() && given.releasing()) {
            return isPatient(HoldPlan.PATIENCE)
                    ? Optional.of(hold.askedSince().plus(HoldPlan.PATIENCE))
                    : write(HoldAnswers.declined(hold, Reasons.UNAVAILABLE, Optional.empty()));
        }
        Optional<Instant> rest = desk.pace().rest(hold.operation(), hold.trail(), now);
        if (rest.isPresent()) {
            return rest;
        }
        if (!(known instanceof Outcome.Done)) {
            return outOfReach(step);
        }
        Amount asked = asked(can);
        if (untouched && !fits(can, asked)) {
            return write(HoldAnswers.declined(hold, Reasons.of(Decline.NOT_SUPPORTED), Optional.empty()));
        }
        if (untouched && given.wanted() && isTooFarAway(can.get())) {
            return write(keep(can.get()));
        }
        return take(step, asked, can);
    }

    private Optional<Instant> take(HoldPlan.Step step, Amount asked, Optional<Capabilities> can) {
        if (step instanceof HoldPlan.Step.LookUp lookUp) {
            boolean mayAsk = can.filter(service -> service.can(Ability.LOOKUP)).isPresent() || isKnown();
            return mayAsk ? lookUp(asked, lookUp.declineWith()) : askAgain(asked, can);
        }
        return step instanceof HoldPlan.Step.Peek peek ? peek(peek, asked) : call(asked, false);
    }

    private boolean isTooFarAway(Capabilities service) {
        return !hold.request().customerAway()
                && LaterPlan.isBeyond(Consultation.of(history), service.holdWindow(), now);
    }

    /** Before the service is asked, so that whoever goes on with it asks for the same. */
    private List<Event> keep(Capabilities service) {
        return service.can(Ability.SAVED_CARDS)
                ? List.of(
                        new CardToBeSaved(hold.operation(), service.holdWindow().toSeconds()))
                : HoldAnswers.declined(hold, Reasons.TOO_EARLY, Optional.empty());
    }

    /** @param proven the service has just said that there is no hold yet */
    private Optional<Instant> call(Amount asked, boolean proven) {
        Outcome<Authorisation> outcome = desk.calls().ask(served(), service -> passOn(service, asked));
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
        if (isPatient(patience())) {
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
        Consultation state = Consultation.of(history);
        String seller = state.scheduled().consultant().toString();
        String method = hold.request().method();
        if (hold.isToBeSaved()) {
            return service.save(new Save(hold.operation(), consultation, seller, method));
        }
        return service.authorise(new Authorise(
                hold.operation(),
                consultation,
                seller,
                asked,
                method,
                "CONNECTME " + consultation.substring(0, 8).toUpperCase(Locale.ROOT),
                receiptEmail(),
                !hold.request().customerAway()));
    }

    /** As it stood when the hold was asked for: the same key must carry the same. */
    private Optional<String> receiptEmail() {
        Optional<String> email = Optional.empty();
        for (Entry entry : history.entries()) {
            if (entry.event() instanceof ContactGiven contact) {
                email = Optional.of(contact.email()).filter(text -> !text.isBlank());
            } else if (entry.event().equals(hold.request())) {
                return email;
            }
        }
        return email;
    }

    private Optional<Instant> lookUp(Amount asked, Optional<String> declineWith) {
        Outcome<Optional<Payment>> outcome = desk.calls().lookUp(served(), service -> service.find(hold.operation()));
        if (outcome instanceof Outcome.Rejected<Optional<Payment>> && isKnown()) {
            outcome = fetched();
        }
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
        return believe(found.get(), asked);
    }

    private Optional<Instant> believe(Payment found, Amount asked) {
        List<Event> truth = HoldAnswers.of(hold, found, asked);
        if (truth.isEmpty()) {
            logger.error("{}: the payment service says {}", hold.operation(), found.state());
            return inDoubt("odd-state");
        }
        return write(truth);
    }

    private Outcome<Optional<Payment>> fetched() {
        Outcome<Payment> outcome = desk.calls()
                .lookUp(served(), service -> service.fetch(hold.reference().orElseThrow()));
        return outcome instanceof Outcome.Done<Payment> done
                ? new Outcome.Done<>(Optional.of(done.value()))
                : new Outcome.Unknown<>("not-found-out");
    }

    /** Between the question and its answer, from which the cardholder's page may not have come back. */
    private Optional<Instant> peek(HoldPlan.Step.Peek peek, Amount asked) {
        if (fetched() instanceof Outcome.Done<Optional<Payment>> done) {
            Payment payment = done.value().orElseThrow();
            if (payment.state() != Payment.State.CHALLENGE) {
                return believe(payment, asked);
            }
        }
        Instant next = Schedule.LOOK_UP.next(peek.challengedAt(), now);
        Instant again = next.isBefore(peek.until()) ? next : peek.until();
        return desk.pace().restUntil(hold.operation(), hold.trail(), again, now);
    }

    /** A service that looks nothing up answers the same key the same, as long as it remembers it. */
    private Optional<Instant> askAgain(Amount asked, Optional<Capabilities> can) {
        if (can.isEmpty() || !Keys.live(hold.trail().requestedAt(), can.get(), now)) {
            logger.error(
                    "{}: it was never found out whether the card is held; if it is, that runs out by itself",
                    hold.operation());
            return write(HoldAnswers.declined(hold, Reasons.UNANSWERED, Optional.empty()));
        }
        Outcome<Authorisation> outcome = desk.calls().ask(served(), service -> passOn(service, asked));
        if (outcome instanceof Outcome.Done<Authorisation> done) {
            return write(HoldAnswers.of(hold, done.value(), asked));
        }
        if (outcome instanceof Outcome.Declined<Authorisation> declined) {
            return write(HoldAnswers.declined(hold, Reasons.of(declined.reason()), Optional.empty()));
        }
        return outcome instanceof Outcome.Rejected<Authorisation>
                ? write(HoldAnswers.declined(hold, Reasons.REJECTED, Optional.empty()))
                : inDoubt("not-found-out");
    }

    /** The provider is away: not even the question could be asked. */
    private Optional<Instant> outOfReach(HoldPlan.Step step) {
        if (step instanceof HoldPlan.Step.LookUp) {
            return inDoubt(ProviderCalls.AWAY);
        }
        if (step instanceof HoldPlan.Step.Peek peek) {
            return Optional.of(peek.until());
        }
        if (isPatient(patience())) {
            Instant soon = hold.request().customerAway()
                    ? Schedule.SETTLEMENT.next(hold.askedSince(), now)
                    : now.plusSeconds(1);
            return desk.pace().restUntil(hold.operation(), hold.trail(), soon, now);
        }
        return isCertain()
                ? write(HoldAnswers.declined(hold, Reasons.UNAVAILABLE, hold.reference()))
                : inDoubt(ProviderCalls.AWAY);
    }

    private Optional<Instant> inDoubt(String code) {
        Optional<Instant> since = hold.trail().doubtSince();
        if (since.isPresent()) {
            Doubt.tell(logger, hold.operation(), since.get(), now);
            Instant again = Schedule.LOOK_UP.next(since.get(), now);
            return desk.pace().restUntil(hold.operation(), hold.trail(), again, now);
        }
        logger.warn("{}: nobody knows whether the card is held ({}); it is looked up", hold.operation(), code);
        String doubtful = hold.isToBeSaved() ? "save" : "hold";
        return write(List.of(new PaymentInDoubt(hold.operation(), hold.rounds() > 0 ? "challenge" : doubtful)));
    }

    private Optional<Instant> comeBackSoon() {
        Schedule pace = hold.request().customerAway() ? Schedule.SETTLEMENT : Schedule.HOLD;
        Instant again = pace.next(hold.askedSince(), now);
        return desk.pace().restUntil(hold.operation(), hold.trail(), again, now);
    }

    private Optional<Instant> write(List<Event> news) {
        return desk.books()
                .found(
                        history,
                        hold.trail(),
                        state -> state.hold(hold.operation()).map(HoldAttempt::trail),
                        news);
    }

    private boolean isPatient(Duration patience) {
        return now.isBefore(hold.askedSince().plus(patience));
    }

    private Duration patience() {
        if (hold.request().customerAway()) {
            return HoldPlan.PATIENCE_AWAY;
        }
        return given.another() && isCertain() && hold.rounds() == 0
                ? HoldPlan.PATIENCE_WITH_ANOTHER
                : HoldPlan.PATIENCE;
    }

    /** The service's own name of it was told. */
    private boolean isKnown() {
        return hold.reference().isPresent();
    }

    private Served served() {
        return new Served(hold.request().provider(), hold.reference().or(() -> saved()));
    }

    /** The kept card that this hold is placed from. */
    private Optional<String> saved() {
        return Optional.of(hold.request().method())
                .filter(method -> hold.request().customerAway() && !method.isEmpty());
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
        return new Amount(Math.max(1, amount.minorUnits() - amount.minorUnits() % quantum), currency());
    }

    private static boolean fits(Optional<Capabilities> capabilities, Amount asked) {
        return capabilities
                .filter(can -> can.takes(asked.minorUnits()) && can.can(Ability.PARTIAL_CAPTURE))
                .isPresent();
    }
}
