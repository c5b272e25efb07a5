package org.connectme.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.payment.stripe.Bench.done;
import static org.connectme.payment.stripe.Bench.euros;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Outcome.Declined;
import org.connectme.payment.spi.Outcome.Done;
import org.connectme.payment.spi.Outcome.Rejected;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.Raise;
import org.connectme.payment.spi.Refund;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldsTest {

    private final Bench bench = new Bench();
    private final FakeStripe stripe = bench.stripe;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aHoldSaysWhatItIsAndHowLongItLasts() {
        Authorisation.Held held = bench.held(bench.provider());

        assertThat(held.amount()).isEqualTo(euros(5000));
        assertThat(held.cardBrand()).isEqualTo("visa");
        assertThat(held.cardLastFour()).isEqualTo("4242");
        assertThat(held.heldUntil()).isEqualTo(stripe.now().plus(Duration.ofDays(7)));
        assertThat(held.reference()).startsWith("pi_");
    }

    @Test
    void aHoldCarriesOurReferenceTheReceiptsAddressAndAStatementThatFits() {
        Authorisation.Held held = bench.held(bench.provider());

        Ledger.Intent intent = stripe.ledger().intent(held.reference());
        assertThat(intent.metadata).containsEntry("consultation", "c0ffee").containsEntry("operation", "op-1");
        assertThat(intent.receiptEmail).isEqualTo("customer@example.org");
        assertThat(intent.suffix).isEqualTo("CONSULT AN");
        assertThat(stripe.last("POST", "/v1/payment_intents").params())
                .containsEntry("capture_method", "manual")
                .containsEntry("payment_method_types[0]", "card")
                .containsEntry("use_stripe_sdk", "true")
                .doesNotContainKeys("off_session", "transfer_data[destination]", "application_fee_amount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "123456789 ANA"})
    void aStatementWithoutALetterInItsLengthIsLeftOut(String description) {
        Authorise request = bench.request("pm_card_visa");
        bench.provider()
                .authorise(new Authorise(
                        request.operation(),
                        request.consultation(),
                        request.seller(),
                        request.amount(),
                        request.method(),
                        description,
                        Optional.empty(),
                        true));

        assertThat(stripe.last("POST", "/v1/payment_intents").params())
                .doesNotContainKeys("statement_descriptor_suffix", "receipt_email");
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_visa_chargeDeclined, GENERIC",
        "pm_card_visa_chargeDeclinedInsufficientFunds, INSUFFICIENT_FUNDS",
        "pm_card_visa_chargeDeclinedLostCard, LOST_OR_STOLEN",
        "pm_card_visa_chargeDeclinedStolenCard, LOST_OR_STOLEN",
        "pm_card_chargeDeclinedExpiredCard, EXPIRED_CARD",
        "pm_card_chargeDeclinedIncorrectCvc, WRONG_SECURITY_CODE",
        "pm_card_chargeDeclinedProcessingError, PROCESSING_ERROR",
        "pm_card_radarBlock, GENERIC",
    })
    void aRefusedCardIsDeclinedForItsReasonAndFoundAsSuch(String card, Decline reason) {
        StripeProvider provider = bench.provider();
        Authorise request = bench.request(card);

        assertThat(provider.authorise(request)).isEqualTo(new Declined<>(reason));
        assertThat(provider.authorise(request)).isEqualTo(new Declined<>(reason));
        assertThat(stripe.ledger().intents()).isEqualTo(1);
        assertThat(done(provider.find(request.operation())).orElseThrow().state())
                .isEqualTo(State.DECLINED);
    }

    @Test
    void theTestCardsOfTheProviderDoWhatItSaysOfThem() {
        StripeProvider provider = bench.provider();
        provider.testCards()
                .orElseThrow()
                .declined()
                .forEach((card, reason) ->
                        assertThat(provider.authorise(bench.request(card))).isEqualTo(new Declined<>(reason)));
        assertThat(provider.authorise(
                        bench.request(provider.testCards().orElseThrow().good())))
                .isInstanceOf(Done.class);
    }

    @ParameterizedTest
    @CsvSource({
        "EUR, 49, amount-too-small",
        "GBP, 29, amount-too-small",
        "HUF, 17499, amount-too-small",
        "KWD, 490, amount-too-small",
        "EUR, 100000000, amount-too-large",
        "KWD, 5005, amount-not-a-multiple",
        "UGX, 5000, currency-not-supported",
        "ISK, 5000, currency-not-supported",
        "MGA, 5000, currency-not-supported",
        "XXX, 5000, currency-not-supported",
    })
    void whatStripeWouldNotTakeIsNotSent(String currency, long amount, String code) {
        StripeProvider provider = bench.provider();

        assertThat(provider.authorise(bench.request("op", "pm_card_visa", amount, currency)))
                .isEqualTo(new Rejected<>(code));
        assertThat(stripe.requests()).isEmpty();
        assertThat(provider.capabilities(currency).map(can -> can.takes(amount)).orElse(false))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"EUR, 50", "GBP, 30", "JPY, 50", "JPY, 5000", "KWD, 500", "KWD, 12340", "HUF, 17500"})
    void amountsGoInTheirOwnMinorUnits(String currency, long amount) {
        StripeProvider provider = bench.provider();

        Authorisation.Held held =
                (Authorisation.Held) done(provider.authorise(bench.request("op", "pm_card_visa", amount, currency)));

        assertThat(held.amount()).isEqualTo(new Amount(amount, currency));
        assertThat(stripe.ledger().intent(held.reference()).amount).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4242424242424242", "tok_visa", "pm_", "pm_x/../y", "seti_", "../v1/account"})
    void aMethodThatIsNoneIsNotSent(String method) {
        assertThat(bench.provider().authorise(bench.request(method))).isEqualTo(new Rejected<>("no-such-method"));
        assertThat(bench.provider().save(bench.save("op", method))).isEqualTo(new Rejected<>("no-such-method"));
        assertThat(stripe.requests()).isEmpty();
    }

    @Test
    void aMethodThatStripeDoesNotKnowIsRejected() {
        assertThat(bench.provider().authorise(bench.request("pm_1Unknown")))
                .isEqualTo(new Rejected<>("resource_missing"));
    }

    @Test
    void aConfirmationTokenHoldsOnceAndBringsItsOwnWayOfAsking() {
        StripeProvider provider = bench.provider();

        assertThat(provider.authorise(bench.request("ctoken_card_visa"))).isInstanceOf(Done.class);
        assertThat(provider.authorise(bench.request("ctoken_card_visa")))
                .isEqualTo(new Rejected<>("payment_intent_confirmation_token_invalid"));
    }

    @Test
    void theSameKeyAnswersTheSameAndHoldsOnce() {
        Authorise request = bench.request("pm_card_visa");

        Outcome<Authorisation> first = bench.provider().authorise(request);
        Outcome<Authorisation> second = bench.provider().authorise(request);

        assertThat(first).isInstanceOf(Done.class).isEqualTo(second);
        assertThat(stripe.ledger().intents()).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnythingElseIsRejected() {
        StripeProvider provider = bench.provider();
        provider.authorise(bench.request("op", "pm_card_visa", 5000, "EUR"));

        assertThat(provider.authorise(bench.request("op", "pm_card_visa", 5001, "EUR")))
                .isEqualTo(new Rejected<>("idempotency_error"));
        assertThat(provider.authorise(bench.request("op", "pm_card_visa", 5000, "USD")))
                .isEqualTo(new Rejected<>("idempotency_error"));
        assertThat(provider.authorise(bench.request("op", "pm_card_mastercard", 5000, "EUR")))
                .isEqualTo(new Rejected<>("idempotency_error"));
        assertThat(provider.save(bench.save("op", "pm_card_visa"))).isEqualTo(new Rejected<>("idempotency_error"));
        assertThat(stripe.ledger().intents()).isEqualTo(1);
    }

    @Test
    void anotherConfigurationInBetweenDoesNotMakeTheSameRequestAnother() {
        Authorise request = bench.request("pm_card_visa");
        Outcome<Authorisation> before = bench.provider().authorise(request);

        Outcome<Authorisation> after = bench.set("statement_length", 5)
                .set("sellers", "ana=acct_1")
                .provider()
                .authorise(request);

        assertThat(after).isEqualTo(before);
        assertThat(stripe.ledger().intents()).isEqualTo(1);
    }

    @Test
    void aChallengeThatIsMetHolds() {
        StripeProvider provider = bench.provider();
        Authorisation.Challenge challenge =
                (Authorisation.Challenge) done(provider.authorise(bench.request("pm_card_authenticationRequired")));
        assertThat(challenge.action()).contains("\"secret\":\"" + challenge.reference() + "_secret_ofTheCardholder\"");
        assertThat(done(provider.fetch(challenge.reference())).state()).isEqualTo(State.CHALLENGE);

        stripe.cardholder(challenge.reference(), true);
        Outcome<Authorisation> resumed = bench.provider().resume("op-r", challenge.reference(), "done");

        assertThat(done(resumed)).isInstanceOf(Authorisation.Held.class);
        assertThat(provider.resume("op-r", challenge.reference(), "done")).isEqualTo(resumed);
        assertThat(provider.resume("op-r", challenge.reference(), "failed"))
                .isEqualTo(new Rejected<>("idempotency_error"));
    }

    @Test
    void aChallengeThatFailsIsDeclined() {
        StripeProvider provider = bench.provider();
        String reference = done(provider.authorise(bench.request("pm_card_authenticationRequired")))
                .reference();

        stripe.cardholder(reference, false);

        assertThat(provider.resume("op-r", reference, "failed"))
                .isEqualTo(new Declined<>(Decline.AUTHENTICATION_FAILED));
        assertThat(done(provider.fetch(reference)).state()).isEqualTo(State.DECLINED);
    }

    @Test
    void whoComesBackWithoutHavingConfirmedHasGivenUpAndNothingIsHeldLater() {
        StripeProvider provider = bench.provider();
        String reference = done(provider.authorise(bench.request("pm_card_authenticationRequired")))
                .reference();

        assertThat(provider.resume("op-r", reference, "done")).isEqualTo(new Declined<>(Decline.AUTHENTICATION_FAILED));

        stripe.cardholder(reference, true);
        assertThat(done(provider.fetch(reference)).state()).isEqualTo(State.RELEASED);
        assertThat(provider.resume("op-r", reference, "done")).isEqualTo(new Declined<>(Decline.AUTHENTICATION_FAILED));
    }

    @Test
    void aChallengeCanBeGivenUp() {
        StripeProvider provider = bench.provider();
        String reference = done(provider.authorise(bench.request("pm_card_authenticationRequired")))
                .reference();

        assertThat(done(provider.release("op-x", reference)).state()).isEqualTo(State.RELEASED);
    }

    @Test
    void partOfAHoldIsCapturedAndTheRestIsNoRefund() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);

        Payment payment = done(provider.capture(new Capture("op-c", held.reference(), euros(3000))));

        assertThat(payment.state()).isEqualTo(State.CAPTURED);
        assertThat(payment.captured()).isEqualTo(3000);
        assertThat(payment.held()).isEqualTo(5000);
        assertThat(payment.refunded()).isZero();
        assertThat(bench.provider().fetch(held.reference())).isEqualTo(new Done<>(payment));
    }

    @Test
    void sixteenCapturesAtOnceTakeTheMoneyOnce() throws Exception {
        Authorisation.Held held = bench.held(bench.provider());
        StripeProvider provider = bench.provider();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Outcome<Payment>>> same = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                same.add(() -> provider.capture(new Capture("op-c", held.reference(), euros(4000))));
            }
            for (Future<Outcome<Payment>> outcome : threads.invokeAll(same)) {
                assertThat(done(outcome.get()).captured()).isEqualTo(4000);
            }
            List<Callable<Outcome<Payment>>> different = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String operation = "op-d" + i;
                different.add(() -> provider.capture(new Capture(operation, held.reference(), euros(4000))));
            }
            for (Future<Outcome<Payment>> outcome : threads.invokeAll(different)) {
                assertThat(outcome.get()).isEqualTo(new Rejected<>("payment_intent_unexpected_state"));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(stripe.ledger().intent(held.reference()).captured).isEqualTo(4000);
    }

    @Test
    void aCaptureIsStillItsOwnWhenStripeHasForgottenItsKey() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);
        Capture capture = new Capture("op-c", held.reference(), euros(3000));
        Outcome<Payment> before = provider.capture(capture);

        stripe.pass(Duration.ofHours(25));

        assertThat(provider.capture(capture)).isEqualTo(before);
        stripe.pass(Duration.ofHours(25));
        assertThat(provider.capture(new Capture("op-c", held.reference(), euros(2000))))
                .isEqualTo(new Rejected<>("payment_intent_unexpected_state"));
    }

    @Test
    void oneUnitTooMuchIsNotCaptured() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);

        assertThat(provider.capture(new Capture("op-c", held.reference(), euros(5001))))
                .isEqualTo(new Rejected<>("amount_too_large"));
        assertThat(done(provider.fetch(held.reference())).state()).isEqualTo(State.HELD);
    }

    @Test
    void anAmountOfAnotherCurrencyIsNeverSent() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);

        assertThat(provider.capture(new Capture("op-c", held.reference(), new Amount(3000, "JPY"))))
                .isEqualTo(new Rejected<>("currency-mismatch"));
        done(provider.capture(new Capture("op-c2", held.reference(), euros(3000))));
        assertThat(provider.refund(new Refund("op-f", held.reference(), new Amount(100, "USD"))))
                .isEqualTo(new Rejected<>("currency-mismatch"));
        assertThat(stripe.count("POST", ".*/capture")).isEqualTo(1);
        assertThat(stripe.count("POST", "/v1/refunds")).isZero();
    }

    @Test
    void aReleasedHoldIsReleasedAgainAndCannotBeCaptured() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);

        Payment released = done(provider.release("op-x", held.reference()));

        assertThat(released.state()).isEqualTo(State.RELEASED);
        assertThat(released.captured()).isZero();
        assertThat(released.refunded()).isZero();
        assertThat(done(provider.release("op-x", held.reference())).state()).isEqualTo(State.RELEASED);
        assertThat(done(provider.release("op-y", held.reference())).state()).isEqualTo(State.RELEASED);
        assertThat(provider.capture(new Capture("op-c", held.reference(), euros(3000))))
                .isEqualTo(new Rejected<>("payment_intent_unexpected_state"));
    }

    @Test
    void aHoldWhoseTimeRanOutIsExpired() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);

        stripe.pass(Duration.ofDays(7));

        assertThat(done(provider.fetch(held.reference())).state()).isEqualTo(State.EXPIRED);
        assertThat(done(provider.release("op-x", held.reference())).state()).isEqualTo(State.EXPIRED);
        assertThat(provider.capture(new Capture("op-c", held.reference(), euros(3000))))
                .isEqualTo(new Rejected<>("payment_intent_unexpected_state"));
    }

    @Test
    void aReleaseIsNoRefund() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);
        done(provider.capture(new Capture("op-c", held.reference(), euros(3000))));

        assertThat(provider.release("op-x", held.reference()))
                .isEqualTo(new Rejected<>("payment_intent_unexpected_state"));
        assertThat(done(provider.fetch(held.reference())).captured()).isEqualTo(3000);
    }

    @Test
    void refundsAddUpToWhatWasCapturedAndNotMore() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);
        assertThat(provider.refund(new Refund("op-f0", held.reference(), euros(100))))
                .isEqualTo(new Rejected<>("not-captured"));
        done(provider.capture(new Capture("op-c", held.reference(), euros(3000))));

        Payment first = done(provider.refund(new Refund("op-f1", held.reference(), euros(1000))));
        assertThat(first.refunded()).isEqualTo(1000);
        assertThat(provider.refund(new Refund("op-f1", held.reference(), euros(1000))))
                .isEqualTo(new Done<>(first));
        assertThat(provider.refund(new Refund("op-f1", held.reference(), euros(999))))
                .isEqualTo(new Rejected<>("idempotency_error"));
        assertThat(provider.refund(new Refund("op-f2", held.reference(), euros(2001))))
                .isEqualTo(new Rejected<>("invalid-amount"));
        // Smaller than any charge could be.
        assertThat(done(provider.refund(new Refund("op-f3", held.reference(), euros(1))))
                        .refunded())
                .isEqualTo(1001);
        assertThat(done(provider.refund(new Refund("op-f4", held.reference(), euros(1999))))
                        .refunded())
                .isEqualTo(3000);
        assertThat(provider.refund(new Refund("op-f5", held.reference(), euros(1))))
                .isEqualTo(new Rejected<>("charge_already_refunded"));
        assertThat(done(provider.fetch(held.reference())).captured()).isEqualTo(3000);
    }

    @Test
    void aRefundThatFailsIsNone() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);
        done(provider.capture(new Capture("op-c", held.reference(), euros(3000))));
        stripe.ledger().refundsFail = true;

        assertThat(provider.refund(new Refund("op-f", held.reference(), euros(1000))))
                .isEqualTo(new Rejected<>("refund-failed"));
    }

    @Test
    void aHoldIsRaisedToATotalWhereTheAccountMay() {
        stripe.ledger().raises = true;
        StripeProvider provider = bench.set("raise", true).provider();
        Authorisation.Held held = bench.held(provider);

        Outcome<Authorisation> raised = provider.raise(new Raise("op-u", held.reference(), euros(8000)));

        assertThat(((Authorisation.Held) done(raised)).amount()).isEqualTo(euros(8000));
        assertThat(provider.raise(new Raise("op-u", held.reference(), euros(8000))))
                .isEqualTo(raised);
        assertThat(done(provider.fetch(held.reference())).held()).isEqualTo(8000);
        assertThat(provider.raise(new Raise("op-v", held.reference(), euros(8000))))
                .isEqualTo(new Rejected<>("invalid-amount"));
        assertThat(provider.raise(new Raise("op-w", held.reference(), euros(60_000))))
                .isEqualTo(new Declined<>(Decline.INSUFFICIENT_FUNDS));
        assertThat(done(provider.fetch(held.reference())).held()).isEqualTo(8000);
        assertThat(done(provider.capture(new Capture("op-c", held.reference(), euros(7500))))
                        .captured())
                .isEqualTo(7500);
    }

    @Test
    void withoutTheSettingNobodyIsAskedToRaise() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);

        assertThat(provider.raise(new Raise("op-u", held.reference(), euros(8000))))
                .isEqualTo(new Rejected<>("not-supported"));
        assertThat(stripe.last("POST", "/v1/payment_intents").params().keySet())
                .noneMatch(name -> name.contains("incremental"));
    }

    @Test
    void anAccountThatMayNotRaiseIsToldByTheFirstHold() {
        assertThat(bench.set("raise", true).provider().authorise(bench.request("pm_card_visa")))
                .isEqualTo(new Rejected<>("payment_intent_invalid_parameter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pi_", "ch_1", "pay_0123", "pi_1/../../v1/account", "pi_1?x=1", "seti_1 2"})
    void aReferenceThatIsNoneIsNotSent(String reference) {
        StripeProvider provider = bench.provider();

        assertThat(provider.serves(reference)).isFalse();
        assertThat(provider.fetch(reference)).isEqualTo(new Rejected<>("no-such-payment"));
        assertThat(provider.release("op", reference)).isEqualTo(new Rejected<>("no-such-payment"));
        assertThat(provider.resume("op", reference, "")).isEqualTo(new Rejected<>("no-such-payment"));
        assertThat(provider.capture(new Capture("op", reference, euros(100))))
                .isEqualTo(new Rejected<>("no-such-payment"));
        assertThat(provider.refund(new Refund("op", reference, euros(100))))
                .isEqualTo(new Rejected<>("no-such-payment"));
        assertThat(stripe.requests()).isEmpty();
    }

    @Test
    void aReferenceThatStripeDoesNotKnowIsRejected() {
        StripeProvider provider = bench.provider();

        assertThat(provider.fetch("pi_unknown")).isEqualTo(new Rejected<>("resource_missing"));
        assertThat(provider.release("op", "pi_unknown")).isEqualTo(new Rejected<>("resource_missing"));
        assertThat(provider.capture(new Capture("op", "pi_unknown", euros(100))))
                .isEqualTo(new Rejected<>("resource_missing"));
        assertThat(provider.fetch("seti_unknown")).isEqualTo(new Rejected<>("resource_missing"));
    }

    @Test
    void theHoldOfACustomerWhoIsAwayLastsAsLongAsStripeSaysAndNotAsATableSays() {
        StripeProvider provider = bench.provider();
        String card = done(provider.save(bench.save("op-s", "pm_card_visa"))).reference();

        Authorisation.Held held = (Authorisation.Held) done(provider.authorise(bench.away("op-a", card)));

        assertThat(held.heldUntil())
                .isEqualTo(stripe.now().plus(Duration.ofDays(4).plusHours(18)))
                .isNotEqualTo(Instant.EPOCH);
    }
}
