package org.connectme.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.connectme.core.Side;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.PaymentCommand.AnswerChallenge;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.payment.CardServiceInMemory.Line;
import org.connectme.payment.PaymentProjection.Status;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Appointments further away than a hold lasts, and holds that do not last until the end (PAY-4). */
class LaterHoldTest {

    private final World world = new World();

    @Test
    void aFarAppointmentKeepsTheCardAndHoldsItTwoDaysBefore() {
        Instant startsAt = World.START.plus(Duration.ofDays(20));
        world.agreedAhead(20).place("attempt-1", "ok");
        world.run(Duration.ofSeconds(1));
        assertThat(world.status()).isEqualTo(Status.SAVED);
        assertThat(world.view(Side.CUSTOMER).holdAt()).isEqualTo(startsAt.minus(Duration.ofDays(2)));
        assertThat(world.view(Side.CUSTOMER).cardLastFour()).isEqualTo("4242");
        assertThat(world.service.standing()).isZero();

        runUntil(startsAt.minus(Duration.ofDays(2)).minusSeconds(1));
        assertThat(world.status()).isEqualTo(Status.SAVED);
        runUntil(startsAt.minus(Duration.ofDays(2)).plusSeconds(1));

        assertThat(world.status()).isEqualTo(Status.HELD);
        assertThat(world.state().consultation().isReadyToJoin()).isTrue();
        assertThat(world.history().all(HoldRequested.class).map(HoldRequested::customerAway))
                .containsExactly(false, true);
    }

    @Test
    void theCardIsForgottenOnceEverythingIsOver() {
        world.agreedAhead(10).place("attempt-1", "ok");
        world.run(Duration.ofDays(10));
        world.start();
        world.end(1_000);
        world.run(Duration.ofMinutes(1));

        assertThat(states()).containsExactly(State.RELEASED, State.CAPTURED);
        assertThat(world.status()).isEqualTo(Status.CAPTURED);
    }

    @Test
    void aCancelledAppointmentForgetsTheCardAndHoldsNothing() {
        world.agreedAhead(10).place("attempt-1", "ok");
        world.run(Duration.ofDays(1));
        world.happen(new ConsultationCancelled(Side.CUSTOMER, ""));
        world.run(Duration.ofDays(20));

        assertThat(states()).containsExactly(State.RELEASED);
    }

    @Test
    void aCardThatFailsThenIsToldToBothAndAnotherCanBeEntered() {
        world.agreedAhead(10).place("attempt-1", "away");
        world.run(Duration.ofDays(9));
        assertThat(world.status()).isEqualTo(Status.DECLINED);
        assertThat(world.view(Side.CUSTOMER).declineReason()).isEqualTo("authentication-required");
        assertThat(world.history().all(HoldRequested.class)).hasSize(2);

        world.place("attempt-2", "ok");
        world.run(Duration.ofMinutes(1));

        assertThat(world.status()).isEqualTo(Status.HELD);
        assertThat(states()).containsExactly(State.RELEASED, State.DECLINED, State.HELD);
    }

    @ParameterizedTest
    @EnumSource(
            value = Line.class,
            names = {"LOST_GOING", "LOST_COMING", "THROWS", "BUSY"})
    void aLostAnswerKeepsTheCardOnce(Line line) {
        world.service.once(line);
        world.agreedAhead(10).place("attempt-1", "ok");
        world.run(Duration.ofMinutes(1));

        assertThat(world.status()).isEqualTo(Status.SAVED);
        assertThat(states()).containsExactly(State.SAVED);
    }

    @Test
    void aServiceThatIsAwayForAnHourWhenTheCardIsToBeHeldIsAskedAgain() {
        world.agreedAhead(10).place("attempt-1", "ok");
        world.run(Duration.ofDays(7));
        world.service.line(Line.BUSY);
        world.run(Duration.ofDays(1).plusHours(1));
        assertThat(world.status()).isEqualTo(Status.CHECKING);
        world.service.line(Line.GOOD);
        world.run(Duration.ofHours(2));

        assertThat(world.status()).isEqualTo(Status.HELD);
    }

