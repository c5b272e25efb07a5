package org.connectme.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.command.PaymentCommand.Refund;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.PaymentEvent.AmountWaived;
import org.connectme.core.event.PaymentEvent.CaptureFailed;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.PaymentInDoubt;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.PaymentEvent.RefundFailed;
import org.connectme.core.event.PaymentEvent.RefundRequested;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.payment.CardServiceInMemory.Line;
import org.connectme.payment.PaymentProjection.Status;
import org.connectme.payment.spi.Payment.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettlementReactionTest {

    private final World world = new World();

    @Test
    void whatIsDueIsTakenOnceAndTheReceiptIsNumbered() {
        world.held().start();
        world.end(1234);

        world.run(Duration.ofMinutes(1));

        PaymentProjection.View view = world.view(Side.CUSTOMER);
        assertThat(view.status()).isEqualTo(Status.CAPTURED);
        assertThat(view.captured()).isEqualTo(Money.of(1234, "EUR"));
        assertThat(view.receiptNumber()).isEqualTo(1);
        assertThat(world.service.captures()).containsExactly("capture-" + world.id);
        assertThat(world.nextWake()).isEmpty();
    }

    @Test
    void nothingIsTakenBeforeTheBillIsThere() {
        world.held().start();
        world.happen(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null));

        world.run(Duration.ofHours(1));

        assertThat(world.service.standing()).isEqualTo(1);
        assertThat(world.history().has(CaptureRequested.class)).isFalse();
    }

    @Test
    void noCaptureIsAboveTheHold() {
        world.held().start();
        world.end(5001);

        world.run(Duration.ofMinutes(1));

        assertThat(world.service.payments().get(0).captured()).isEqualTo(5000);
    }

    @Test
    void anAmountIsRoundedDownToWhatTheServiceTakes() {
        world.service.takes(500, 10);
        world.scheduled(World.plan(200, 5000, "KWD")).agree().place("attempt-1", "ok");
        world.run(Duration.ofSeconds(1));
        world.start();
        world.end(1239);

        world.run(Duration.ofMinutes(1));

        assertThat(world.view(Side.CUSTOMER).captured()).isEqualTo(Money.of(1230, "KWD"));
    }

    @Test
    void lessThanTheSmallestChargeIsWaivedAndTheHoldReleased() {
        world.held().start();
        world.end(49);

        world.run(Duration.ofMinutes(1));

        assertThat(world.status()).isEqualTo(Status.WAIVED);
        AmountWaived waived = world.history().last(AmountWaived.class).orElseThrow();
        assertThat(waived).isEqualTo(new AmountWaived(Money.of(49, "EUR"), Money.of(50, "EUR")));
        assertThat(world.service.payments().get(0).state()).isEqualTo(State.RELEASED);
    }

    @Test
    void nothingDueReleasesTheHold() {
        world.held().start();
        world.end(0);

        world.run(Duration.ofMinutes(1));

        assertThat(world.status()).isEqualTo(Status.RELEASED);
        assertThat(world.history().has(CaptureRequested.class)).isFalse();
        assertThat(world.service.standing()).isZero();
    }

    @Test
    void aConsultationWithoutAMeterReleasesTheHoldWithoutABill() {
        world.held().happen(new ConsultationEnded(EndReason.NOT_KEPT, null, null));

        world.run(Duration.ofMinutes(1));

        assertThat(world.status()).isEqualTo(Status.RELEASED);
    }

    @Test
    void aCancelledConsultationReleasesTheHold() {
        world.held().happen(new ConsultationCancelled(Side.CUSTOMER, ""));

        world.run(Duration.ofMinutes(1));

        assertThat(world.service.payments().get(0).state()).isEqualTo(State.RELEASED);
    }

    @Test
    void aChangedOfferReleasesItsHold() {
        world.held().changeOffer(World.plan(300, 6000, "EUR"));

        world.run(Duration.ofMinutes(1));

        assertThat(world.service.standing()).isZero();
        assertThat(world.status()).isEqualTo(Status.NONE);
    }

    @Test
    void aFreeConsultationNeedsNothing() {
        world.scheduled(World.plan(0, 0, "EUR")).agree().start();
        world.end(0);

        world.run(Duration.ofDays(1));

        assertThat(world.service.calls()).isZero();
        assertThat(world.nextWake()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Line.class,
            names = {"LOST_GOING", "LOST_COMING", "THROWS"})
    void aCaptureWhoseAnswerNeverCameIsLookedUpAndHappensOnce(Line fault) {
        world.held().start();
        world.service.once(fault);
        world.end(1000);

        world.run(Duration.ofSeconds(5));
        assertThat(world.status()).isEqualTo(Status.DOUBT);
        world.run(Duration.ofSeconds(6));

        assertThat(world.status()).isEqualTo(Status.CAPTURED);
        assertThat(world.service.captures()).hasSize(1);
        assertThat(world.history().all(CaptureRequested.class)).hasSize(1);
    }

    @Test
    void aDoubtThatLastsForDaysIsNeitherGuessedNorGivenASecondKey() {
        world.held().start();
        world.service.line(Line.LOST_COMING);
        world.end(1000);
        world.run(Duration.ofDays(3));
        assertThat(world.status()).isEqualTo(Status.DOUBT);
        assertThat(world.history().all(PaymentInDoubt.class)).hasSize(1);

        world.service.line(Line.GOOD);
        world.run(Duration.ofDays(1));

        assertThat(world.status()).isEqualTo(Status.CAPTURED);
        assertThat(world.service.captures()).hasSize(1);
    }

    @Test
    void aServiceOutOfReachIsAskedForDaysAndTheOperatorSeesIt() {
        world.held().start();
        world.service.line(Line.BUSY);
        world.end(1000);

        world.run(Duration.ofDays(4).plusHours(1));

        List<Integer> told = world.history()
                .all(CaptureFailed.class)
                .map(CaptureFailed::attempt)
                .toList();
        assertThat(told).containsExactly(1, 5, 10, 11, 12, 13);
        world.service.line(Line.GOOD);
        world.run(Duration.ofDays(1));
        assertThat(world.status()).isEqualTo(Status.CAPTURED);
    }

    @Test
    void aProviderThatIsReplacedDuringTheCaptureIsNoFailure() {
        world.held().start();
        world.registry.unbind(world.service);
        world.end(1000);
        world.run(Duration.ofSeconds(3));
        world.registry.bind(world.service);

        world.run(Duration.ofSeconds(1));

        assertThat(world.status()).isEqualTo(Status.CAPTURED);
        assertThat(world.history().has(CaptureFailed.class)).isFalse();
    }

    @Test
    void aHoldThatIsGoneBeforeTheCaptureIsAFailureEachDay() {
        world.held().start();
        world.service.change(world.service.payments().get(0).reference(), State.EXPIRED, 0);
        world.end(1000);

        world.run(Duration.ofDays(2).plusHours(1));

        assertThat(world.status()).isEqualTo(Status.FAILED);
        assertThat(world.history().all(CaptureFailed.class).map(CaptureFailed::attempt))
                .containsExactly(1, 10, 11);
        assertThat(world.history().last(CaptureFailed.class).orElseThrow().reason())
                .isEqualTo("hold-expired");
    }

    @Test
    void aRefusedCaptureThatTheServiceAlreadyShowsInOurAmountIsDone() {
        world.held().start();
        world.service.change(world.service.payments().get(0).reference(), State.CAPTURED, 1000);
        world.end(1000);

        world.run(Duration.ofMinutes(1));

        assertThat(world.status()).isEqualTo(Status.CAPTURED);
    }

    @Test
    void aCaptureOfAnotherAmountIsShownToTheOperatorAndNotTakenForOurs() {
        world.held().start();
        world.service.change(world.service.payments().get(0).reference(), State.CAPTURED, 999);
        world.end(1000);

        world.run(Duration.ofMinutes(1));

        assertThat(world.status()).isEqualTo(Status.FAILED);
        assertThat(world.history().last(CaptureFailed.class).orElseThrow().reason())
                .isEqualTo("amount-mismatch");
    }

    @Test
    void aLostAnswerToAReleaseIsLookedUp() {
        world.held();
        world.service.once(Line.LOST_COMING);
        world.happen(new ConsultationCancelled(Side.CUSTOMER, ""));

        world.run(Duration.ofMinutes(1));

        assertThat(world.status()).isEqualTo(Status.RELEASED);
    }

    @Test
    void aHoldThatNobodyCouldReleaseIsFreeWhenItsTimeIsOver() {
        world.held();
        world.registry.unbind(world.service);
        world.happen(new ConsultationCancelled(Side.CUSTOMER, ""));
        world.run(Duration.ofDays(6));
        assertThat(world.history().has(Released.class)).isFalse();

        world.run(Duration.ofDays(2));

        assertThat(world.status()).isEqualTo(Status.RELEASED);
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void aRefundHappensOnceWhateverBecomesOfItsAnswer(Line fault) {
        world.held().start();
        world.end(1000);
        world.run(Duration.ofMinutes(1));
        world.service.once(fault);

        world.consultant(new Refund("request-1", Money.of(300, "EUR")));
        world.run(Duration.ofMinutes(1));

        assertThat(world.service.payments().get(0).refunded()).isEqualTo(300);
        assertThat(world.view(Side.CONSULTANT).refunds())
                .extracting(PaymentProjection.RefundView::state)
                .containsExactly(PaymentProjection.RefundStatus.DONE);
    }

    @Test
    void aRefusedRefundIsShownAndItsAmountCanBeAskedForAgain() {
        world.held().start();
        world.end(1000);
        world.run(Duration.ofMinutes(1));
        world.happen(new RefundRequested("refund-" + world.id + "-too-large", Money.of(2000, "EUR")));
        world.run(Duration.ofMinutes(1));

        assertThat(world.history().last(RefundFailed.class).orElseThrow().reason())
                .isEqualTo("refund-too-large");
        world.consultant(new Refund("request-2", Money.of(1000, "EUR")));
        world.run(Duration.ofMinutes(1));
        assertThat(world.view(Side.CONSULTANT).refunded()).isEqualTo(Money.of(1000, "EUR"));
    }

    @Test
    void aRestartAtAnyMomentTakesNothingTwice() {
        world.held().start();
        world.service.line(Line.LOST_COMING);
        world.end(1000);
        for (int i = 0; i < 5; i++) {
            world.restart();
            world.run(Duration.ofSeconds(7));
        }
        world.service.line(Line.GOOD);
        world.restart();
        world.run(Duration.ofHours(2));

        assertThat(world.service.captures()).hasSize(1);
        assertThat(world.history().all(Captured.class)).hasSize(1);
        assertThat(world.history().all(ReceiptIssued.class)).hasSize(1);
    }
}
