package org.connectme.itests.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.connectme.itests.faults.NewerVersion;
import org.connectme.itests.faults.Until;
import org.connectme.itests.money.Debugger.Stop;
import org.connectme.itests.server.Database;
import org.connectme.itests.server.Database.CardPayment;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The payment plug-in is replaced while consultations are at each step of a payment at the same time (OPS-1): those that
 * it is at work for are held in the midst of it until the newer version has taken over, or until it was taken out.
 */
class SwappedIT {

    private static final String PLUG_IN = "payment-sandbox";
    private static final Duration BOUND = Duration.ofSeconds(120);

    private static Server server;
    private static Stage stage;
    private static String plan;
    private static String nearTheCeiling;
    private static Debugger debugger;
    private static int version;
    private static int removed;

    /** Where a payment is when its plug-in goes. */
    enum Step {
        /** The card form is open. */
        BEFORE_HOLD,
        HOLDING("authorise", "hold-"),
        IN_CHALLENGE,
        /** The meter runs. */
        HELD,
        RAISING("raise", "raise-"),
        CAPTURING("capture", "capture-"),
        REFUNDING("refund", "refund-");

        /** What the plug-in is asked for; empty if for nothing. */
        private final String question;
        /** Begins the operation's name. */
        private final String operation;

        Step() {
            this("", "");
        }

        Step(String question, String operation) {
            this.question = question;
            this.operation = operation;
        }

        private boolean isAtTheService() {
            return !question.isEmpty();
        }
    }

    /**
     * What happens to the version that goes.
     *
     * @param executed the service has done what it was asked for, and has not committed it; else it was just asked
     * @param removed  it is taken out while it is at work, else only stopped
     */
    private record Way(boolean executed, boolean removed) {

        private static final List<Way> ALL =
                List.of(new Way(true, false), new Way(false, true), new Way(true, true), new Way(false, false));

        private Place place(Step step) {
            return executed
                    ? Place.of("payment.sandbox.Ledger", "remember", step.operation)
                    : Place.of("payment.sandbox.SandboxProvider", step.question, step.operation);
        }
    }

    @BeforeAll
    static void start() {
        version = 0;
        removed = 0;
        int port = Server.freePort();
        server = Server.start("swapped", Debugger.environment(port));
        stage = new Stage(server);
        plan = Plans.byTheSecond(stage);
        nearTheCeiling = Plans.nearTheCeiling(stage);
        debugger = Debugger.attach(port);
    }

    @AfterAll
    static void stop() {
        debugger.close();
        server.close();
    }

    @Test
    void atEachStepNothingIsLostTakenTwiceOrStuck() throws IOException {
        swapAtEachStep(Way.ALL.size());
    }

    @Test
    @Tag("long")
    void atEachStepNothingIsLostTakenTwiceOrStuckFiftyTimes() throws IOException {
        swapAtEachStep(50);
    }

