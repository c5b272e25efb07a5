package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.connectme.core.Money;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.PaymentCommand;
import org.connectme.core.command.PaymentCommand.AnswerChallenge;
import org.connectme.core.command.PaymentCommand.PlaceHold;
import org.connectme.core.command.PaymentCommand.RaiseHold;
import org.connectme.core.command.PaymentCommand.Refund;
import org.connectme.core.command.Refusal.Kind;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.ChallengeAnswered;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.event.PaymentEvent.RaiseOffered;
import org.connectme.core.event.PaymentEvent.RaiseRequested;
import org.connectme.core.event.PaymentEvent.RefundRequested;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.History;
import org.osgi.service.component.annotations.Component;

/** Answers CONFIRM, the yes to a raise, the cardholder's way back from a challenge, and the consultant's refund. Pure. */
@Component
public final class PaymentDecider implements Decider {

    private static final Pattern NAME_OF_ATTEMPT = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final Pattern NAME_OF_PROVIDER = Pattern.compile("[a-z0-9-]{2,32}");
    private static final int LONGEST_ANSWER = 4096;

    /** Whoever tries out stolen cards needs many attempts; whoever looks for the right card does not. */
    private static final int ATTEMPTS_AN_HOUR = 12;

    static final int RAISES_AN_OFFER = 3;

    @Override
    public Set<Class<? extends Command>> commands() {
        return Set.of(PlaceHold.class, AnswerChallenge.class, RaiseHold.class, Refund.class);
    }

    @Override
    public Decision decide(History history, Actor actor, Command command, Instant now) {
        PaymentState state = PaymentState.of(history);
        PaymentCommand asked = (PaymentCommand) command;
        if (asked instanceof PlaceHold place) {
            return actor.isCustomer() ? placeHold(history, state, place, now) : onlyFor("the customer");
        }
        if (asked instanceof AnswerChallenge answer) {
            return actor.isCustomer() ? answerChallenge(state, answer) : onlyFor("the customer");
        }
        if (asked instanceof RaiseHold raise) {
            return actor.isCustomer() ? raise(history, state, raise) : onlyFor("the customer");
        }
        return actor.isConsultant() ? refund(history, state, (Refund) asked) : onlyFor("the consultant");
    }

    private static Decision placeHold(History history, PaymentState state, PlaceHold place, Instant now) {
        if (!NAME_OF_ATTEMPT.matcher(place.attempt()).matches()) {
            return invalid("payment.attempt-invalid", "attempt must be 8 to 64 letters, digits or hyphens.");
        }
        if (!NAME_OF_PROVIDER.matcher(place.provider()).matches()) {
            return invalid("payment.provider-invalid", "provider must be the id of the provider whose form was used.");
        }
        if (!isSound(place.method())) {
            return invalid("payment.method-invalid", "method must be what the card form returned, at most 4096 long.");
        }
        String operation = Operations.hold(history.id(), place.attempt());
        if (state.hold(operation).isPresent()) {
            return Decision.nothing();
        }
        if (!state.consultation().isOpen()) {
            return conflict("consultation.not-open", "The consultation is over; no card is needed any more.");
        }
        if (!state.isNeeded()) {
            return conflict("payment.not-needed", "This consultation is free; no card is needed.");
        }
        if (state.consultation().agreement() == null) {
            return conflict("payment.not-agreed", "Price and terms must be agreed to before a card is held.");
        }
        boolean renewed = LaterPlan.isRenewable(state, now);
        if (state.standingHold().isPresent() && !renewed) {
            return conflict("payment.already-held", "A card is already held for this consultation.");
        }
        Optional<HoldAttempt> undecided = state.undecidedHold();
        if (undecided.filter(hold -> !HoldPlan.isReplaceable(hold, now)).isPresent()) {
            return conflict(
                    "payment.in-progress", "A card is being checked. Wait for its answer; nothing is held twice.");
        }
        if (Fallback.bound(state)
                .filter(provider -> !provider.equals(place.provider()))
                .isPresent()) {
            return conflict(
                    "payment.other-in-doubt",
                    "It is not known yet whether a card is held; another can be tried at the same service only.");
        }
        if (attemptsSince(state, now.minus(Duration.ofHours(1))) >= ATTEMPTS_AN_HOUR) {
            return Decision.refuse(
                    Kind.TOO_MANY, "payment.too-many-attempts", "Too many cards were tried. Try again in an hour.");
        }
        List<Event> events = new ArrayList<>();
        undecided.ifPresent(earlier -> events.addAll(abandon(earlier)));
        if (renewed) {
            state.standingHold().ifPresent(hold -> events.add(SettlementPlan.release(hold)));
        }
        Money amount = state.consultation().offer().plan().holdAmount();
        events.add(new HoldRequested(operation, place.provider(), amount, place.method(), false));
        return new Decision.Accept(events);
    }

