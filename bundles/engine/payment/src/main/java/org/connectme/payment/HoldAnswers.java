package org.connectme.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.connectme.core.Money;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.CardSaved;
import org.connectme.core.event.PaymentEvent.ChallengeRequired;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.ReleaseRequested;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Payment;

/** What the service's answers mean for an attempt to hold or keep a card. Pure. */
final class HoldAnswers {

    private HoldAnswers() {}

    static List<Event> of(HoldAttempt hold, Authorisation answer, Amount asked) {
        if (answer instanceof Authorisation.Challenge challenge) {
            return hold.request().customerAway()
                    ? declined(hold, Reasons.of(Decline.AUTHENTICATION_REQUIRED), Optional.of(challenge.reference()))
                    : List.of(new ChallengeRequired(hold.operation(), challenge.reference(), challenge.action()));
        }
        if (answer instanceof Authorisation.Saved saved && hold.isToBeSaved()) {
            return List.of(new CardSaved(
                    hold.operation(),
                    hold.request().provider(),
                    saved.reference(),
                    saved.cardBrand(),
                    saved.cardLastFour()));
        }
        if (answer instanceof Authorisation.Held held
                && !hold.isToBeSaved()
                && held.amount().equals(asked)) {
            return List.of(new HoldPlaced(
                    hold.operation(),
                    hold.request().provider(),
                    held.reference(),
                    Money.of(asked.minorUnits(), asked.currency()),
                    held.cardBrand(),
                    held.cardLastFour(),
                    held.heldUntil()));
        }
        return declined(hold, Reasons.REJECTED, Optional.of(answer.reference()));
    }

    /** @return empty where the payment is in a state that no attempt of ours can be in */
    static List<Event> of(HoldAttempt hold, Payment found, Amount asked) {
        return switch (found.state()) {
            case HELD ->
                of(
                        hold,
                        new Authorisation.Held(
                                found.reference(),
                                new Amount(found.held(), found.currency()),
                                found.cardBrand(),
                                found.cardLastFour(),
                                found.heldUntil()),
                        asked);
            case SAVED ->
                of(hold, new Authorisation.Saved(found.reference(), found.cardBrand(), found.cardLastFour()), asked);
            case DECLINED, RELEASED, EXPIRED -> declined(hold, Reasons.of(Decline.GENERIC), Optional.empty());
            case CHALLENGE, CAPTURED -> List.of();
        };
    }

    /** @param reference of what is to be released, if the service has begun anything */
    static List<Event> declined(HoldAttempt hold, String reason, Optional<String> reference) {
        List<Event> events = new ArrayList<>();
        events.add(new HoldDeclined(hold.operation(), reason));
        reference.ifPresent(begun -> events.add(release(hold, begun)));
        return List.copyOf(events);
    }

    static ReleaseRequested release(HoldAttempt hold, String reference) {
        return new ReleaseRequested(
                Operations.release(hold.operation()), hold.request().provider(), reference);
    }
}
