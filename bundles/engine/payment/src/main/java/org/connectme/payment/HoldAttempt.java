package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.connectme.core.event.PaymentEvent.CardSaved;
import org.connectme.core.event.PaymentEvent.CardToBeSaved;
import org.connectme.core.event.PaymentEvent.ChallengeAnswered;
import org.connectme.core.event.PaymentEvent.ChallengeRequired;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.HoldRequested;

/**
 * One press of CONFIRM and what came of it.
 *
 * @param forEarlierOffer the plan or the texts changed after it
 */
record HoldAttempt(HoldRequested request, boolean forEarlierOffer, Trail trail) {

    String operation() {
        return request.operation();
    }

    Optional<HoldPlaced> placed() {
        return trail.last(HoldPlaced.class);
    }

    Optional<HoldDeclined> declined() {
        return trail.last(HoldDeclined.class);
    }

    Optional<CardSaved> saved() {
        return trail.last(CardSaved.class);
    }

    /** The card is to be kept, not held. */
    boolean isToBeSaved() {
        return trail.has(CardToBeSaved.class);
    }

    /** How long a hold of this card lasts, if it is kept. */
    Duration holdWindow() {
        return Duration.ofSeconds(
                trail.last(CardToBeSaved.class).map(CardToBeSaved::holdSeconds).orElseThrow());
    }

    /** Neither held nor kept nor declined. */
    boolean isUndecided() {
        return placed().isEmpty() && saved().isEmpty() && declined().isEmpty();
    }

    /** The challenge that waits for the cardholder. */
    Optional<ChallengeRequired> openChallenge() {
        boolean open = trail.count(ChallengeRequired.class) > rounds();
        return open ? trail.last(ChallengeRequired.class) : Optional.empty();
    }

    /** How many challenges were answered; with one or more and none open, the hold is to be resumed. */
    int rounds() {
        return trail.count(ChallengeAnswered.class);
    }

    /** The service's name of the payment, as far as it was told. */
    Optional<String> reference() {
        return placed().map(HoldPlaced::reference)
                .or(() -> saved().map(CardSaved::reference))
                .or(() -> trail.last(ChallengeRequired.class).map(ChallengeRequired::reference));
    }

    /** Since when the service is being asked: CONFIRM, or the answer to the last challenge. */
    Instant askedSince() {
        return trail.lastAt(ChallengeAnswered.class).orElse(trail.requestedAt());
    }
}