    /** Another card instead of the one before: whatever that would still lead to is released. */
    private static List<Event> abandon(HoldAttempt earlier) {
        String reason = earlier.openChallenge().isPresent() ? Reasons.ABANDONED : Reasons.IN_DOUBT;
        return HoldAnswers.declined(earlier, reason, earlier.reference());
    }

    private static long attemptsSince(PaymentState state, Instant since) {
        return state.holds().stream()
                .filter(hold -> hold.trail().requestedAt().isAfter(since))
                .count();
    }

    private static Decision answerChallenge(PaymentState state, AnswerChallenge answer) {
        if (!isSound(answer.answer())) {
            return invalid("payment.answer-invalid", "answer must be what the card form returned, at most 4096 long.");
        }
        Optional<HoldAttempt> hold = state.hold(answer.operation());
        if (hold.isEmpty()) {
            return conflict("payment.no-challenge", "Nothing is waiting for this answer.");
        }
        if (hold.get().openChallenge().isPresent() && hold.get().isUndecided()) {
            return Decision.accept(new ChallengeAnswered(answer.operation(), answer.answer()));
        }
        return hold.get().rounds() > 0 || !hold.get().isUndecided()
                ? Decision.nothing()
                : conflict("payment.no-challenge", "Nothing is waiting for this answer.");
    }

    private static Decision raise(History history, PaymentState state, RaiseHold raise) {
        if (!NAME_OF_ATTEMPT.matcher(raise.request()).matches()) {
            return invalid("payment.request-invalid", "request must be 8 to 64 letters, digits or hyphens.");
        }
        String operation = Operations.raise(history.id(), raise.request());
        if (state.raise(operation).isPresent()) {
            return Decision.nothing();
        }
        Optional<RaiseOffered> offer = state.consultation().isOpen() ? state.raiseOffer() : Optional.empty();
        if (offer.filter(open -> open.total().equals(raise.total())).isEmpty()) {
            return conflict("payment.no-raise", "The hold cannot be raised to this amount now.");
        }
        if (state.undecidedRaise().isPresent()) {
            return conflict("payment.in-progress", "The hold is being raised. Wait for the answer.");
        }
        if (state.raisesFor(offer.get()).size() >= RAISES_AN_OFFER) {
            return Decision.refuse(
                    Kind.TOO_MANY, "payment.too-many-attempts", "The raise was refused too often; the hold stays.");
        }
        HoldPlaced hold = state.standingHold().orElseThrow();
        return Decision.accept(new RaiseRequested(
                operation, hold.provider(), hold.reference(), offer.get().total()));
    }

    private static Decision refund(History history, PaymentState state, Refund refund) {
        if (!NAME_OF_ATTEMPT.matcher(refund.request()).matches()) {
            return invalid("payment.request-invalid", "request must be 8 to 64 letters, digits or hyphens.");
        }
        Optional<Captured> captured = state.captured();
        if (captured.isEmpty()) {
            return conflict(
                    "payment.nothing-captured", "Nothing was taken from the card, so nothing can be given back.");
        }
        String operation = Operations.refund(history.id(), refund.request());
        Optional<RefundOperation> same = state.refund(operation);
        if (same.isPresent()) {
            return same.get().request().amount().equals(refund.amount())
                    ? Decision.nothing()
                    : conflict("payment.refund-mismatch", "This request was already made with another amount.");
        }
        Money taken = captured.get().amount();
        if (!refund.amount().currency().equals(taken.currency())) {
            return invalid(
                    "payment.refund-currency", "The amount must be in " + taken.currency() + ", as it was taken.");
        }
        if (!refund.amount().isPositive()) {
            return invalid("payment.refund-amount", "The amount must be more than zero.");
        }
        Money left = taken.minus(Objects.requireNonNull(state.refundedOrAsked()));
        if (refund.amount().compareTo(left) > 0) {
            return conflict("payment.refund-too-much", "At most " + left + " is left to give back.");
        }
        return Decision.accept(new RefundRequested(operation, refund.amount()));
    }

    private static boolean isSound(String text) {
        return !text.isBlank() && text.length() <= LONGEST_ANSWER;
    }

    private static Decision invalid(String code, String detail) {
        return Decision.refuse(Kind.INVALID, code, detail);
    }

    private static Decision conflict(String code, String detail) {
        return Decision.refuse(Kind.CONFLICT, code, detail);
    }

    private static Decision onlyFor(String whom) {
        return Decision.refuse(Kind.FORBIDDEN, "payment.not-yours", "Only " + whom + " may ask for this.");
    }
}
