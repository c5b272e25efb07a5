package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.connectme.core.event.PaymentEvent.ChallengeRequired;
import org.connectme.payment.spi.Decline;

/** What an undecided hold needs next. Pure. */
final class HoldPlan {

    /** Services forget a key after 24 h at the earliest (Stripe's documented span); until then repeating it is safe. */
    static final Duration KEY_WINDOW = Duration.ofHours(20);

    /** How long a challenge waits for the cardholder. */
    static final Duration CHALLENGE_WINDOW = Duration.ofMinutes(15);

    /** How long a customer waits for a service that is out of reach. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    sealed interface Step {
        record Wait(Instant until) implements Step {}

        /** Ask the service, with the attempt's own key. */
        record Call() implements Step {}

        /**
         * See what the service knows.
         *
         * @param declineWith why the attempt ends if there is no hold; empty if the service is asked again then
         */
        record LookUp(Optional<String> declineWith) implements Step {}
    }

    private HoldPlan() {}

    static Step next(HoldAttempt hold, boolean wanted, Instant now) {
        Optional<String> over = over(hold, wanted, now);
        Optional<Instant> doubt = hold.trail().doubtSince();
        if (doubt.isPresent()) {
            Instant first = Schedule.LOOK_UP.next(doubt.get(), doubt.get());
            return now.isBefore(first) ? new Step.Wait(first) : new Step.LookUp(over);
        }
        if (over.isPresent()) {
            return new Step.LookUp(over);
        }
        return challengeEnds(hold).<Step>map(Step.Wait::new).orElseGet(Step.Call::new);
    }

    private static Optional<String> over(HoldAttempt hold, boolean wanted, Instant now) {
        if (!wanted) {
            return Optional.of(Reasons.WITHDRAWN);
        }
        if (challengeEnds(hold).filter(end -> !now.isBefore(end)).isPresent()) {
            return Optional.of(Reasons.of(Decline.AUTHENTICATION_FAILED));
        }
        boolean keyForgotten = now.isAfter(hold.trail().requestedAt().plus(KEY_WINDOW));
        return keyForgotten ? Optional.of(Reasons.UNAVAILABLE) : Optional.empty();
    }

    private static Optional<Instant> challengeEnds(HoldAttempt hold) {
        return hold.openChallenge()
                .flatMap(challenge -> hold.trail().lastAt(ChallengeRequired.class))
                .map(asked -> asked.plus(CHALLENGE_WINDOW));
    }
}
