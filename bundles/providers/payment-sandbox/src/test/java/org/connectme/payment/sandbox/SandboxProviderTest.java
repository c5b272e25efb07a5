package org.connectme.payment.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.connectme.database.embedded.LocalDatabase;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Raise;
import org.connectme.payment.spi.Refund;
import org.connectme.payment.spi.Save;
import org.connectme.payment.spi.Statement;
import org.connectme.payment.spi.TestCards;
import org.connectme.payment.spi.Webhook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox against a real PostgreSQL. */
class SandboxProviderTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private static LocalDatabase database;

    private final SettableClock clock = new SettableClock();
    private final PaymentProvider sandbox = new SandboxProvider(database, clock, WEEK, 0, "1.0.0");
    private final String run = UUID.randomUUID().toString();

    @BeforeAll
    static void startDatabase() {
        database = LocalDatabase.start(folder.resolve("database"));
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @Test
    void aHoldLastsSevenDaysAndThenItHasExpired() {
        Authorisation.Held held = hold("ok", 5000);
        assertThat(held.heldUntil()).isEqualTo(clock.instant().plus(WEEK));
        assertThat(held.amount()).isEqualTo(euro(5000));

        clock.add(WEEK.minusSeconds(1));
        assertThat(fetch(held.reference()).state()).isEqualTo(State.HELD);
        clock.add(Duration.ofSeconds(1));

        assertThat(fetch(held.reference()).state()).isEqualTo(State.EXPIRED);
        assertThat(capture("capture", held, 1000)).isEqualTo(new Outcome.Rejected<>("hold-expired"));
        assertThat(done(sandbox.release(key("release"), held.reference())).state())
                .isEqualTo(State.EXPIRED);
    }

    @Test
    void aPartialCaptureIsFinalAndReleasesTheRest() {
        Authorisation.Held held = hold("ok", 5000);

        Payment captured = done(capture("capture", held, 1234));

        assertThat(captured.captured()).isEqualTo(1234);
        assertThat(captured.state()).isEqualTo(State.CAPTURED);
        assertThat(capture("second", held, 100)).isEqualTo(new Outcome.Rejected<>("already-captured"));
        assertThat(sandbox.release(key("release"), held.reference()))
                .isEqualTo(new Outcome.Rejected<>("already-captured"));
    }

    @Test
    void noCaptureIsAboveTheHoldOrBelowTheSmallestCharge() {
        Authorisation.Held held = hold("ok", 5000);

        assertThat(capture("above", held, 5001)).isEqualTo(new Outcome.Rejected<>("amount-too-large"));
        assertThat(capture("below", held, 49)).isEqualTo(new Outcome.Rejected<>("amount-too-small"));
        assertThat(sandbox.capture(new Capture(key("dollar"), held.reference(), new Amount(100, "USD"))))
                .isEqualTo(new Outcome.Rejected<>("currency-mismatch"));
        assertThat(fetch(held.reference()).state()).isEqualTo(State.HELD);
    }

    @Test
    void aReleasedHoldCannotBeCapturedAndReleasesTwiceWithoutHarm() {
        Authorisation.Held held = hold("ok", 5000);

        assertThat(done(sandbox.release(key("release"), held.reference())).state())
                .isEqualTo(State.RELEASED);
        assertThat(done(sandbox.release(key("again"), held.reference())).state())
                .isEqualTo(State.RELEASED);

        assertThat(capture("capture", held, 100)).isEqualTo(new Outcome.Rejected<>("already-released"));
    }

    @Test
    void refundsAddUpToWhatWasTaken() {
        Authorisation.Held held = hold("ok", 5000);
        assertThat(refund("early", held, 100)).isEqualTo(new Outcome.Rejected<>("not-captured"));
        done(capture("capture", held, 1000));

        assertThat(done(refund("one", held, 600)).refunded()).isEqualTo(600);
        assertThat(refund("two", held, 401)).isEqualTo(new Outcome.Rejected<>("refund-too-large"));
        assertThat(done(refund("three", held, 400)).refunded()).isEqualTo(1000);
        assertThat(refund("four", held, 1)).isEqualTo(new Outcome.Rejected<>("refund-too-large"));
    }

    @Test
    void oneKeyAnswersTheSameForEverWhateverHappenedSince() {
        Authorise request = request("hold", "ok", 5000);
        Outcome<Authorisation> first = sandbox.authorise(request);
        Authorisation.Held held = (Authorisation.Held) done(first);
        Outcome<Payment> taken = capture("capture", held, 1000);
        done(refund("refund", held, 500));
        clock.add(WEEK.plusDays(30));

        assertThat(sandbox.authorise(request)).isEqualTo(first);
        assertThat(capture("capture", held, 1000)).isEqualTo(taken);
        assertThat(fetch(held.reference()).refunded()).isEqualTo(500);
    }

    @Test
    void oneKeyWithOtherArgumentsIsRejectedAndChangesNothing() {
        Authorisation.Held held = hold("ok", 5000);
        done(capture("capture", held, 1000));

        assertThat(capture("capture", held, 2000)).isEqualTo(new Outcome.Rejected<>("idempotency-mismatch"));
        assertThat(sandbox.release(key("capture"), held.reference()))
                .isEqualTo(new Outcome.Rejected<>("idempotency-mismatch"));
        assertThat(fetch(held.reference()).captured()).isEqualTo(1000);
    }

    @Test
    void sixteenAtOnceWithOneKeyHoldAndCaptureOnce() throws Exception {
        Authorise request = request("hold", "ok", 5000);
        List<Outcome<Authorisation>> holds = atOnce(() -> sandbox.authorise(request));
        assertThat(holds).hasSize(16).containsOnly(holds.get(0));
        Authorisation.Held held = (Authorisation.Held) done(holds.get(0));

        List<Outcome<Payment>> captures = atOnce(() -> capture("capture", held, 1000));

        assertThat(captures).hasSize(16).containsOnly(captures.get(0));
        assertThat(done(captures.get(0)).captured()).isEqualTo(1000);
    }

    @Test
    void sixteenAtOnceWithTheirOwnKeysCaptureOnce() throws Exception {
        Authorisation.Held held = hold("ok", 5000);

        List<Outcome<Payment>> captures = atOnce(() -> capture(UUID.randomUUID().toString(), held, 1000));

        assertThat(captures).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        assertThat(captures)
                .filteredOn(new Outcome.Rejected<>("already-captured")::equals)
                .hasSize(15);
    }

    @ParameterizedTest
    @CsvSource({
        "decline, GENERIC",
        "funds, INSUFFICIENT_FUNDS",
        "expired, EXPIRED_CARD",
        "code, WRONG_SECURITY_CODE",
        "processing, PROCESSING_ERROR",
        "stolen, LOST_OR_STOLEN",
    })
    void aTestCardIsDeclinedForItsReason(String scenario, Decline reason) {
        Authorise request = request("hold", scenario, 5000);

        assertThat(sandbox.authorise(request)).isEqualTo(new Outcome.Declined<>(reason));
        assertThat(sandbox.authorise(request)).isEqualTo(new Outcome.Declined<>(reason));
        assertThat(done(sandbox.find(key("hold")))).map(Payment::state).contains(State.DECLINED);
    }

    @Test
    void aChallengeLeadsToAHoldWhenItIsConfirmed() {
        Authorisation.Challenge challenge =
                (Authorisation.Challenge) done(sandbox.authorise(request("hold", "challenge", 5000)));
        assertThat(challenge.action()).contains("\"minorUnits\":5000", "\"currency\":\"EUR\"");
        assertThat(fetch(challenge.reference()).state()).isEqualTo(State.CHALLENGE);

        Outcome<Authorisation> resumed = sandbox.resume(key("resume"), challenge.reference(), "complete");

        assertThat(done(resumed)).isInstanceOf(Authorisation.Held.class);
        assertThat(sandbox.resume(key("resume"), challenge.reference(), "complete"))
                .isEqualTo(resumed);
    }

    @ParameterizedTest
    @CsvSource({
        "challenge, fail, AUTHENTICATION_FAILED",
        "challenge, anything, AUTHENTICATION_FAILED",
        "challenge-decline, complete, GENERIC",
        "challenge-decline, fail, AUTHENTICATION_FAILED",
    })
    void aChallengeThatFailsOrACardThatIsThenDeclinedHoldsNothing(String scenario, String answer, Decline reason) {
        Authorisation.Challenge challenge =
                (Authorisation.Challenge) done(sandbox.authorise(request("hold", scenario, 5000)));

        assertThat(sandbox.resume(key("resume"), challenge.reference(), answer))
                .isEqualTo(new Outcome.Declined<>(reason));
        assertThat(fetch(challenge.reference()).state()).isEqualTo(State.DECLINED);
    }

    @Test
    void aPaymentIsFoundByTheKeyOfEachOfItsOperations() {
        assertThat(done(sandbox.find(key("hold")))).isEmpty();
        Authorisation.Held held = hold("ok", 5000);
        done(capture("capture", held, 1000));

        assertThat(done(sandbox.find(key("hold")))).map(Payment::state).contains(State.CAPTURED);
        assertThat(done(sandbox.find(key("capture")))).map(Payment::captured).contains(1000L);
        assertThat(sandbox.fetch("pay_none")).isEqualTo(new Outcome.Rejected<>("no-such-payment"));
    }

    @Test
    void whatIsHeldSurvivesARestart() {
        Authorisation.Held held = hold("ok", 5000);

        PaymentProvider restarted = new SandboxProvider(database, clock, WEEK, 0, "1.0.1");

        assertThat(done(restarted.fetch(held.reference())).state()).isEqualTo(State.HELD);
    }

    @Test
    void theCardWhoseHoldAnswerIsLostIsHeldAndFound() {
        Authorise request = request("hold", "hold-unknown", 5000);

        assertThat(sandbox.authorise(request)).isInstanceOf(Outcome.Unknown.class);
        assertThat(done(sandbox.find(key("hold")))).map(Payment::state).contains(State.HELD);
        assertThat(sandbox.authorise(request)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void theCardThatIsHeldLateWasCertainlyNotHeldBefore() {
        Authorise request = request("hold", "hold-late", 5000);

        assertThat(sandbox.authorise(request)).isInstanceOf(Outcome.NotExecuted.class);
        assertThat(done(sandbox.find(key("hold")))).isEmpty();
        assertThat(sandbox.authorise(request)).isInstanceOf(Outcome.NotExecuted.class);
        assertThat(sandbox.authorise(request)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void theCardWhoseCaptureAnswerIsLostIsCaptured() {
        Authorisation.Held held = hold("capture-unknown", 5000);

        assertThat(capture("capture", held, 1000)).isInstanceOf(Outcome.Unknown.class);
        assertThat(fetch(held.reference()).captured()).isEqualTo(1000);
        assertThat(done(capture("capture", held, 1000)).captured()).isEqualTo(1000);
    }

    @Test
    void theCardThatIsCapturedLateIsCapturedAtTheThirdAttempt() {
        Authorisation.Held held = hold("capture-late", 5000);

        assertThat(capture("capture", held, 1000)).isInstanceOf(Outcome.NotExecuted.class);
        assertThat(capture("capture", held, 1000)).isInstanceOf(Outcome.NotExecuted.class);
        assertThat(fetch(held.reference()).state()).isEqualTo(State.HELD);
        assertThat(done(capture("capture", held, 1000)).captured()).isEqualTo(1000);
    }

    @Test
    void theCardWhoseCaptureIsRefusedStaysHeld() {
        Authorisation.Held held = hold("capture-refused", 5000);

        assertThat(capture("capture", held, 1000)).isEqualTo(new Outcome.Rejected<>("capture-refused"));
        assertThat(fetch(held.reference()).state()).isEqualTo(State.HELD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4242424242424242",
                "sbx_ok_visa_4242",
                "sbx_ok_visa_42424_abcdefgh",
                "sbx_nonsense_visa_4242_abcdefgh",
                "sbx_ok_diners_4242_abcdefgh",
                "sbx_ok_visa_4242_abcdefgh\n",
            })
    void whatIsNoMethodOfTheFormIsRejected(String method) {
        Authorise request = authorise(key("hold"), euro(5000), method);

        assertThat(sandbox.authorise(request)).isEqualTo(new Outcome.Rejected<>("no-such-method"));
    }

    @Test
    void currenciesWithThreeDecimalsAreTakenInTens() {
        assertThat(sandbox.capabilities("KWD")).map(Capabilities::quantum).contains(10L);
        assertThat(sandbox.capabilities("JPY")).map(Capabilities::quantum).contains(1L);
        assertThat(sandbox.capabilities("EUR")).map(Capabilities::minimum).contains(50L);
        assertThat(sandbox.capabilities("XXX")).isEmpty();
        assertThat(sandbox.capabilities("nonsense")).isEmpty();

        Authorise odd = authorise(key("odd"), new Amount(5001, "KWD"), method("ok"));
        assertThat(sandbox.authorise(odd)).isEqualTo(new Outcome.Rejected<>("amount-not-a-multiple"));
    }

    @Test
    void aRaisedHoldIsCapturedUpToItsNewTotal() {
        Authorisation.Held held = hold("ok", 5000);

        Authorisation.Held raised = (Authorisation.Held) done(raise("raise", held, 8000));
        assertThat(raised.amount()).isEqualTo(euro(8000));
        assertThat(raised.reference()).isEqualTo(held.reference());
        assertThat(raise("raise", held, 8000)).isEqualTo(new Outcome.Done<>(raised));
        assertThat(raise("lower", held, 7000)).isEqualTo(new Outcome.Rejected<>("not-a-raise"));

        assertThat(done(capture("capture", held, 7999)).captured()).isEqualTo(7999);
        assertThat(raise("late", held, 9000)).isEqualTo(new Outcome.Rejected<>("already-captured"));
        assertThat(sandbox.authorise(request("hold", "ok", 5000))).isEqualTo(new Outcome.Done<>(held));
    }

    @Test
    void aRaiseThatIsRefusedLeavesTheHoldAsItWas() {
        Authorisation.Held held = hold("raise-refused", 5000);

        assertThat(raise("raise", held, 8000)).isEqualTo(new Outcome.Declined<>(Decline.INSUFFICIENT_FUNDS));

        assertThat(fetch(held.reference()).held()).isEqualTo(5000);
        assertThat(capture("above", held, 5001)).isEqualTo(new Outcome.Rejected<>("amount-too-large"));
        assertThat(done(capture("capture", held, 5000)).captured()).isEqualTo(5000);
    }

    @Test
    void aSavedCardIsHeldLaterWithTheCustomerAwayUntilItIsForgotten() {
        Authorisation.Saved card = saved("ok");
        assertThat(fetch(card.reference()).state()).isEqualTo(State.SAVED);
        clock.add(Duration.ofDays(30));

        Authorisation.Held held = (Authorisation.Held) done(away("later", card.reference(), 5000));

        assertThat(held.cardLastFour()).isEqualTo("4242");
        assertThat(held.heldUntil()).isEqualTo(clock.instant().plus(WEEK));
        assertThat(done(sandbox.release(key("forget"), card.reference())).state())
                .isEqualTo(State.RELEASED);
        assertThat(away("again", card.reference(), 5000)).isEqualTo(new Outcome.Rejected<>("no-such-method"));
        assertThat(fetch(held.reference()).state()).isEqualTo(State.HELD);
    }

    @ParameterizedTest
    @CsvSource({"away-declined, INSUFFICIENT_FUNDS", "away-challenged, AUTHENTICATION_REQUIRED"})
    void aSavedCardThatWantsTheCustomerIsDeclinedWhenTheyAreAway(String scenario, Decline reason) {
        Authorisation.Saved card = saved(scenario);

        assertThat(away("away", card.reference(), 5000)).isEqualTo(new Outcome.Declined<>(reason));
        assertThat(sandbox.authorise(authorise(key("there"), euro(5000), card.reference())))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void nobodyIsAskedToConfirmWhenTheyAreAway() {
        assertThat(away("away", method("challenge"), 5000))
                .isEqualTo(new Outcome.Declined<>(Decline.AUTHENTICATION_REQUIRED));
    }

    @Test
    void aCardThatWantsConfirmationIsSavedAfterItAndThenHeldWithoutOne() {
        Save save = new Save(key("save"), run, "seller", method("challenge"));
        Authorisation challenge = done(sandbox.save(save));
        assertThat(challenge).isInstanceOf(Authorisation.Challenge.class);

        Authorisation saved = done(sandbox.resume(key("resume"), challenge.reference(), "complete"));

        assertThat(saved).isInstanceOf(Authorisation.Saved.class);
        assertThat(done(sandbox.find(key("save")))).map(Payment::state).contains(State.SAVED);
        assertThat(done(away("away", saved.reference(), 5000))).isInstanceOf(Authorisation.Held.class);
    }

    @Test
    void aRefusedCardIsNotSaved() {
        assertThat(sandbox.save(new Save(key("save"), run, "seller", method("funds"))))
                .isEqualTo(new Outcome.Declined<>(Decline.INSUFFICIENT_FUNDS));
    }

    @Test
    void aStatementListsEachPaymentOfItsTimeOnceOverAllPages() {
        clock.add(Duration.ofDays(1000 + ThreadLocalRandom.current().nextInt(100_000)));
        Instant from = clock.instant();
        List<String> references = new ArrayList<>();
        for (int i = 0; i < 230; i++) {
            references.add(
                    ((Authorisation.Held) done(sandbox.authorise(request("hold-" + i, "ok", 5000)))).reference());
        }
        clock.add(MINUTE);
        Instant to = clock.instant();
        hold("ok", 5000);

        List<Statement.Line> lines = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Statement page = done(sandbox.reconcile(from, to, cursor));
            assertThat(page.lines()).hasSizeLessThanOrEqualTo(100);
            lines.addAll(page.lines());
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(lines).extracting(line -> line.payment().reference()).containsExactlyElementsOf(references);
        assertThat(lines.get(7).operation()).contains(key("hold-7"));
        assertThat(lines.get(7).consultation()).contains(run);
        assertThat(sandbox.reconcile(from, to.plusSeconds(1), Optional.empty()))
                .isEqualTo(new Outcome.Rejected<>("not-in-the-past"));
        assertThat(sandbox.reconcile(from, to, Optional.of("; drop")))
                .isEqualTo(new Outcome.Rejected<>("no-such-cursor"));
    }

    @Test
    void aWebhookIsBelievedOnlyWithTheRightSignatureAtTheRightTime() {
        PaymentProvider calling = new SandboxProvider(database, clock, WEEK, 0, "1.0.0", "secret of the sandbox");
        Signature signature = new Signature("secret of the sandbox");
        byte[] body = ("{\"consultations\":[\"" + run + "\"]}").getBytes(StandardCharsets.UTF_8);
        byte[] altered = "{\"consultations\":[]}".getBytes(StandardCharsets.UTF_8);
        Instant now = clock.instant();
        Map<String, List<String>> headers = signed(signature.sign(body, now));

        assertThat(calling.webhook(body, headers, now)).isEqualTo(new Webhook.LookAgain(Set.of(run)));
        assertThat(calling.webhook(altered, signed(signature.sign(altered, now)), now))
                .isEqualTo(new Webhook.Nothing());
        assertThat(calling.webhook(altered, headers, now)).isEqualTo(new Webhook.Forged("wrong-signature"));
        assertThat(calling.webhook(body, headers, now.plusSeconds(301))).isEqualTo(new Webhook.Forged("wrong-time"));
        assertThat(calling.webhook(body, headers, now.minusSeconds(301))).isEqualTo(new Webhook.Forged("wrong-time"));
        assertThat(calling.webhook(body, Map.of(), now)).isEqualTo(new Webhook.Forged("no-signature"));
        assertThat(calling.webhook(body, signed("t=,v1="), now)).isEqualTo(new Webhook.Forged("malformed-signature"));
        assertThat(calling.webhook(body, signed(new Signature("another").sign(body, now)), now))
                .isEqualTo(new Webhook.Forged("wrong-signature"));
        assertThat(sandbox.webhook(body, headers, now)).isInstanceOf(Webhook.Forged.class);
        assertThat(sandbox.capabilities("EUR").orElseThrow().can(Ability.WEBHOOKS))
                .isFalse();
        assertThat(calling.capabilities("EUR").orElseThrow().can(Ability.WEBHOOKS))
                .isTrue();
    }

    private static Map<String, List<String>> signed(String signature) {
        return Map.of("sandbox-signature", List.of(signature));
    }

    @Test
    void itsTestCardsDoWhatTheyPromise() {
        TestCards cards = sandbox.testCards().orElseThrow();

        assertThat(done(sandbox.authorise(authorise(key("good"), euro(5000), cards.good()))))
                .isInstanceOf(Authorisation.Held.class);
        assertThat(cards.declined())
                .hasSizeGreaterThan(4)
                .allSatisfy((card, reason) -> assertThat(sandbox.authorise(authorise(key(card), euro(5000), card)))
                        .isEqualTo(new Outcome.Declined<>(reason)));
        TestCards.Challenged challenged = cards.challenge().orElseThrow();
        Authorisation asked = done(sandbox.authorise(authorise(key("ask"), euro(5000), challenged.method())));
        assertThat(done(sandbox.resume(key("confirm"), asked.reference(), challenged.confirm())))
                .isInstanceOf(Authorisation.Held.class);
        assertThat(done(sandbox.probe()).test()).isTrue();
    }

    @Test
    void itServesItsOwnReferencesOnly() {
        assertThat(sandbox.serves(hold("ok", 5000).reference())).isTrue();
        assertThat(sandbox.serves(saved("ok").reference())).isTrue();
        assertThat(sandbox.serves("pi_1")).isFalse();
    }

    @Test
    void theFormComesWithAVersionThatChangesWithIt() {
        assertThat(sandbox.descriptor().id()).isEqualTo("sandbox");
        assertThat(sandbox.descriptor().test()).isTrue();
        assertThat(sandbox.descriptor().version()).matches("1\\.0\\.0-[0-9a-f]{8}");
        assertThat(sandbox.form().module().length).isBetween(1_000, 256 * 1024);
    }

    private Authorisation.Held hold(String scenario, long amount) {
        return (Authorisation.Held) done(sandbox.authorise(request("hold", scenario, amount)));
    }

    private Authorise request(String operation, String scenario, long amount) {
        return authorise(key(operation), euro(amount), method(scenario));
    }

    private Authorise authorise(String operation, Amount amount, String method) {
        return new Authorise(operation, run, "seller", amount, method, "CONNECTME", Optional.empty(), true);
    }

    private Outcome<Authorisation> away(String operation, String card, long amount) {
        return sandbox.authorise(
                new Authorise(key(operation), run, "seller", euro(amount), card, "CONNECTME", Optional.empty(), false));
    }

    private Authorisation.Saved saved(String scenario) {
        return (Authorisation.Saved) done(sandbox.save(new Save(key("save"), run, "seller", method(scenario))));
    }

    private Outcome<Authorisation> raise(String operation, Authorisation.Held held, long total) {
        return sandbox.raise(new Raise(key(operation), held.reference(), euro(total)));
    }

    private static String method(String scenario) {
        return "sbx_" + scenario + "_visa_4242_0123456789abcdef";
    }

    private Outcome<Payment> capture(String operation, Authorisation.Held held, long amount) {
        return sandbox.capture(new Capture(key(operation), held.reference(), euro(amount)));
    }

    private Outcome<Payment> refund(String operation, Authorisation.Held held, long amount) {
        return sandbox.refund(new Refund(key(operation), held.reference(), euro(amount)));
    }

    private Payment fetch(String reference) {
        return done(sandbox.fetch(reference));
    }

    /** Own keys for each test: the ledger is one for all of them. */
    private String key(String operation) {
        return operation + "-" + run;
    }

    private static Amount euro(long minorUnits) {
        return new Amount(minorUnits, "EUR");
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }

    private static <T> List<T> atOnce(Callable<T> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<T>> calls = IntStream.range(0, 16).mapToObj(i -> call).toList();
            List<Future<T>> answers = threads.invokeAll(calls, MINUTE.toSeconds(), TimeUnit.SECONDS);
            List<T> results = new ArrayList<>();
            for (Future<T> answer : answers) {
                results.add(answer.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static final class SettableClock extends Clock {

        private Instant now = Instant.parse("2026-03-02T10:00:00Z");

        void add(Duration span) {
            now = now.plus(span);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
