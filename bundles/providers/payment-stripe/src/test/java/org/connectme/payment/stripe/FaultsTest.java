package org.connectme.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.payment.stripe.Bench.done;
import static org.connectme.payment.stripe.Bench.euros;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Outcome.Done;
import org.connectme.payment.spi.Outcome.NotExecuted;
import org.connectme.payment.spi.Outcome.Rejected;
import org.connectme.payment.spi.Outcome.Unknown;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.Raise;
import org.connectme.payment.spi.Refund;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each operation makes of each fault, and that the same key, or a look, settles it afterwards. */
class FaultsTest {

    /** Certainly nothing was done. */
    private static final Set<Fault> BEFORE = EnumSet.of(Fault.REFUSED, Fault.BUSY, Fault.LOCKED, Fault.FORBIDDEN);

    /** Nobody knows, and the key remembers nothing or what was done. */
    private static final Set<Fault> DOUBT = EnumSet.of(
            Fault.CONFLICT,
            Fault.CUT_BEFORE,
            Fault.CUT_AFTER,
            Fault.TRUNCATED,
            Fault.HALF,
            Fault.GARBLED,
            Fault.STRANGE,
            Fault.NULL,
            Fault.BAD_GATEWAY,
            Fault.BLOCKED,
            Fault.REDIRECTED);

    /** Nobody knows, and the key remembers the failure. */
    private static final Set<Fault> RECORDED =
            EnumSet.of(Fault.FAILED, Fault.FAILED_TRY_AGAIN, Fault.FAILED_DO_NOT_TRY_AGAIN, Fault.FAILED_AFTER);

    private final Bench bench = new Bench().set("raise", true);
    private final FakeStripe stripe = bench.stripe;

