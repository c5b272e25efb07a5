package org.connectme.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.connectme.itests.faults.Networks.Network;
import org.connectme.itests.faults.Records.Entry;
import org.connectme.itests.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network of one side or of both goes away under a paid call (MET-3 to MET-5). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NetworkCutIT {

    private static final int LAST = Integer.MAX_VALUE;

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration CUT = Duration.ofSeconds(20);
    /** The server gives a silent side up after 10 s. */
    private static final Duration NOTICED = Duration.ofSeconds(25);
    /** A page says something at least every 2 s; after 10 s it would have been given up before the cut. */
    private static final Duration HEARD_EVERY = Duration.ofSeconds(10);
    /** What was on its way at the cut is still heard, and on a busy machine read late. */
    private static final Duration LATE = Duration.ofSeconds(3);

    private static final Duration ABSENCE = Duration.ofSeconds(90);

    private static Networks networks;
    private static Network consultants;
    private static Network customers;
    private static Server server;

    /** Cut off for good before all tests: each takes its 90 seconds, and all of them pass beside the other tests. */
    private static final List<Gone> givenUp = new ArrayList<>();

    private static final Browsers watching = new Browsers();

    @BeforeAll
    static void start() {
        networks = new Networks();
        consultants = networks.add();
        customers = networks.add();
        server = Server.start(
                "network-cut", Map.of("CONNECTME_HOST", "0.0.0.0", "CONNECTME_PUBLIC_URL", "http://" + Networks.HOST));
        for (String side : List.of("CUSTOMER", "CONSULTANT")) {
            try (Browsers closing = new Browsers()) {
                givenUp.add(Gone.begin(closing, side, "Kai Alone " + side));
            }
            givenUp.add(Gone.begin(watching, side, "Kai Gone " + side));
        }
    }

    @AfterAll
    static void stop() {
        watching.close();
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
            PaidCall call = begin(browsers, consultants, customers, "Kai Moor " + side);
            Participant away = participant(call, side);
            Participant other = participant(call, side.equals("CUSTOMER") ? "CONSULTANT" : "CUSTOMER");

            Instant before = Instant.now();
            network(side).cut();
            Instant cut = Instant.now();
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
            assertThat(lost.instant("lastHeard")).isBetween(before.minus(HEARD_EVERY), cut.plus(LATE));
            assertThat(returned.at()).isAfter(cut.plus(CUT));
            assertThat(bill.path("billableMillis").asLong())
                    .as("up to the last sign of life, and again from the return")
                    .isEqualTo(together(journal));
            assertThat(journal.stream().map(Entry::type).filter("ParticipantLost"::equals))
                    .as("nobody else was lost")
                    .hasSize(1);
        }
    }

    @Test
    void whereBothAreAwayAtTimesThatOverlapTheUnionIsNotCharged() {
        try (Browsers browsers = new Browsers()) {
            PaidCall call = begin(browsers, consultants, customers, "Kai Moor Both");

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
            assertThat(journal.stream().map(Entry::type).filter("ParticipantLost"::equals))
                    .hasSize(2);
            assertThat(bill.path("billableMillis").asLong()).isEqualTo(together(journal));
        }
    }

    @Test
    @Order(LAST)
    void whoStaysAwayEndsTheCallForBothAfterNinetySecondsAndTheServerNeedsNobodysPageForIt() {
        List<Gone> watched = givenUp.stream()
                .filter(gone -> !gone.call().customer().page().isClosed())
                .toList();
        assertThat(watched).hasSize(2);
        for (Gone gone : watched) {
            Until.isTrue(
                    "the consultation has ended",
                    ABSENCE.plus(BOUND),
                    () -> gone.call().presence().path("ended").isObject());
            for (Participant each : gone.call().both()) {
                Until.isTrue(each.side() + " has closed media", BOUND, () -> each.connectionsOpen() == 0);
            }
        }
        givenUp.forEach(Gone::isCapturedUpToTheLastSignOfLife);
    }

    /** A call whose one side was cut off for good. */
    private record Gone(PaidCall call, String side, Instant before, Instant cut) {

        static Gone begin(Browsers browsers, String side, String customerName) {
            Network consultant = networks.add();
            Network customer = networks.add();
            PaidCall call = NetworkCutIT.begin(browsers, consultant, customer, customerName);
            // What is billed ends with the last sign of life.
            call.awaitDue(600);
            Instant before = Instant.now();
            (side.equals("CUSTOMER") ? customer : consultant).cut();
            Instant cut = Instant.now();
            call.awaitMeter("STANDING", NOTICED);
            return new Gone(call, side, before, cut);
        }

        void isCapturedUpToTheLastSignOfLife() {
            JsonNode bill = call.awaitCapture(ABSENCE.plus(BOUND));
            List<Entry> journal = call.records().journal(call.id());
            Instant lastHeard = first(journal, "ParticipantLost", side).instant("lastHeard");
            Entry ended = first(journal, "ConsultationEnded", "");
            assertThat(lastHeard).isBetween(before.minus(HEARD_EVERY), cut.plus(LATE));
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
    }

    private static PaidCall begin(Browsers browsers, Network consultant, Network customer, String customerName) {
        URI origin =
                URI.create("http://" + Networks.HOST + ":" + server.address().getPort());
        return PaidCall.begin(server, origin, browsers, consultant.chromium(), customer.chromium(), customerName);
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

    /** Milliseconds from START to the end without the union of all absences; counted one by one, to be sure. */
    private static long together(List<Entry> journal) {
        List<long[]> apart = new ArrayList<>();
        for (String side : List.of("CONSULTANT", "CUSTOMER")) {
            apart.addAll(spans(journal, "ParticipantLost", "lastHeard", "ParticipantReturned", side));
        }
        apart.addAll(spans(journal, "MediaLost", "lastFlowed", "MediaResumed", ""));
        long from = first(journal, "MeterStarted", "").at().toEpochMilli();
        long to = journal.stream()
                .filter(entry -> Set.of("EndProposed", "ConsultationEnded").contains(entry.type()))
                .mapToLong(entry -> entry.at().toEpochMilli())
                .min()
                .orElseThrow();
        return LongStream.range(from, to)
                .filter(at -> apart.stream().noneMatch(span -> span[0] <= at && at < span[1]))
                .count();
    }

    private static List<long[]> spans(List<Entry> journal, String opens, String since, String closes, String side) {
        List<long[]> spans = new ArrayList<>();
        for (Entry entry : journal) {
            boolean ours = side.isEmpty() || entry.isOf(side);
            if (ours && entry.type().equals(opens)) {
                spans.add(new long[] {entry.instant(since).toEpochMilli(), Long.MAX_VALUE});
            } else if (ours && entry.type().equals(closes)) {
                spans.get(spans.size() - 1)[1] = entry.at().toEpochMilli();
            }
        }
        return spans;
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
