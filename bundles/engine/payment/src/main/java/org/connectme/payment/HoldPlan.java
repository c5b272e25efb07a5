package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.connectme.core.event.PaymentEvent.ChallengeRequired;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Decline;

/** What an undecided hold, or a card that is to be kept, needs next. Pure. */
final class HoldPlan {

    /** How long a challenge waits for the cardholder. */
    static final Duration CHALLENGE_WINDOW = Duration.ofMinutes(15);

    /** How long a customer waits for a service that is out of reach. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The same where another service could take the card. */
    static final Duration PATIENCE_WITH_ANOTHER = Duration.ofSeconds(10);

    /** The same where nobody waits, and the customer must have time left for another card. */
    static final Duration PATIENCE_AWAY = Duration.ofHours(6);

    /** After that in doubt, another card may be tried. */
    static final Duration DOUBT = Duration.ofSeconds(60);

    sealed interface Step {
        record Wait(Instant until) implements Step {}

        /** Ask the service, with the attempt's own key. */
        record Call() implements Step {}

        /** The cardholder is asked; perhaps they have answered, and their page is gone. */
        record Peek(Instant challengedAt, Instant until) implements Step {}

        /**
         * See what the service knows.
         *
         * @param declineWith why the attempt ends if there is no hold; empty if the service is asked again then
         */
        record LookUp(Optional<String> declineWith) implements Step {}
    }

    private HoldPlan() {}

    /** @param service empty while nobody can say */
    static Step next(HoldAttempt hold, boolean wanted, Optional<Capabilities> service, Instant now) {
        Optional<String> over = over(hold, wanted, service, now);
        Optional<Instant> doubt = hold.trail().doubtSince();
        if (doubt.isPresent()) {
            Instant first = Schedule.LOOK_UP.next(doubt.get(), doubt.get());
            return now.isBefore(first) ? new Step.Wait(first) : new Step.LookUp(over);
        }
        if (over.isPresent()) {
            return new Step.LookUp(over);
        }
        Optional<Instant> challenged = challengedAt(hold);
        if (challenged.isEmpty()) {
            return new Step.Call();
        }
        Instant first = Schedule.LOOK_UP.next(challenged.get(), challenged.get());
        return now.isBefore(first)
                ? new Step.Wait(first)
                : new Step.Peek(challenged.get(), challenged.get().plus(CHALLENGE_WINDOW));
    }

    /** Another card may take its place: its challenge is not answered, or nobody knows what became of it. */
    static boolean isReplaceable(HoldAttempt hold, Instant now) {
        boolean doubtful = hold.trail()
                .doubtSince()
                .filter(since -> !now.isBefore(since.plus(DOUBT)))
                .isPresent();
        boolean forgotten = hold.request().customerAway()
                && !now.isBefore(hold.trail().requestedAt().plus(DOUBT));
        return hold.openChallenge().isPresent() || doubtful || forgotten;
    }

    private static Optional<String> over(
            HoldAttempt hold, boolean wanted, Optional<Capabilities> service, Instant now) {
        if (!wanted) {
            return Optional.of(Reasons.WITHDRAWN);
        }
        if (challengedAt(hold)
                .filter(asked -> !now.isBefore(asked.plus(CHALLENGE_WINDOW)))
                .isPresent()) {
            return Optional.of(Reasons.of(Decline.AUTHENTICATION_FAILED));
        }
        boolean keyForgotten = service.filter(known -> !Keys.live(hold.trail().requestedAt(), known, now))
                .isPresent();
        return keyForgotten ? Optional.of(Reasons.UNAVAILABLE) : Optional.empty();
    }

    private static Optional<Instant> challengedAt(HoldAttempt hold) {
        return hold.openChallenge().flatMap(challenge -> hold.trail().lastAt(ChallengeRequired.class));
    }
}
