package org.connectme.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Currency;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.command.PaymentCommand.Refund;
import org.connectme.core.event.PaymentEvent.AmountWaived;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.event.PaymentEvent.RefundFailed;
import org.connectme.payment.CardServiceInMemory.Line;
import org.connectme.payment.PaymentProjection.RefundStatus;
import org.connectme.payment.PaymentProjection.Status;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Payment.State;
import org.junit.jupiter.api.Test;

/** What becomes of money at a service that cannot do everything, in doubt, and where there are two services. */
class AbilitiesTest {

    private static final Currency EURO = Currency.getInstance("EUR");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final World world = new World();

    @Test
    void aServiceThatTakesOnlyWholeHoldsIsNotOffered() {
        world.service.abilities(Ability.REFUND, Ability.LOOKUP);

        assertThat(world.forms.form(EURO)).isEmpty();
        world.agreed().place("attempt-1", "ok");
        world.run(MINUTE);
        assertThat(world.view(Side.CUSTOMER).declineReason()).isEqualTo("not-supported");
    }

    @Test
    void aServiceThatStopsTakingPartOfAHoldTakesNothingRatherThanTooMuch() {
        world.held().start();
        world.service.abilities(Ability.REFUND, Ability.LOOKUP);
        world.end(1_000);
        world.run(MINUTE);

        assertThat(world.status()).isEqualTo(Status.WAIVED);
        assertThat(world.history().last(AmountWaived.class).orElseThrow().smallest())
                .isEqualTo(Money.of(5_000, "EUR"));
        assertThat(world.service.standing()).isZero();
        assertThat(world.service.captures()).isEmpty();
    }

    @Test
    void aServiceWithoutRefundsSaysSoAtOnce() {
        captured();
        world.service.abilities(Ability.PARTIAL_CAPTURE, Ability.LOOKUP);

        world.consultant(new Refund("request-1", Money.of(100, "EUR")));
        world.run(Duration.ofSeconds(1));

        assertThat(world.view(Side.CONSULTANT).refunds().get(0).state()).isEqualTo(RefundStatus.FAILED);
        assertThat(world.history().last(RefundFailed.class).orElseThrow().reason())
                .isEqualTo("not-supported");
    }

    @Test
    void aRefundThatIsNeverAnsweredFailsAfterTwoWeeks() {
        captured();
        world.service.line(Line.LOST_GOING);
        world.consultant(new Refund("request-1", Money.of(100, "EUR")));
        world.run(Duration.ofDays(13));
        assertThat(world.view(Side.CONSULTANT).refunds().get(0).state()).isEqualTo(RefundStatus.ASKED);

        world.run(Duration.ofDays(3));

        assertThat(world.view(Side.CONSULTANT).refunds().get(0).state()).isEqualTo(RefundStatus.FAILED);
        assertThat(world.nextWake()).isEmpty();
    }

    @Test
    void aServiceThatLooksNothingUpIsAskedWithTheSameKeyAsLongAsItRemembersIt() {
        world.service.abilities(Ability.PARTIAL_CAPTURE);
        world.agreed();
        world.service.line(Line.LOST_COMING);
        world.place("attempt-1", "ok");
        world.run(Duration.ofMinutes(10));
        assertThat(world.status()).isEqualTo(Status.DOUBT);

        world.service.line(Line.GOOD);
        world.run(Duration.ofHours(1));

        assertThat(world.status()).isEqualTo(Status.HELD);
        assertThat(world.service.payments()).hasSize(1);
    }

    @Test
    void whatIsNeverFoundOutIsGivenUpWhenTheKeyIsForgottenAndNeverAskedTwice() {
        world.service.abilities(Ability.PARTIAL_CAPTURE);
        world.scheduled(World.plan(200, 5_000, "EUR"), World.START.plus(Duration.ofDays(5)));
        world.agree();
        world.service.line(Line.LOST_COMING);
        world.place("attempt-1", "ok");
        world.run(Duration.ofHours(19));
        world.service.line(Line.LOST_GOING);
        world.run(Duration.ofDays(2));

        assertThat(world.history().last(HoldDeclined.class).orElseThrow().reason())
                .isEqualTo("unanswered");
        world.service.line(Line.GOOD);
        world.run(Duration.ofDays(1));
        assertThat(world.service.payments()).hasSize(1);
    }

