package org.connectme.payment;

import java.time.Instant;
import java.util.Optional;
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

    /** Neither held nor declined. */
    boolean isUndecided() {
        return placed().isEmpty() && declined().isEmpty();
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
                .or(() -> trail.last(ChallengeRequired.class).map(ChallengeRequired::reference));
    }

    /** Since when the service is being asked: CONFIRM, or the answer to the last challenge. */
    Instant askedSince() {
        return trail.lastAt(ChallengeAnswered.class).orElse(trail.requestedAt());
    }
}
