package org.connectme.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.payment.stripe.Bench.done;
import static org.connectme.payment.stripe.Bench.euros;

import java.time.Instant;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Outcome.Declined;
import org.connectme.payment.spi.Outcome.Rejected;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SavedCardsTest {

    private final Bench bench = new Bench();
    private final FakeStripe stripe = bench.stripe;
    private final StripeProvider provider = bench.provider();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aCardIsSavedForACustomerWithoutAName() {
        Authorisation.Saved saved = (Authorisation.Saved) done(provider.save(bench.save("op-s", "pm_card_mastercard")));

        assertThat(saved.cardBrand()).isEqualTo("mastercard");
        assertThat(saved.cardLastFour()).isEqualTo("4444");
        assertThat(stripe.last("POST", "/v1/customers").params())
                .containsOnlyKeys("metadata[consultation]", "metadata[operation]");
        assertThat(stripe.last("POST", "/v1/setup_intents").params()).containsEntry("usage", "off_session");
        Payment payment = done(provider.fetch(saved.reference()));
        assertThat(payment.state()).isEqualTo(State.SAVED);
        assertThat(payment.held()).isZero();
        assertThat(payment.currency()).isEqualTo("XXX");
        assertThat(payment.heldUntil()).isEqualTo(Instant.parse("2035-01-01T00:00:00Z"));
        assertThat(provider.serves(saved.reference())).isTrue();
    }

    @Test
    void aSavedCardIsHeldWithTheCustomerAway() {
        String card = done(provider.save(bench.save("op-s", "pm_card_visa"))).reference();

        Authorisation.Held held = (Authorisation.Held) done(provider.authorise(bench.away("op-a", card)));

        assertThat(stripe.last("POST", "/v1/payment_intents").params())
                .containsEntry("off_session", "true")
                .containsKey("customer")
                .doesNotContainKey("use_stripe_sdk");
        assertThat(done(provider.capture(new Capture("op-c", held.reference(), euros(100))))
                        .captured())
                .isEqualTo(100);
    }

    @Test
    void aSavedCardCanBeHeldMoreThanOnce() {
        String card = done(provider.save(bench.save("op-s", "pm_card_visa"))).reference();

        assertThat(done(provider.authorise(bench.away("op-a", card))).reference())
                .isNotEqualTo(done(provider.authorise(bench.away("op-b", card))).reference());
    }

    @Test
    void theSameKeySavesOnceAndAnotherCardWithItIsRejected() {
        Outcome<Authorisation> saved = provider.save(bench.save("op-s", "pm_card_visa"));

        assertThat(bench.provider().save(bench.save("op-s", "pm_card_visa"))).isEqualTo(saved);
        assertThat(provider.save(bench.save("op-s", "pm_card_mastercard")))
                .isEqualTo(new Rejected<>("idempotency_error"));
    }

    @Test
    void aBankThatWantsToAskWhenNobodyIsThereDeclines() {
        String card = challenged();
        stripe.cardholder(card, true);
        assertThat(done(provider.resume("op-r", card, "done"))).isInstanceOf(Authorisation.Saved.class);

        assertThat(provider.authorise(bench.away("op-a", card)))
                .isEqualTo(new Declined<>(Decline.AUTHENTICATION_REQUIRED));
    }

    @Test
    void aCardThatFailsLaterIsSavedNowAndDeclinedThen() {
        String card = done(provider.save(bench.save("op-s", "pm_card_chargeCustomerFail")))
                .reference();

        assertThat(provider.authorise(bench.away("op-a", card))).isEqualTo(new Declined<>(Decline.GENERIC));
    }

    @Test
    void aRefusedCardIsNotSaved() {
        assertThat(provider.save(bench.save("op-s", "pm_card_visa_chargeDeclinedLostCard")))
                .isEqualTo(new Declined<>(Decline.LOST_OR_STOLEN));
        assertThat(done(provider.find("op-s")).orElseThrow().state()).isEqualTo(State.DECLINED);
    }

    @Test
    void whoTurnsAwayFromTheQuestionHasNoCardSaved() {
        String card = challenged();
        stripe.cardholder(card, false);
        assertThat(provider.resume("op-r", card, "failed")).isEqualTo(new Declined<>(Decline.AUTHENTICATION_FAILED));

        assertThat(provider.authorise(bench.away("op-a", card))).isEqualTo(new Rejected<>("no-such-card"));
    }

    @Test
    void whoComesBackWithoutHavingConfirmedHasNoCardSavedLater() {
        String card = challenged();

        assertThat(provider.resume("op-r", card, "done")).isEqualTo(new Declined<>(Decline.AUTHENTICATION_FAILED));

        stripe.cardholder(card, true);
        assertThat(done(provider.fetch(card)).state()).isEqualTo(State.RELEASED);
    }

    @Test
    void aForgottenCardIsForgottenAgainAndCannotBeUsed() {
        String card = done(provider.save(bench.save("op-s", "pm_card_visa"))).reference();
        Authorisation held = done(provider.authorise(bench.away("op-a", card)));

        assertThat(done(provider.release("op-x", card)).state()).isEqualTo(State.RELEASED);
        assertThat(done(provider.release("op-x", card)).state()).isEqualTo(State.RELEASED);
        assertThat(done(provider.release("op-y", card)).state()).isEqualTo(State.RELEASED);

        assertThat(provider.authorise(bench.away("op-b", card))).isEqualTo(new Rejected<>("no-such-card"));
        assertThat(done(provider.capture(new Capture("op-c", held.reference(), euros(5000))))
                        .captured())
                .as("what was held before stays held")
                .isEqualTo(5000);
    }

    @Test
    void aForgottenCardWhoseAnswerIsLostIsForgotten() {
        String card = done(provider.save(bench.save("op-s", "pm_card_visa"))).reference();
        stripe.disturbNext("POST", ".*/detach", Fault.CUT_AFTER);

        assertThat(done(provider.release("op-x", card)).state()).isEqualTo(State.RELEASED);
    }

    @Test
    void aQuestionCanBeGivenUp() {
        assertThat(done(provider.release("op-x", challenged())).state()).isEqualTo(State.RELEASED);
    }

    private String challenged() {
        Authorisation asked = done(provider.save(bench.save("op-s", "pm_card_authenticationRequired")));
        assertThat(asked).isInstanceOf(Authorisation.Challenge.class);
        assertThat(((Authorisation.Challenge) asked).action()).contains("_secret_");
        assertThat(asked.toString()).doesNotContain("_secret_");
        return asked.reference();
    }
}
