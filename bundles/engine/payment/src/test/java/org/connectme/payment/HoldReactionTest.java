package org.connectme.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.PaymentCommand.AnswerChallenge;
import org.connectme.core.command.PaymentCommand.PlaceHold;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.PaymentInDoubt;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.payment.CardServiceInMemory.Line;
import org.connectme.payment.PaymentProjection.Status;
import org.connectme.payment.spi.Payment.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HoldReactionTest {

    private final World world = new World();

    @Test
    void aGoodCardIsHeldAtOnce() {
        world.held();

        PaymentProjection.View view = world.view(Side.CUSTOMER);
        assertThat(view.status()).isEqualTo(Status.HELD);
        assertThat(view.held()).isEqualTo(Money.of(5000, "EUR"));
        assertThat(view.cardLastFour()).isEqualTo("4242");
        assertThat(world.state().consultation().isReadyToJoin()).isTrue();
    }

    @Test
    void aDeclineNamesItsReasonAndAnotherCardCanBeTried() {
        world.agreed();
        world.place("attempt-1", "decline");
        world.run(Duration.ofSeconds(1));
        assertThat(world.view(Side.CUSTOMER).declineReason()).isEqualTo("insufficient-funds");
        assertThat(world.view(Side.CONSULTANT).declineReason()).isNull();

        world.place("attempt-2", "ok");
        world.run(Duration.ofSeconds(1));

        assertThat(world.status()).isEqualTo(Status.HELD);
        assertThat(world.view(Side.CUSTOMER).declineReason()).isNull();
    }

    @Test
    void aChallengeIsShownToTheCustomerOnlyAndItsAnswerHolds() {
        world.agreed();
        world.place("attempt-1", "challenge");
        world.run(Duration.ofMinutes(5));
        assertThat(world.view(Side.CONSULTANT).challenge()).isNull();
        PaymentProjection.Challenge challenge = world.view(Side.CUSTOMER).challenge();
        assertThat(challenge.provider()).isEqualTo("cards");

        world.customer(new AnswerChallenge(challenge.operation(), "complete"));
        world.run(Duration.ofSeconds(1));

        assertThat(world.status()).isEqualTo(Status.HELD);
    }

    @Test
    void aFailedChallengeIsADecline() {
        world.agreed();
        world.place("attempt-1", "challenge");
        world.run(Duration.ofSeconds(1));

        world.customer(new AnswerChallenge(world.view(Side.CUSTOMER).challenge().operation(), "fail"));
        world.run(Duration.ofSeconds(1));

        assertThat(world.view(Side.CUSTOMER).declineReason()).isEqualTo("authentication-failed");
    }

    @Test
    void aChallengeThatNobodyAnswersEndsAfterFifteenMinutesAndIsReleased() {
        world.agreed();
        world.place("attempt-1", "challenge");

        world.run(Duration.ofMinutes(14));
        assertThat(world.status()).isEqualTo(Status.CHALLENGE);
        world.run(Duration.ofMinutes(2));

        assertThat(world.view(Side.CUSTOMER).declineReason()).isEqualTo("authentication-failed");
        assertThat(world.service.payments().get(0).state()).isEqualTo(State.RELEASED);
    }

    @Test
    void anotherCardInsteadOfTheChallengeReleasesTheFirst() {
        world.agreed();
        world.place("attempt-1", "challenge");
        world.run(Duration.ofSeconds(1));

        world.place("attempt-2", "ok");
        world.run(Duration.ofSeconds(5));

        assertThat(world.status()).isEqualTo(Status.HELD);
        assertThat(world.state().consultation().isReadyToJoin()).isTrue();
        assertThat(world.service.standing()).isEqualTo(1);
        assertThat(world.service.payments().get(0).state()).isEqualTo(State.RELEASED);
    }

    @Test
    void aBusyServiceIsAskedAgainWithTheSameKeyAfterOneThreeAndTenSeconds() {
        world.agreed();
        world.service.line(Line.BUSY);
        world.place("attempt-1", "ok");

        world.run(Duration.ofMillis(999));
        assertThat(world.service.calls()).isEqualTo(1);
        world.run(Duration.ofMillis(1));
        assertThat(world.service.calls()).isEqualTo(2);
        world.run(Duration.ofSeconds(2));
        assertThat(world.service.calls()).isEqualTo(3);
        world.service.line(Line.GOOD);
        world.run(Duration.ofSeconds(7));

        assertThat(world.status()).isEqualTo(Status.HELD);
        assertThat(world.service.calls()).isEqualTo(4);
    }

    @Test
    void aServiceThatStaysBusyForAMinuteIsADeclineAndAnotherAttemptIsPossible() {
        world.agreed();
        world.service.line(Line.BUSY);
        world.place("attempt-1", "ok");
        world.run(Duration.ofSeconds(59));
        assertThat(world.status()).isEqualTo(Status.CHECKING);

        world.run(Duration.ofSeconds(2));
        assertThat(world.view(Side.CUSTOMER).declineReason()).isEqualTo("service-unavailable");

        world.service.line(Line.GOOD);
        world.place("attempt-2", "ok");
        world.run(Duration.ofDays(3));
        assertThat(world.service.standing()).isEqualTo(1);
    }

    @Test
    void afterARestartABusyServiceIsNoDeclineUntilItSaidThatThereIsNoHold() {
        world.agreed();
        world.service.line(Line.BUSY);
        world.place("attempt-1", "ok");
        world.run(Duration.ofSeconds(5));
        world.restart();

        world.run(Duration.ofSeconds(90));

        assertThat(world.status()).isEqualTo(Status.DOUBT);
        world.service.line(Line.GOOD);
        world.run(Duration.ofMinutes(5));
        assertThat(world.status()).isEqualTo(Status.HELD);
        assertThat(world.service.payments()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Line.class,
            names = {"LOST_GOING", "LOST_COMING", "THROWS"})
    void anAnswerThatNeverCameIsLookedUpAfterTenSecondsAndHeldOnce(Line fault) {
        world.agreed();
        world.service.once(fault);
        world.place("attempt-1", "ok");

        world.run(Duration.ofSeconds(9));
        assertThat(world.status()).isEqualTo(Status.DOUBT);
        world.run(Duration.ofSeconds(2));

        assertThat(world.status()).isEqualTo(Status.HELD);
        assertThat(world.service.payments()).hasSize(1);
        assertThat(world.history().all(PaymentInDoubt.class)).hasSize(1);
    }

    @Test
    void aLostAnswerToAChallengeIsLookedUpToo() {
        world.agreed();
        world.place("attempt-1", "challenge");
        world.run(Duration.ofSeconds(1));
        world.service.once(Line.LOST_COMING);

        world.customer(new AnswerChallenge(world.view(Side.CUSTOMER).challenge().operation(), "complete"));
        world.run(Duration.ofSeconds(15));

        assertThat(world.status()).isEqualTo(Status.HELD);
    }

    @Test
    void aLongDoubtIsAskedAtGrowingDistancesAndDecidedInTheEnd() {
        world.agreed();
        world.service.line(Line.LOST_COMING);
        world.place("attempt-1", "ok");

        world.run(Duration.ofHours(10));
        assertThat(world.service.calls()).isEqualTo(5);
        world.service.line(Line.GOOD);
        world.run(Duration.ofDays(1));

        assertThat(world.history().has(HoldPlaced.class)).isTrue();
        assertThat(world.history().all(PaymentInDoubt.class)).hasSize(1);
    }

    @Test
    void aHoldThatArrivesAfterTheOfferChangedIsReleasedAndOpensNoDoor() {
        world.agreed();
        world.service.line(Line.LOST_COMING);
        world.place("attempt-1", "ok");
        world.run(Duration.ofSeconds(5));
        world.changeOffer(World.plan(300, 6000, "EUR"));
        world.agree();
        world.service.line(Line.GOOD);

        world.run(Duration.ofMinutes(2));

        assertThat(world.state().consultation().isReadyToJoin()).isFalse();
        assertThat(world.service.standing()).isZero();
        assertThat(world.status()).isEqualTo(Status.NONE);
        world.place("attempt-2", "ok");
        world.run(Duration.ofSeconds(5));
        assertThat(world.view(Side.CUSTOMER).held()).isEqualTo(Money.of(6000, "EUR"));
        assertThat(world.state().consultation().isReadyToJoin()).isTrue();
    }

    @Test
    void anAttemptThatTheServiceNeverSawEndsWithTheConsultation() {
        world.agreed();
        world.service.line(Line.BUSY);
        world.place("attempt-1", "ok");
        world.run(Duration.ofSeconds(2));
        world.happen(new ConsultationCancelled(Side.CONSULTANT, ""));
        world.service.line(Line.GOOD);

        world.run(Duration.ofMinutes(1));

        assertThat(world.history().last(HoldDeclined.class).orElseThrow().reason())
                .isEqualTo("withdrawn");
        assertThat(world.service.payments()).isEmpty();
    }

    @Test
    void aHoldOfAnotherAmountThanAskedForIsRefusedAndReleased() {
        world.service.takes(50, 10);
        world.scheduled(World.plan(200, 5003, "EUR")).agree().place("attempt-1", "ok");
        world.run(Duration.ofSeconds(1));
        assertThat(world.view(Side.CUSTOMER).held()).isEqualTo(Money.of(5000, "EUR"));

        World other = new World();
        other.agreed();
        other.service.once(Line.LOST_COMING);
        other.place("attempt-1", "ok");
        other.run(Duration.ofSeconds(5));
        other.service.takes(50, 3000);
        other.run(Duration.ofMinutes(1));

        assertThat(other.view(Side.CUSTOMER).declineReason()).isEqualTo("rejected");
        assertThat(other.service.standing()).isZero();
    }

    @Test
    void aProviderThatIsOnlyInstalledButNotOfferedHoldsNothing() {
        world.agreed();
        world.customer(new PlaceHold("attempt-1", "uninvited", "ok"));

        world.run(Duration.ofSeconds(1));

        assertThat(world.view(Side.CUSTOMER).declineReason()).isEqualTo("not-supported");
    }

    @Test
    void aProviderThatIsAwayForAMomentIsWaitedFor() {
        world.agreed();
        world.registry.unbind(world.service);
        world.place("attempt-1", "ok");
        world.run(Duration.ofSeconds(12));
        world.registry.bind(world.service);

        world.run(Duration.ofSeconds(1));

        assertThat(world.status()).isEqualTo(Status.HELD);
    }

    @Test
    void anUnusedHoldThatRunsOutIsGivenBackAndACardIsAskedForAgain() {
        world.held();
        world.run(Duration.ofDays(7).plusSeconds(1));

        assertThat(world.history().has(Released.class)).isTrue();
        assertThat(world.status()).isEqualTo(Status.NONE);
        assertThat(world.view(Side.CUSTOMER).declineReason()).isEqualTo("hold-expired");
        assertThat(world.place("attempt-2", "ok")).isInstanceOf(Outcome.Accepted.class);
    }
}
