package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.done;
import static org.connectme.plugin.tck.Bench.held;
import static org.connectme.plugin.tck.Bench.rejected;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorisation.Challenge;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.junit.jupiter.api.Test;

/** The cardholder's own confirmation. */
interface ChallengeCases extends Cases {

    int LARGEST_ACTION_BYTES = 8 * 1024;

    @Test
    default void aChallengeAsksAndHoldsNothing() {
        Challenge challenge = challenged();

        assertThat(challenge.reference()).matches("[!-~]{1,200}");
        assertThat(challenge.action().getBytes(StandardCharsets.UTF_8).length)
                .as("bytes of the action")
                .isLessThanOrEqualTo(LARGEST_ACTION_BYTES);
        assertThat(Json.isObject(challenge.action()))
                .as("the action is a JSON object")
                .isTrue();
        assertThat(bench().fetch(challenge).state()).isEqualTo(State.CHALLENGE);
    }

    @Test
    default void nothingIsCapturedBeforeTheCardholderConfirmed() {
        Challenge challenge = challenged();

        rejected(bench().capture("capture", challenge, bench().amount()));

        assertThat(bench().fetch(challenge).captured()).isZero();
    }

    @Test
    default void aConfirmedChallengeIsHeld() {
        Challenge challenge = challenged();

        Held held = held(confirm(challenge));

        assertThat(held.amount()).isEqualTo(bench().amount());
        assertThat(bench().fetch(held).state()).isEqualTo(State.HELD);
        assertThat(done(bench().capture("capture", held, bench().amount())).state())
                .isEqualTo(State.CAPTURED);
    }

    @Test
    default void aConfirmedChallengeIsFoundByTheKeyThatBeganIt() {
        bench().needs(Ability.LOOKUP);
        Held held = held(confirm(challenged()));

        Optional<Payment> found = done(bench().provider().find(bench().key("hold")));

        assertThat(found.map(Payment::reference)).contains(held.reference());
    }

    @Test
    default void aRefusedChallengeIsDeclined() {
        Challenge challenge = challenged();
        bench().subject().cardholder(challenge.reference(), false);

        Outcome<Authorisation> refused =
                resume("refuse", challenge, bench().challenge().refuse());

        assertThat(refused).isEqualTo(new Outcome.Declined<>(Decline.AUTHENTICATION_FAILED));
        assertThat(bench().fetch(challenge).state()).isNotIn(State.HELD, State.CAPTURED);
    }

    @Test
    default void anAnswerFromOutsideIsNotTrusted() {
        Challenge challenge = challenged();

        for (String answer : List.of("", "true", "{\"status\":\"succeeded\"}", "x".repeat(10_000), "\u0000é")) {
            Outcome<Authorisation> outcome = resume("strange-" + answer.length(), challenge, answer);
            boolean holds = outcome instanceof Outcome.Done<Authorisation> done && done.value() instanceof Held;
            assertThat(holds).as("held after a made-up answer").isFalse();
        }

        assertThat(bench().fetch(challenge).state()).isNotIn(State.HELD, State.CAPTURED);
    }

    @Test
    default void aChallengeAnsweredTwiceIsHeldOnce() {
        Challenge challenge = challenged();
        Held first = held(confirm(challenge));

        Held second = held(confirm(challenge));

        assertThat(second.reference()).isEqualTo(first.reference());
        bench().heldOnce();
    }

    @Test
    default void aChallengeThatWasGivenUpHoldsNothingLater() {
        Challenge challenge = challenged();
        done(bench().release("release", challenge));

        Outcome<Authorisation> late = confirm(challenge);

        assertThat(late).isNotInstanceOf(Outcome.Done.class);
        assertThat(bench().fetch(challenge).state()).isNotIn(State.HELD, State.CAPTURED);
    }

    @Test
    default void nobodyIsAskedWhileTheCustomerIsAway() {
        Authorise present =
                bench().request("hold", bench().amount(), bench().challenge().method());

        Outcome<Authorisation> away = bench().provider()
                .authorise(new Authorise(
                        present.operation(),
                        present.consultation(),
                        present.seller(),
                        present.amount(),
                        present.method(),
                        present.description(),
                        present.receiptEmail(),
                        false));

        if (!(away instanceof Outcome.Rejected)) {
            assertThat(away).isEqualTo(new Outcome.Declined<>(Decline.AUTHENTICATION_REQUIRED));
        }
    }

    @Test
    default void anAnswerToNoChallengeIsRejected() {
        Held held = bench().hold();
        String confirm = bench().challenge().confirm();

        rejected(bench().provider().resume(bench().key("nobody"), "no-such-payment", confirm));
        Outcome<Authorisation> again = resume("again", held, confirm);

        assertThat(again instanceof Outcome.Rejected || isThat(again, held))
                .as("the answer to a hold that was not challenged leaves it as it is")
                .isTrue();
        assertThat(bench().fetch(held).state()).isEqualTo(State.HELD);
    }

    private static boolean isThat(Outcome<Authorisation> outcome, Held held) {
        return outcome instanceof Outcome.Done<Authorisation> done
                && done.value().reference().equals(held.reference());
    }

    private Challenge challenged() {
        Authorisation asked = done(bench().provider()
                .authorise(bench().request(
                                "hold", bench().amount(), bench().challenge().method())));
        return asked instanceof Challenge challenge ? challenge : Assertions.fail("Not challenged, but " + asked);
    }

    private Outcome<Authorisation> confirm(Challenge challenge) {
        bench().subject().cardholder(challenge.reference(), true);
        return resume("confirm", challenge, bench().challenge().confirm());
    }

    private Outcome<Authorisation> resume(String word, Authorisation asked, String answer) {
        return bench().provider().resume(bench().key(word), asked.reference(), answer);
    }
}
