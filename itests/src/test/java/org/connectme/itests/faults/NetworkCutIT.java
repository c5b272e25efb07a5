package org.connectme.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.connectme.itests.faults.Networks.Network;
import org.connectme.itests.faults.Records.Entry;
import org.connectme.itests.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network of one side or of both goes away under a paid call (MET-3 to MET-5). */
@Tag("long")
class NetworkCutIT {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration CUT = Duration.ofSeconds(20);
    /** The server gives a silent side up after 10 s. */
    private static final Duration NOTICED = Duration.ofSeconds(25);
    /** A page says something at least every 2 s, a ping is answered every 5 s. */
    private static final Duration HEARD_EVERY = Duration.ofSeconds(6);

    private static final Duration ABSENCE = Duration.ofSeconds(90);

    private static Networks networks;
    private static Network consultants;
    private static Network customers;
    private static Server server;

    @BeforeAll
    static void start() {
        networks = new Networks();
        consultants = networks.add("con");
        customers = networks.add("cus");
        server = Server.start(
                "network-cut", Map.of("CONNECTME_HOST", "0.0.0.0", "CONNECTME_PUBLIC_URL", "http://" + Networks.HOST));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (networks != null) {
            networks.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONSULTANT", "CUSTOMER"})
    void aSideThatIsAwayForTwentySecondsComesBackAndIsNotChargedForThem(String side) {
        try (Browsers browsers = new Browsers()) {
            PaidCall call = begin(browsers, "Kai Moor " + side);
            Participant away = participant(call, side);
            Participant other = participant(call, side.equals("CUSTOMER") ? "CONSULTANT" : "CUSTOMER");

            Instant cut = Instant.now();
            network(side).cut();
            away.awaitText("You are offline since", NOTICED);
            other.awaitText("is offline since \\d+ s.*not back in \\d+ s", NOTICED);
            call.awaitMeter("STANDING", NOTICED);
            assertThat(call.meter().path("reason").asText()).isEqualTo(side + "_OFFLINE");
            Until.staysTrueFor(
                    "the meter stands",
                    Duration.between(Instant.now(), cut.plus(CUT)),
                    () -> call.meter().path("state").asText().equals("STANDING"));
            network(side).connect();

            call.awaitMeter("RUNNING", BOUND);
            call.both().forEach(each -> each.awaitText("^Running$", BOUND));
            call.both().forEach(each -> each.awaitPictures(BOUND));
            call.end();
            JsonNode bill = call.awaitCapture(BOUND);

            List<Entry> journal = call.records().journal(call.id());
            Entry lost = first(journal, "ParticipantLost", side);
            Entry returned = first(journal, "ParticipantReturned", side);
            assertThat(lost.instant("lastHeard")).isBetween(cut.minus(HEARD_EVERY), cut.plusMillis(500));
            assertThat(returned.at()).isAfter(cut.plus(CUT));
            assertThat(bill.path("billableMillis").asLong())
                    .as("up to the last sign of life, and again from the return")
                    .isEqualTo(millis(first(journal, "MeterStarted", "").at(), lost.instant("lastHeard"))
                            + millis(
                                    returned.at(),
                                    first(journal, "EndProposed", "").at()));
            assertThat(journal.stream().map(Entry::type).filter("ParticipantLost"::equals))
                    .as("nobody else was lost")
                    .hasSize(1);
        }
    }

    @Test
    void whereBothAreAwayAtTimesThatOverlapTheUnionIsNotCharged() {
        try (Browsers browsers = new Browsers()) {
            PaidCall call = begin(browsers, "Kai Moor Both");

            consultants.cut();
            call.awaitMeter("STANDING", NOTICED);
            customers.cut();
            Until.isTrue(
                    "both are known to be away",
                    NOTICED,
                    () -> !call.presence().at("/customer/online").asBoolean()
                            && !call.presence().at("/consultant/online").asBoolean());
            consultants.connect();
            Until.isTrue(
                    "the consultant is back",
                    BOUND,
                    () -> call.presence().at("/consultant/online").asBoolean());
            assertThat(call.meter().path("state").asText()).isEqualTo("STANDING");
            customers.connect();

            call.awaitMeter("RUNNING", BOUND);
            call.both().forEach(each -> each.awaitPictures(BOUND));
            call.end();
            JsonNode bill = call.awaitCapture(BOUND);

            List<Entry> journal = call.records().journal(call.id());
            Instant from = List.of("CONSULTANT", "CUSTOMER").stream()
                    .map(side -> first(journal, "ParticipantLost", side).instant("lastHeard"))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            Instant to = first(journal, "ParticipantReturned", "CUSTOMER").at();
            assertThat(bill.path("billableMillis").asLong())
                    .isEqualTo(millis(first(journal, "MeterStarted", "").at(), from)
                            + millis(to, first(journal, "EndProposed", "").at()));
        }
    }

    @Test
    void aCustomerWhoStaysAwayEndsTheCallForBothAfterNinetySeconds() {
        staysAway("CUSTOMER", false);
    }

    @Test
    @Tag("long")
    void aConsultantWhoStaysAwayEndsTheCallForBothAfterNinetySeconds() {
        staysAway("CONSULTANT", false);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {"CONSULTANT", "CUSTOMER"})
    void theServerEndsAndCapturesWithNobodysPageOpen(String side) {
        staysAway(side, true);
    }

    private static void staysAway(String side, boolean pagesGo) {
        PaidCall call;
        Instant cut;
        try (Browsers browsers = new Browsers()) {
            call = begin(browsers, "Kai Gone " + side + (pagesGo ? " Alone" : ""));
            cut = Instant.now();
            network(side).cut();
            call.awaitMeter("STANDING", NOTICED);
            if (!pagesGo) {
                Until.isTrue(
                        "the consultation has ended",
                        ABSENCE.plus(BOUND),
                        () -> call.presence().path("ended").isObject());
                for (Participant each : call.both()) {
                    Until.isTrue(each.side() + " has closed media", BOUND, () -> each.connectionsOpen() == 0);
                }
            }
        } finally {
            network(side).connect();
        }
        JsonNode bill = call.awaitCapture(ABSENCE.plus(BOUND));

        List<Entry> journal = call.records().journal(call.id());
        Instant lastHeard = first(journal, "ParticipantLost", side).instant("lastHeard");
        Entry ended = first(journal, "ConsultationEnded", "");
        assertThat(lastHeard).isBetween(cut.minus(HEARD_EVERY), cut.plusMillis(500));
        assertThat(ended.json().path("reason").asText()).isEqualTo("TIMED_OUT");
        assertThat(ended.json().path("lostSide").asText()).isEqualTo(side);
        assertThat(ended.at())
                .isBetween(lastHeard.plus(ABSENCE), lastHeard.plus(ABSENCE).plusSeconds(5));
        assertThat(bill.path("billableMillis").asLong())
                .isEqualTo(millis(first(journal, "MeterStarted", "").at(), lastHeard));
        assertThat(call.records().cardPayments(call.id())).singleElement().satisfies(payment -> {
            assertThat(payment.state()).isEqualTo("CAPTURED");
            assertThat(payment.captured())
                    .isEqualTo(bill.path("gross").path("minorUnits").asLong());
        });
    }

    private static PaidCall begin(Browsers browsers, String customerName) {
        URI origin =
                URI.create("http://" + Networks.HOST + ":" + server.address().getPort());
        return PaidCall.begin(server, origin, browsers, consultants.chromium(), customers.chromium(), customerName);
    }

    private static Participant participant(PaidCall call, String side) {
        return side.equals("CUSTOMER") ? call.customer() : call.consultant();
    }

    private static Network network(String side) {
        return side.equals("CUSTOMER") ? customers : consultants;
    }

    /** @param side empty for an event of no side */
    private static Entry first(List<Entry> journal, String type, String side) {
        return journal.stream()
                .filter(entry -> entry.type().equals(type) && (side.isEmpty() || entry.isOf(side)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + type + " of " + side + " in " + journal));
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