    FaultsTest() {
        stripe.ledger().raises = true;
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** An operation on a hold of 50.00, by name. */
    private enum Operation {
        AUTHORISE("/v1/payment_intents"),
        SAVE("/v1/setup_intents"),
        RESUME("/v1/payment_intents/\\w+"),
        RAISE("/v1/payment_intents/\\w+/increment_authorization"),
        CAPTURE("/v1/payment_intents/\\w+/capture"),
        RELEASE("/v1/payment_intents/\\w+/cancel"),
        REFUND("/v1/refunds");

        private final String path;

        Operation(String path) {
            this.path = path;
        }
    }

    static Stream<Arguments> everyOperationAndFault() {
        return Stream.of(Operation.values())
                .flatMap(operation -> EnumSet.complementOf(EnumSet.of(Fault.STALLED, Fault.DRIPPING)).stream()
                        .map(fault -> Arguments.of(operation, fault)));
    }

    @ParameterizedTest(name = "{0} meets {1}")
    @MethodSource("everyOperationAndFault")
    void aFaultIsToldAsWhatItIsAndSettledByAskingAgain(Operation operation, Fault fault) {
        StripeProvider provider = bench.provider();
        String reference = prepared(provider, operation);
        if (fault == Fault.REFUSED) {
            stripe.disturb(fault);
        } else {
            stripe.disturbNext("POST", operation.path, fault);
        }

        Outcome<?> met = run(provider, operation, reference);

        assertThat(met).isInstanceOf(BEFORE.contains(fault) ? NotExecuted.class : Unknown.class);
        stripe.heal();

        Outcome<?> again = run(bench.provider(), operation, reference);

        if (RECORDED.contains(fault) && fault != Fault.FAILED_AFTER && isNotRepeatable(operation)) {
            assertThat(again)
                    .as("the key repeats the failure, and nothing was made")
                    .isEqualTo(new Rejected<>(Api.RECORDED_FAILURE));
            assertThat(stripe.ledger().of(Bench.CONSULTATION)).hasSize(operation == Operation.REFUND ? 1 : 0);
        } else {
            assertThat(again).isInstanceOf(Done.class);
            assertOnce(operation, reference);
        }
    }

    private static boolean isNotRepeatable(Operation operation) {
        return operation == Operation.AUTHORISE || operation == Operation.SAVE || operation == Operation.REFUND;
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CUT_AFTER", "TRUNCATED", "GARBLED", "FAILED_AFTER", "STRANGE"})
    void aHoldWhoseAnswerWasLostIsFoundByItsKey(Fault fault) {
        StripeProvider provider = bench.provider();
        Authorise request = bench.request("pm_card_visa");
        stripe.disturbNext("POST", "/v1/payment_intents", fault);
        assertThat(provider.authorise(request)).isInstanceOf(Unknown.class);

        Optional<Payment> found = done(provider.find(request.operation()));

        assertThat(found.orElseThrow().state()).isEqualTo(State.HELD);
        assertThat(found.orElseThrow().held()).isEqualTo(5000);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CUT_BEFORE", "FAILED", "BUSY", "CONFLICT"})
    void aHoldThatWasNeverMadeIsNotFound(Fault fault) {
        StripeProvider provider = bench.provider();
        Authorise request = bench.request("pm_card_visa");
        stripe.disturbNext("POST", "/v1/payment_intents", fault);
        provider.authorise(request);

        assertThat(done(provider.find(request.operation()))).isEmpty();
    }

    @Test
    void anAnswerThatIsWithheldIsUnknownAfterTheTimeAndThenTheSame() {
        Authorise request = bench.request("pm_card_visa");
        stripe.disturbNext("POST", "/v1/payment_intents", Fault.STALLED);

        assertThat(bench.provider(Duration.ofMillis(300)).authorise(request)).isEqualTo(new Unknown<>("no-answer"));

        assertThat(bench.provider().authorise(request)).isInstanceOf(Done.class);
        assertThat(stripe.ledger().intents()).isEqualTo(1);
        assertThat(stripe.withheld()).isEqualTo(1);
    }

    @Test
    void anAnswerThatDripsIsNotWaitedForWithoutEnd() {
        Authorise request = bench.request("pm_card_visa");
        stripe.disturbNext("POST", "/v1/payment_intents", Fault.DRIPPING);

        assertThat(bench.provider(Duration.ofMillis(400)).authorise(request)).isEqualTo(new Unknown<>("no-answer"));

        assertThat(bench.provider().authorise(request)).isInstanceOf(Done.class);
        assertThat(stripe.ledger().intents()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CUT_BEFORE", "CUT_AFTER", "BUSY", "FAILED", "CONFLICT"})
    void oneCallIsOneAttempt(Fault fault) {
        stripe.disturbNext("POST", "/v1/payment_intents", fault);

        bench.provider().authorise(bench.request("pm_card_visa"));

        assertThat(stripe.count("POST", ".*")).isEqualTo(1);
    }

    @Test
    void aQuestionBeforeTheMoneyMovesThatFailsHasMovedNothing() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);
        for (Fault fault : DOUBT) {
            stripe.disturb(fault);
            assertThat(provider.capture(new Capture("op-c", held.reference(), euros(100))))
                    .as(fault.name())
                    .isInstanceOf(NotExecuted.class);
            stripe.heal();
        }
        assertThat(stripe.count("POST", ".*/capture")).isZero();
    }

    @Test
    void aLookThatFailsKnowsNothing() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);
        for (Fault fault : DOUBT) {
            stripe.disturb(fault);
            assertThat(provider.fetch(held.reference())).as(fault.name()).isInstanceOf(Unknown.class);
            assertThat(provider.find("op-1")).as(fault.name()).isInstanceOf(Unknown.class);
            assertThat(provider.reconcile(stripe.now().minusSeconds(60), stripe.now(), Optional.empty()))
                    .as(fault.name())
                    .isInstanceOf(Unknown.class);
            stripe.heal();
        }
    }

    @Test
    void aKeyThatStripeRefusesDoesNothingAndIsNoRefusalOfThePayment() {
        StripeProvider provider =
                bench.set("_secret_key", "sk_test_51RevokedLongAgo").provider();

        assertThat(provider.authorise(bench.request("pm_card_visa"))).isEqualTo(new NotExecuted<>("http-401"));
        assertThat(provider.fetch("pi_1")).isEqualTo(new NotExecuted<>("http-401"));
        assertThat(provider.probe()).isEqualTo(new NotExecuted<>("http-401"));
    }

    @Test
    void anInterruptedCallSendsNothingMore() {
        StripeProvider provider = bench.provider();
        Thread.currentThread().interrupt();
        try {
            assertThat(provider.authorise(bench.request("pm_card_visa"))).isEqualTo(new NotExecuted<>("no-connection"));
            assertThat(stripe.requests()).isEmpty();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aFailureThatStripeRepeatsForADayDoesNotKeepACaptureFromBeingMade() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);
        Capture capture = new Capture("op-c", held.reference(), euros(3000));
        stripe.disturbNext("POST", ".*/capture", Fault.FAILED, 3);

        assertThat(provider.capture(capture)).isInstanceOf(Unknown.class);
        assertThat(provider.capture(capture)).isInstanceOf(Unknown.class);
        stripe.pass(Duration.ofHours(1));

        assertThat(done(provider.capture(capture)).captured()).isEqualTo(3000);
    }

    private String prepared(StripeProvider provider, Operation operation) {
        return switch (operation) {
            case AUTHORISE, SAVE -> "";
            case RESUME -> {
                String reference = done(provider.authorise(bench.request("pm_card_authenticationRequired")))
                        .reference();
                stripe.cardholder(reference, true);
                yield reference;
            }
            case RAISE, CAPTURE, RELEASE -> bench.held(provider).reference();
            case REFUND -> {
                String reference = bench.held(provider).reference();
                done(provider.capture(new Capture("op-c", reference, euros(3000))));
                yield reference;
            }
        };
    }

    private Outcome<?> run(StripeProvider provider, Operation operation, String reference) {
        return switch (operation) {
            case AUTHORISE -> provider.authorise(bench.request("op-x", "pm_card_visa", 5000, "EUR"));
            case SAVE -> provider.save(bench.save("op-x", "pm_card_visa"));
            case RESUME -> provider.resume("op-x", reference, "done");
            case RAISE -> provider.raise(new Raise("op-x", reference, euros(8000)));
            case CAPTURE -> provider.capture(new Capture("op-x", reference, euros(3000)));
            case RELEASE -> provider.release("op-x", reference);
            case REFUND -> provider.refund(new Refund("op-x", reference, euros(1000)));
        };
    }

    private void assertOnce(Operation operation, String reference) {
        switch (operation) {
            case AUTHORISE -> assertThat(stripe.ledger().of(Bench.CONSULTATION)).hasSize(1);
            case SAVE ->
                assertThat(done(bench.provider().find("op-x")).orElseThrow().state())
                        .isEqualTo(State.SAVED);
            case RESUME -> assertThat(stripe.ledger().intent(reference).status).isEqualTo("requires_capture");
            case RAISE -> assertThat(stripe.ledger().intent(reference).amount).isEqualTo(8000);
            case CAPTURE ->
                assertThat(stripe.ledger().intent(reference).captured).isEqualTo(3000);
            case RELEASE -> assertThat(stripe.ledger().intent(reference).status).isEqualTo("canceled");
            case REFUND -> assertThat(stripe.ledger().intent(reference).refunds).isEqualTo(1000);
        }
    }
}
