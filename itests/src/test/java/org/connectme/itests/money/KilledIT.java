package org.connectme.itests.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.connectme.itests.faults.Records.Entry;
import org.connectme.itests.faults.Until;
import org.connectme.itests.money.Debugger.Stop;
import org.connectme.itests.server.Api.Answer;
import org.connectme.itests.server.Database;
import org.connectme.itests.server.Database.CardPayment;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * kill -9 at each step between the red button and the summary mail (FIN-1, FIN-3). Of each consultation one thread is
 * held at the named step while the server is killed; a round kills as many as do not stand in each other's way. Those of
 * a round before may still be on their way then, and are killed once more wherever they are.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledIT {

    /**
     * At the last step of a round the whole server is frozen, since others would go on from there at once. Of those
     * that settle at most three are held: they are half of those that react, and one must be left for the others.
     */
    private static final List<List<Step>> ROUNDS = List.of(
            List.of(
                    Step.MAIL_DUE,
                    Step.MAIL_FOUND,
                    Step.SETTLEMENT_BEGUN,
                    Step.CAPTURE_DECIDED,
                    Step.CAPTURE_INTENDED,
                    Step.BUTTON_ARRIVED,
                    Step.END_WRITTEN),
            List.of(
                    Step.MAIL_CLAIMED,
                    Step.MAIL_HANDED_OVER,
                    Step.CAPTURE_ABOUT_TO_BE_SENT,
                    Step.CAPTURE_SENT,
                    Step.CAPTURE_UNCOMMITTED,
                    Step.END_DECIDED,
                    Step.END_TO_BE_SIGNED),
            List.of(
                    Step.MAIL_SENT,
                    Step.MAIL_SENT_AND_KNOWN,
                    Step.CAPTURE_ANSWERED,
                    Step.CAPTURE_KNOWN,
                    Step.CAPTURE_COMMITTED,
                    Step.BILL_ABOUT_TO_BE_MADE,
                    Step.RECEIPT_WRITTEN),
            List.of(
                    Step.MAIL_NOTED,
                    Step.MAIL_FORGOTTEN,
                    Step.CAPTURE_WRITTEN,
                    Step.RECEIPT_DUE,
                    // From here on nobody else gets a number.
                    Step.RECEIPT_NUMBERED,
                    Step.BILL_MADE,
                    Step.BILL_WRITTEN));

    private static final Duration BOUND = Duration.ofSeconds(120);
    /** A killed node's lease lasts 15 s, a mail that it had taken waits 45 s, or 2 min if that happened to it twice. */
    private static final Duration SETTLED = Duration.ofMinutes(4);

    private static final Set<String> OF_MONEY =
            Set.of("EndProposed", "ConsultationEnded", "AmountDue", "CaptureRequested", "Captured", "ReceiptIssued");

    private static final Map<Step, Call> calls = new ConcurrentHashMap<>();
    private static final Map<Step, Standing> stoodAt = new ConcurrentHashMap<>();
    private static int port;
    private static Server server;

    /** In the order in which a consultation passes them. */
    enum Step {
        BUTTON_ARRIVED("EndProposed", Place.of("core.command.CommandRunner", "send", "HangUp")),
        END_DECIDED("EndProposed", Place.of("journal.PostgresJournal", "append", "ConsultationEnded[")),
        END_WRITTEN("ConsultationEnded", Place.of("journal.PostgresJournal", "answer", "ConsultationEnded[")),
        END_TO_BE_SIGNED("ConsultationEnded", Place.of("journal.HeadSigner", "grown", "ConsultationEnded[")),
        BILL_ABOUT_TO_BE_MADE("ConsultationEnded", Place.of("metering.MeterWatch", "react", "ConsultationEnded[")),
        BILL_MADE("ConsultationEnded", Place.of("journal.PostgresJournal", "append", "AmountDue[")),
        BILL_WRITTEN("AmountDue", Place.of("journal.PostgresJournal", "answer", "AmountDue[")),
        SETTLEMENT_BEGUN("AmountDue", Place.of("payment.SettlementReaction", "react", "AmountDue[")),
        CAPTURE_DECIDED("AmountDue", Place.of("journal.PostgresJournal", "append", "CaptureRequested[")),
        CAPTURE_INTENDED("CaptureRequested", Place.of("journal.PostgresJournal", "answer", "CaptureRequested[")),
        CAPTURE_ABOUT_TO_BE_SENT("CaptureRequested", Place.of("payment.ProviderCalls", "ask")),
        CAPTURE_SENT("CaptureRequested", Place.of("payment.sandbox.SandboxProvider", "capture")),
        /** The money is moved and the key is not noted, in one transaction of the card service's. */
        CAPTURE_UNCOMMITTED("CaptureRequested", Place.of("payment.sandbox.Ledger", "remember", "CAPTURED")),
        CAPTURE_COMMITTED("CaptureRequested", Place.of("payment.sandbox.Answer", "outcome", "CAPTURED")),
        CAPTURE_ANSWERED("CaptureRequested", Place.of("payment.CaptureStep", "captured")),
        CAPTURE_KNOWN("CaptureRequested", Place.of("journal.PostgresJournal", "append", "[Captured[")),
        CAPTURE_WRITTEN("Captured", Place.of("journal.PostgresJournal", "answer", "Captured[")),
        RECEIPT_DUE("Captured", Place.of("payment.SettlementReaction", "issueReceipt")),
        /** The number is drawn and the entry is not written, in one transaction of the journal's. */
        RECEIPT_NUMBERED("Captured", Place.of("journal.PostgresJournal", "store", "ReceiptIssued[")),
        RECEIPT_WRITTEN("ReceiptIssued", Place.of("journal.PostgresJournal", "answer", "ReceiptIssued[")),
        MAIL_DUE("ReceiptIssued", Place.of("invitation.MailReaction", "react", "ReceiptIssued[")),
        MAIL_FOUND("ReceiptIssued", Place.of("invitation.Mailings", "claim", "SUMMARY")),
        MAIL_CLAIMED("ReceiptIssued", Place.of("invitation.MailReaction", "sendIfWaiting", "SUMMARY")),
        MAIL_HANDED_OVER("ReceiptIssued", Place.of("mail.smtp.ConfiguredMail", "send", "summary-")),
        MAIL_SENT("ReceiptIssued", Place.of("invitation.MailReaction", "append", "SUMMARY")),
        MAIL_SENT_AND_KNOWN("ReceiptIssued", Place.of("journal.PostgresJournal", "append", "MailAccepted[", "SUMMARY")),
        MAIL_NOTED("MailAccepted", Place.of("journal.PostgresJournal", "answer", "MailAccepted[kind=SUMMARY")),
        MAIL_FORGOTTEN("MailAccepted", Place.of("invitation.Mailings", "done", "SUMMARY"));

        private final String written;
        private final Place place;

        /** @param written what the journal says last of money */
        Step(String written, Place place) {
            this.written = written;
            this.place = place;
        }
    }

    @BeforeAll
    static void killAtEachStep() {
        port = Server.freePort();
        server = Server.start("killed", Debugger.environment(port));
        Stage stage = new Stage(server);
        String plan = Plans.byTheSecond(stage);
        ROUNDS.forEach(round -> killAt(round, stage, plan));
    }

    private static void killAt(List<Step> round, Stage stage, String plan) {
        Together.all(round, step -> begin(step, stage, plan));
        Step last = round.get(round.size() - 1);
        Map<Call, CompletableFuture<Answer>> pressed = new HashMap<>();
        try (Debugger debugger = Debugger.attach(port)) {
            for (Step step : round) {
                Call call = calls.get(step).due(Plans.CENTS_A_SECOND);
                Stop stop = step == last
                        ? debugger.freezeAt(step.place, call.names())
                        : debugger.stopAt(step.place, call.names());
                call.proposeEnd();
                pressed.put(call, CompletableFuture.supplyAsync(call::confirmEnd));
                stop.await(BOUND);
            }
            round.forEach(step -> stoodAt.put(step, Standing.of(calls.get(step))));
            server.kill();
        }
        List<Call> unanswered = pressed.keySet().stream()
                .filter(call -> !pressed.get(call)
                        .handle((answer, problem) -> problem == null && answer.status() == 200)
                        .join())
                .toList();
        pressed.keySet().forEach(Call::close);
        server.startAgain();
        unanswered.forEach(call -> Stage.expect(call.confirmEnd(), 200));
    }

    private static void begin(Step step, Stage stage, String plan) {
        String name = "Kim " + step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        calls.put(step, Call.agreed(server, stage, name, plan).held().metered());
    }

    /** Where a consultation stands: what its journal says last of money, and the card service. */
    private record Standing(String written, String atTheService) {

        static Standing of(Call call) {
            String last = call.journal().stream()
                    .filter(entry -> OF_MONEY.contains(entry.type()) || isSummary(entry))
                    .map(Entry::type)
                    .reduce((one, other) -> other)
                    .orElseThrow();
            return new Standing(
                    last, new Database(server).cardPayments(call.id()).get(0).state());
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void everyStepIsPlayed() {
        assertThat(ROUNDS.stream().flatMap(List::stream)).containsExactlyInAnyOrder(Step.values());
    }

    /** Else the server would have been killed somewhere else. */
    @ParameterizedTest
    @EnumSource
    @Order(2)
    void theServerIsKilledJustThere(Step step) {
        boolean captured = step.compareTo(Step.CAPTURE_COMMITTED) >= 0;

        assertThat(stoodAt).containsEntry(step, new Standing(step.written, captured ? "CAPTURED" : "HELD"));
    }

    @ParameterizedTest
    @EnumSource
    @Order(3)
    void theAmountIsTakenOnceAndTheSummaryIsMailedOnce(Step step) {
        Call call = calls.get(step);
        Until.value("the summary of " + step + " is mailed", SETTLED, call::journal, KilledIT::isMailed);

        assertThat(call.types())
                .containsOnlyOnce("ConsultationEnded", "AmountDue", "CaptureRequested", "Captured", "ReceiptIssued")
                .doesNotContain("CaptureFailed", "AmountWaived", "Released");
        long cents = wholeSeconds(call.entry("MeterStarted"), first(call, "EndProposed")) * Plans.CENTS_A_SECOND;
        assertThat(cents).isPositive();
        for (String type : List.of("CaptureRequested", "Captured")) {
            assertThat(minorUnits(call.entry(type).json().path("amount")))
                    .as(type)
                    .isEqualTo(cents);
        }
        assertThat(new Database(server).cardPayments(call.id()))
                .containsExactly(new CardPayment("CAPTURED", Plans.HOLD, cents));
        assertThat(call.journal().stream().filter(KilledIT::isSummary)).hasSize(1);
        assertThat(summariesInTheOutbox(call)).isEqualTo(1);
    }

    @Test
    @Order(4)
    void theReceiptsAreNumberedWithoutAGap() {
        List<Long> numbers = new ArrayList<>();
        for (Step step : Step.values()) {
            numbers.add(calls.get(step)
                    .awaitEntry("ReceiptIssued")
                    .entry("ReceiptIssued")
                    .json()
                    .path("number")
                    .asLong());
        }

        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, Step.values().length).boxed().toList());
    }

    private static boolean isMailed(List<Entry> journal) {
        return journal.stream().anyMatch(KilledIT::isSummary);
    }

    private static boolean isSummary(Entry entry) {
        return entry.type().equals("MailAccepted")
                && entry.json().path("kind").asText().equals("SUMMARY");
    }

    private static long summariesInTheOutbox(Call call) {
        return new Database(server)
                .query(
                        "SELECT id FROM mail.outbox WHERE id LIKE ?",
                        row -> row.getString("id"),
                        "summary-%-" + call.id())
                .size();
    }

    private static Instant first(Call call, String type) {
        return call.journal().stream()
                .filter(entry -> entry.type().equals(type))
                .findFirst()
                .orElseThrow()
                .at();
    }

    private static long wholeSeconds(Entry from, Instant to) {
        return Duration.between(from.at(), to).toSeconds();
    }

    private static long minorUnits(JsonNode money) {
        return money.path("minorUnits").asLong();
    }
}