    @Test
    void aServiceThatIsAwayForHalfADayLeavesTimeForAnotherCard() {
        world.agreedAhead(10).place("attempt-1", "ok");
        world.run(Duration.ofDays(7));
        world.service.line(Line.BUSY);
        world.run(Duration.ofDays(1).plusHours(8));
        assertThat(world.status()).isEqualTo(Status.DECLINED);
        world.service.line(Line.GOOD);
        world.place("attempt-2", "ok");
        world.run(Duration.ofMinutes(2));

        assertThat(world.status()).isEqualTo(Status.HELD);
        assertThat(world.service.standing()).isEqualTo(1);
    }

    @Test
    void aConfirmationIsAskedForWhenTheCardIsKept() {
        world.agreedAhead(10).place("attempt-1", "challenge");
        world.run(Duration.ofSeconds(1));
        assertThat(world.status()).isEqualTo(Status.CHALLENGE);
        String operation = world.view(Side.CUSTOMER).challenge().operation();

        world.customer(new AnswerChallenge(operation, "complete"));
        world.run(Duration.ofSeconds(1));
        assertThat(world.status()).isEqualTo(Status.SAVED);

        world.run(Duration.ofDays(9));
        assertThat(world.status()).isEqualTo(Status.HELD);
    }

    @Test
    void bothComingEarlyHoldTheCardAtOnce() {
        world.agreedAhead(10).place("attempt-1", "ok");
        world.run(Duration.ofDays(5));
        assertThat(world.status()).isEqualTo(Status.SAVED);

        world.happen(new ParticipantJoined(Side.CUSTOMER));
        world.happen(new ParticipantJoined(Side.CONSULTANT));
        world.run(Duration.ofSeconds(1));

        assertThat(world.status()).isEqualTo(Status.HELD);
    }

    @Test
    void anEarlierTimeHoldsTheCardEarlier() {
        world.agreedAhead(30).place("attempt-1", "ok");
        world.run(Duration.ofDays(1));
        Instant sooner = world.now().plus(Duration.ofDays(1));
        world.happen(new ConsultationRescheduled(sooner, 30, "Europe/Vienna", sooner.plus(Duration.ofDays(1))));
        world.run(Duration.ofSeconds(1));

        assertThat(world.status()).isEqualTo(Status.HELD);
    }

    @Test
    void aServiceThatKeepsNoCardsSaysThatItIsTooEarly() {
        world.service.abilities(Ability.PARTIAL_CAPTURE, Ability.LOOKUP);
        world.agreedAhead(10).place("attempt-1", "ok");
        world.run(Duration.ofSeconds(1));

        assertThat(world.status()).isEqualTo(Status.DECLINED);
        assertThat(world.view(Side.CUSTOMER).declineReason()).isEqualTo("too-early");
        assertThat(world.service.payments()).isEmpty();
    }

    @Test
    void aHoldThatRunsOutBeforeTheEndCanBeRenewedAndNeverStandsTwice() {
        world.held();
        assertThat(world.view(Side.CUSTOMER).renewable()).isFalse();
        assertRefused(world.place("attempt-2", "ok"), "payment.already-held");
        Instant later = World.START.plus(Duration.ofDays(7)).minusSeconds(600);
        world.happen(new ConsultationRescheduled(later, 30, "Europe/Vienna", later.plus(Duration.ofDays(1))));
        runUntil(later.minus(Duration.ofDays(1)));
        assertThat(world.view(Side.CUSTOMER).renewable()).isTrue();

        world.place("attempt-2", "ok");
        world.run(Duration.ofMinutes(1));

        assertThat(world.status()).isEqualTo(Status.HELD);
        assertThat(world.view(Side.CUSTOMER).renewable()).isFalse();
        assertThat(states()).containsExactly(State.RELEASED, State.HELD);
    }

    @Test
    void nothingIsRenewedOnceTheMeterHasStarted() {
        world.held();
        Instant later = World.START.plus(Duration.ofDays(7)).minusSeconds(600);
        world.happen(new ConsultationRescheduled(later, 30, "Europe/Vienna", later.plus(Duration.ofDays(1))));
        runUntil(later);
        world.start();

        assertThat(world.view(Side.CUSTOMER).renewable()).isFalse();
        assertRefused(world.place("attempt-2", "ok"), "payment.already-held");
    }

    private void runUntil(Instant instant) {
        world.run(Duration.between(world.now(), instant));
    }

    private List<State> states() {
        return world.service.payments().stream().map(Payment::state).toList();
    }

    private static void assertRefused(Outcome outcome, String code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }
}