    private static void swapAtEachStep(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            Way way = Way.ALL.get(i % Way.ALL.size());
            Map<Step, Call> calls = new ConcurrentHashMap<>();
            Together.all(List.of(Step.values()), step -> calls.put(step, bringTo(step)));
            Map<Step, Stop> stops = new EnumMap<>(Step.class);
            calls.forEach((step, call) -> {
                if (step.isAtTheService()) {
                    stops.put(step, debugger.stopAt(way.place(step), Set.of(call.id())));
                    ask(step, call);
                }
            });
            stops.values().forEach(stop -> stop.await(BOUND));

            swap(way);

            Stage.expect(calls.get(Step.BEFORE_HOLD).form(), 200);
            ask(Step.BEFORE_HOLD, calls.get(Step.BEFORE_HOLD));
            ask(Step.IN_CHALLENGE, calls.get(Step.IN_CHALLENGE));
            stops.values().forEach(Stop::release);
            Together.all(calls.entrySet(), each -> finish(each.getKey(), each.getValue()));
        }
    }

    private static void swap(Way way) throws IOException {
        version++;
        new NewerVersion(server, PLUG_IN, "1.0." + version).takeOver();
        if (way.removed()) {
            for (int older = 1; older < version; older++) {
                removed += Files.deleteIfExists(jar(older)) ? 1 : 0;
            }
            Until.isTrue("the older ones are gone", BOUND, () -> uninstalled() == removed);
        }
    }

    private static Path jar(int number) {
        return server.home().resolve("deploy/" + PLUG_IN + "-1.0." + number + ".jar");
    }

    private static long uninstalled() {
        return server.log()
                .lines()
                .filter(line -> line.matches(".*Uninstalling bundle \\d+ \\(org\\.connectme\\.payment\\.sandbox\\).*"))
                .count();
    }

    private static Call bringTo(Step step) {
        String name = "Sam " + step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        Call call = Call.agreed(server, stage, name, step == Step.RAISING ? nearTheCeiling : plan);
        Stage.expect(call.form(), 200);
        switch (step) {
            case BEFORE_HOLD, HOLDING -> {}
            case IN_CHALLENGE -> {
                call.askForHold(Call.CHALLENGED_CARD);
                call.awaitEntry("ChallengeRequired");
            }
            case HELD -> call.held().metered();
            case RAISING -> call.held().metered().awaitEntry("RaiseOffered");
            case CAPTURING -> call.held().metered().due(Plans.CENTS_A_SECOND);
            case REFUNDING ->
                call.held().metered().due(Plans.CENTS_A_SECOND).end().awaitEntry("ReceiptIssued");
        }
        return call;
    }

    /** What leads to the next operation at the service. */
    private static void ask(Step step, Call call) {
        switch (step) {
            case BEFORE_HOLD, HOLDING -> call.askForHold(Call.GOOD_CARD);
            case IN_CHALLENGE -> call.confirm();
            case HELD, CAPTURING -> call.end();
            case RAISING -> call.raise();
            case REFUNDING -> call.refund(call.entry("Captured").json().path("amount"));
        }
    }

    private static void finish(Step step, Call call) {
        switch (step) {
            case BEFORE_HOLD, HOLDING, IN_CHALLENGE -> {
                call.awaitEntry("HoldPlaced").cancel();
                call.awaitEntry("Released");
                assertThat(call.types()).containsOnlyOnce("HoldRequested", "HoldPlaced", "Released");
                assertLedger(call, "RELEASED", Plans.HOLD, 0);
            }
            case HELD -> {
                call.due(Plans.CENTS_A_SECOND).end();
                assertCaptured(call, Plans.HOLD);
            }
            case RAISING -> {
                call.awaitEntry("HoldRaised").end();
                assertCaptured(call, 2 * 1_000);
            }
            case CAPTURING -> assertCaptured(call, Plans.HOLD);
            case REFUNDING -> {
                call.awaitEntry("Refunded");
                assertCaptured(call, Plans.HOLD);
                assertThat(refunded(call))
                        .isEqualTo(minorUnits(call.entry("Captured").json().path("amount")));
            }
        }
        call.close();
    }

    /** Every millisecond from START to the red button is billed, and that amount is taken once. */
    private static void assertCaptured(Call call, long held) {
        call.awaitEntry("ReceiptIssued");
        assertThat(call.types())
                .containsOnlyOnce("HoldRequested", "HoldPlaced", "AmountDue", "CaptureRequested", "Captured")
                .doesNotContain("MeterPaused", "MeterStopped", "ParticipantLost", "ServerOutage", "CaptureFailed");
        JsonNode bill = call.part("meter").path("bill");
        assertThat(bill.path("billableMillis").asLong())
                .isEqualTo(Duration.between(
                                call.entry("MeterStarted").at(),
                                call.entry("EndProposed").at())
                        .toMillis())
                .isPositive();
        assertLedger(call, "CAPTURED", held, bill.at("/gross/minorUnits").asLong());
    }

    private static void assertLedger(Call call, String state, long held, long captured) {
        assertThat(new Database(server).cardPayments(call.id()))
                .containsExactly(new CardPayment(state, held, captured));
    }

    private static long refunded(Call call) {
        return new Database(server)
                .query("SELECT refunded FROM sandbox.payment WHERE consultation = ?", row -> row.getLong(1), call.id())
                .get(0);
    }

    private static long minorUnits(JsonNode money) {
        return money.path("minorUnits").asLong();
    }
}