    @Test
    void aMinuteOfDoubtLetsAnotherCardBeTriedAndTheFirstIsReleasedWhenItTurnsUp() {
        world.agreed();
        world.service.line(Line.LOST_COMING);
        world.place("attempt-1", "ok");
        world.run(Duration.ofSeconds(30));
        assertThat(world.view(Side.CUSTOMER).otherCard()).isFalse();
        world.run(Duration.ofSeconds(31));
        assertThat(world.view(Side.CUSTOMER).otherCard()).isTrue();

        world.service.line(Line.GOOD);
        world.place("attempt-2", "ok");
        world.run(Duration.ofHours(2));

        assertThat(world.status()).isEqualTo(Status.HELD);
        assertThat(world.service.payments())
                .extracting(payment -> payment.state())
                .containsExactly(State.RELEASED, State.HELD);
    }

    @Test
    void aCardholderWhosePageNeverCameBackIsFoundToHaveConfirmed() {
        world.agreed().place("attempt-1", "challenge");
        world.run(Duration.ofSeconds(5));
        String reference = world.service.payments().get(0).reference();
        world.service.change(reference, State.HELD, 0);

        world.run(MINUTE);

        assertThat(world.status()).isEqualTo(Status.HELD);
    }

    @Test
    void theSecondServiceIsOfferedOnceTheFirstHasCertainlyNotDoneIt() {
        CardServiceInMemory second = world.withSecondService();
        world.agreed();
        world.service.line(Line.BUSY);
        assertThat(world.forms.next(world.history()).orElseThrow().provider()).isEqualTo("cards");
        world.place("attempt-1", "ok");
        world.run(Duration.ofSeconds(5));
        assertThat(world.forms.next(world.history()).orElseThrow().provider()).isEqualTo("cards");
        world.run(Duration.ofSeconds(15));

        assertThat(world.view(Side.CUSTOMER).declineReason()).isEqualTo("service-unavailable");
        assertThat(world.forms.next(world.history()).orElseThrow().provider()).isEqualTo("other");
        world.place("attempt-2", "other", "ok");
        world.run(Duration.ofSeconds(1));
        world.start();
        world.end(1_000);
        world.service.line(Line.GOOD);
        world.run(Duration.ofDays(2));

        assertThat(second.captures()).hasSize(1);
        assertThat(world.service.captures()).isEmpty();
        assertThat(world.service.payments()).isEmpty();
    }

    @Test
    void theSecondServiceIsNotOfferedAfterALostAnswer() {
        world.withSecondService();
        world.agreed();
        world.service.line(Line.LOST_COMING);
        world.place("attempt-1", "ok");
        world.run(Duration.ofMinutes(10));

        assertThat(world.forms.next(world.history()).orElseThrow().provider()).isEqualTo("cards");
        world.place("attempt-2", "other", "ok");
        assertThat(world.history().all(HoldRequested.class)).hasSize(1);
        world.place("attempt-3", "ok");
        world.run(Duration.ofSeconds(1));
        assertThat(world.history().all(HoldRequested.class)).hasSize(2);
        assertThat(world.forms.next(world.history()).orElseThrow().provider()).isEqualTo("cards");
    }

    @Test
    void theSecondServiceIsNotOfferedAfterARefusal() {
        world.withSecondService();
        world.agreed().place("attempt-1", "decline");
        world.run(MINUTE);

        assertThat(world.status()).isEqualTo(Status.DECLINED);
        assertThat(world.forms.next(world.history()).orElseThrow().provider()).isEqualTo("cards");
    }

    @Test
    void theNewestVersionThatServesAHoldGoesOnWithIt() {
        world.held().start();
        CardServiceInMemory newer = new CardServiceInMemory(world::now);
        newer.version("2.0.0");
        newer.serves(reference -> false);
        world.registry.bind(newer);
        world.end(1_000);
        world.run(MINUTE);

        assertThat(world.status()).isEqualTo(Status.CAPTURED);
        assertThat(newer.calls()).isZero();
        assertThat(world.forms.form(EURO).orElseThrow().version()).isEqualTo("2.0.0");
    }

    private void captured() {
        world.held().start();
        world.end(1_000);
        world.run(MINUTE);
        assertThat(world.status()).isEqualTo(Status.CAPTURED);
    }
}
