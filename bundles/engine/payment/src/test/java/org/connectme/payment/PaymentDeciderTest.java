package org.connectme.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.PaymentCommand.AnswerChallenge;
import org.connectme.core.command.PaymentCommand.PlaceHold;
import org.connectme.core.command.PaymentCommand.Refund;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.PaymentEvent.ChallengeAnswered;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.event.PaymentEvent.RefundRequested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentDeciderTest {

    private final World world = new World();

    @Test
    void confirmAsksForTheHoldOfThePlanUnderAKeyThatNamesTheConsultation() {
        world.agreed();

        assertThat(world.place("attempt-1", "ok")).isInstanceOf(Outcome.Accepted.class);

        HoldRequested request = world.history().last(HoldRequested.class).orElseThrow();
        assertThat(request.amount()).isEqualTo(Money.of(5000, "EUR"));
        assertThat(request.operation()).isEqualTo("hold-" + world.id + "-attempt-1");
    }

    @Test
    void confirmTwiceWithTheSameAttemptHoldsOnce() {
        world.agreed();

        world.place("attempt-1", "ok");
        assertThat(world.place("attempt-1", "ok")).isInstanceOf(Outcome.Accepted.class);
        world.run(Duration.ofMinutes(1));
        assertThat(world.place("attempt-1", "ok")).isInstanceOf(Outcome.Accepted.class);

        assertThat(world.history().all(HoldRequested.class)).hasSize(1);
        assertThat(world.service.payments()).hasSize(1);
    }

    @Test
    void aSecondAttemptIsRefusedWhileTheFirstIsBeingChecked() {
        world.agreed();
        world.place("attempt-1", "ok");

        assertRefused(world.place("attempt-2", "ok"), "payment.in-progress");
    }

    @Test
    void aSecondAttemptIsRefusedForTheFirstMinuteOfDoubt() {
        world.agreed();
        world.service.line(CardServiceInMemory.Line.LOST_COMING);
        world.place("attempt-1", "ok");
        world.run(Duration.ofSeconds(59));

        assertRefused(world.place("attempt-2", "ok"), "payment.in-progress");
        assertThat(world.status()).isEqualTo(PaymentProjection.Status.DOUBT);
    }

    @Test
    void aHoldNeedsTheAgreementFirst() {
        world.scheduled(World.plan(200, 5000, "EUR"));

        assertRefused(world.place("attempt-1", "ok"), "payment.not-agreed");
    }

    @Test
    void aChangedOfferNeedsANewAgreementBeforeAHold() {
        world.agreed().changeOffer(World.plan(300, 6000, "EUR"));

        assertRefused(world.place("attempt-1", "ok"), "payment.not-agreed");
    }

    @Test
    void aFreePlanAsksForNoCard() {
        world.scheduled(World.plan(0, 0, "EUR")).agree();

        assertRefused(world.place("attempt-1", "ok"), "payment.not-needed");
        assertThat(world.view(Side.CUSTOMER).needed()).isFalse();
    }

    @Test
    void aSecondHoldIsRefusedWhileOneStands() {
        world.held();

        assertRefused(world.place("attempt-2", "ok"), "payment.already-held");
    }

    @Test
    void noCardIsHeldForAConsultationThatIsOver() {
        world.agreed().happen(new ConsultationCancelled(Side.CUSTOMER, ""));

        assertRefused(world.place("attempt-1", "ok"), "consultation.not-open");
    }

    @Test
    void onlyTheCustomerPaysAndOnlyTheConsultantRefunds() {
        world.agreed();

        assertRefused(world.consultant(new PlaceHold("attempt-1", "cards", "ok")), "payment.not-yours");
        assertRefused(world.customer(new Refund("request-1", Money.of(1, "EUR"))), "payment.not-yours");
    }

    @ParameterizedTest
    @CsvSource({
        "short, cards, ok, payment.attempt-invalid",
        "has space1, cards, ok, payment.attempt-invalid",
        "attempt-1, CARDS, ok, payment.provider-invalid",
        "attempt-1, cards, ' ', payment.method-invalid",
    })
    void aMalformedConfirmNamesWhatIsWrong(String attempt, String provider, String method, String code) {
        world.agreed();

        assertRefused(world.customer(new PlaceHold(attempt, provider, method)), code);
        assertRefused(world.customer(new PlaceHold("attempt-1", "cards", "x".repeat(4097))), "payment.method-invalid");
    }

    @Test
    void tryingOutCardsIsStoppedAfterTwelveInAnHour() {
        world.agreed();
        for (int attempt = 10; attempt < 22; attempt++) {
            assertThat(world.place("attempt-" + attempt, "decline")).isInstanceOf(Outcome.Accepted.class);
            world.run(Duration.ofSeconds(30));
        }

        assertRefused(world.place("attempt-99", "ok"), "payment.too-many-attempts");
        world.run(Duration.ofHours(1));
        assertThat(world.place("attempt-99", "ok")).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void anAnswerToNoChallengeIsRefusedAndARepeatedOneIsNothingNew() {
        world.agreed();
        assertRefused(world.customer(new AnswerChallenge("hold-x", "complete")), "payment.no-challenge");
        world.place("attempt-1", "challenge");
        world.run(Duration.ofSeconds(1));
        String operation = world.view(Side.CUSTOMER).challenge().operation();

        world.customer(new AnswerChallenge(operation, "complete"));
        assertThat(world.customer(new AnswerChallenge(operation, "complete"))).isInstanceOf(Outcome.Accepted.class);

        assertThat(world.history().all(ChallengeAnswered.class)).hasSize(1);
    }

    @Test
    void refundsAddUpToAtMostWhatWasTakenAndRepeatsAreOne() {
        world.held().start();
        world.end(1000);
        world.run(Duration.ofMinutes(1));

        assertThat(refund("request-1", 600, "EUR")).isInstanceOf(Outcome.Accepted.class);
        assertThat(refund("request-1", 600, "EUR")).isInstanceOf(Outcome.Accepted.class);
        assertRefused(refund("request-1", 500, "EUR"), "payment.refund-mismatch");
        assertRefused(refund("request-2", 401, "EUR"), "payment.refund-too-much");
        assertRefused(refund("request-2", 0, "EUR"), "payment.refund-amount");
        assertRefused(refund("request-2", -1, "EUR"), "payment.refund-amount");
        assertRefused(refund("request-2", 100, "USD"), "payment.refund-currency");
        assertThat(refund("request-2", 400, "EUR")).isInstanceOf(Outcome.Accepted.class);
        world.run(Duration.ofMinutes(1));

        assertThat(world.history().all(RefundRequested.class)).hasSize(2);
        assertThat(world.service.payments().get(0).refunded()).isEqualTo(1000);
        assertThat(world.view(Side.CONSULTANT).refunded()).isEqualTo(Money.of(1000, "EUR"));
    }

    @Test
    void nothingIsRefundedBeforeItWasTaken() {
        world.held();

        assertRefused(refund("request-1", 100, "EUR"), "payment.nothing-captured");
    }

    private Outcome refund(String request, long amount, String currency) {
        return world.consultant(new Refund(request, Money.of(amount, currency)));
    }

    private void assertRefused(Outcome outcome, String code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }
}
