package org.connectme.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.connectme.itests.faults.Records.Entry;
import org.connectme.itests.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** kill -9 of the server in the middle of a paid call, and what MET-6 says about it. */
class ServerKilledIT {

    private static final Duration BOUND = Duration.ofSeconds(30);
    /** The server signs that it is alive once a second; on a busy machine a little later. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(3);

    private static final Duration GIVEN_UP = Duration.ofSeconds(120);

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.start("server-killed", Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aCallOutlivesItsServerAndTheOutageIsBilledAsBothSidesReportIt() {
        try (Browsers browsers = new Browsers()) {
            PaidCall call = PaidCall.begin(server, browsers, "Nina Falk");
            long connections = connectionsMade(call);
            Until.isTrue(
                    "some time is billed",
                    BOUND,
                    () -> call.meter().path("billableMillis").asLong() >= 5_000);

            Instant killed = Instant.now();
            server.kill();
            call.both().forEach(side -> side.awaitPictures(BOUND));
            server.startAgain();
            Instant up = Instant.now();
            call.awaitMeter("RUNNING", BOUND);
            call.both().forEach(side -> side.awaitText("^Running$", BOUND));
            call.both().forEach(side -> side.awaitPictures(BOUND));
            Until.isTrue(
                    "both sides have reported the outage",
                    BOUND,
                    () -> call.both().stream().allMatch(side -> coverOutage(call, side.side())));
            assertThat(connectionsMade(call)).as("nobody called anew").isEqualTo(connections);

            call.end();
            Instant ended = Instant.now();
            JsonNode bill = call.awaitCapture(BOUND);
            call.customer().awaitText("charged to your card", BOUND);

            List<Entry> journal = call.records().journal(call.id());
            assertThat(journal.stream().map(Entry::type))
                    .containsOnlyOnce("ServerOutage", "MeterStarted", "AmountDue", "CaptureRequested", "Captured")
                    .containsOnlyOnce("ConsultationEnded")
                    .doesNotContain("ParticipantLost", "MediaLost", "MeterPaused");
            Entry outage = only(journal, "ServerOutage");
            assertThat(outage.instant("from")).isBetween(killed.minus(SIGN_OF_LIFE), killed.plusMillis(500));
            assertThat(outage.instant("to")).isBetween(outage.instant("from"), up);

            Instant started = only(journal, "MeterStarted").at();
            Instant proposed = only(journal, "EndProposed").at();
            Instant back = lastReturn(journal);
            assertThat(back).isBefore(up.plusSeconds(10));
            long expected = millis(started, outage.instant("from"))
                    + overlapWithin(journal, outage.instant("from"), outage.instant("to"))
                    + millis(back, proposed);
            long billed = bill.path("billableMillis").asLong();
            assertThat(billed)
                    .as("what both sides witnessed, to the millisecond")
                    .isEqualTo(expected);
            // By the clock on the wall: everything but the way back, whatever the journal says.
            assertThat(billed).isCloseTo(millis(started, ended) - millis(outage.instant("to"), back), within(4_000L));
            assertThat(call.records().cardPayments(call.id())).singleElement().satisfies(payment -> {
                assertThat(payment.state()).isEqualTo("CAPTURED");
                assertThat(payment.captured())
                        .isEqualTo(bill.path("gross").path("minorUnits").asLong())
                        .isPositive();
            });
        }
    }

    /** After 90 s the pages must take the consultation for ended; but it was the server, so it goes on (MET-6). */
    @Test
    @Tag("long")
    void aServerThatIsAwayForLongFindsTheCallAgainAndNobodyHasToReload() {
        try (Browsers browsers = new Browsers()) {
            PaidCall call = PaidCall.begin(server, browsers, "Nils Lang");
            call.awaitDue(100);

            server.kill();
            for (Participant each : call.both()) {
                Until.isTrue(each.side() + " has closed media", GIVEN_UP, () -> each.connectionsOpen() == 0);
            }
            server.startAgain();
            call.awaitMeter("RUNNING", BOUND);
            call.both().forEach(side -> side.awaitPictures(BOUND));
            call.both().forEach(side -> side.awaitText("^Running$", BOUND));

            call.end();
            JsonNode bill = call.awaitCapture(BOUND);
            Entry outage = only(call.records().journal(call.id()), "ServerOutage");
            assertThat(Duration.between(outage.instant("from"), outage.instant("to")))
                    .isGreaterThan(Duration.ofSeconds(85));
            List<Entry> journal = call.records().journal(call.id());
            assertThat(bill.path("billableMillis").asLong())
                    .as("of the outage only what both sides reported, and no more than the ninety seconds")
                    .isLessThan(millis(only(journal, "MeterStarted").at(), outage.instant("from"))
                            + 91_000
                            + millis(
                                    outage.instant("to"),
                                    only(journal, "EndProposed").at()));
        }
    }

    private static long connectionsMade(PaidCall call) {
        return call.both().stream().mapToLong(Participant::connectionsMade).sum();
    }

    /** A report that begins before the end of the outage was made after it. */
    private static boolean coverOutage(PaidCall call, String side) {
        List<Entry> journal = call.records().journal(call.id());
        Entry outage = only(journal, "ServerOutage");
        return journal.stream()
                .filter(entry -> entry.type().equals("MediaReported") && entry.isOf(side))
                .anyMatch(entry -> !entry.instant("to").isBefore(outage.instant("to")));
    }

    private static Instant lastReturn(List<Entry> journal) {
        return journal.stream()
                .filter(entry -> entry.type().equals("ParticipantReturned"))
                .map(Entry::at)
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    /** Milliseconds of the span for which both sides reported flowing media; counted one by one, to be sure. */
    private static long overlapWithin(List<Entry> journal, Instant from, Instant to) {
        List<long[]> consultant = reports(journal, "CONSULTANT");
        List<long[]> customer = reports(journal, "CUSTOMER");
        long overlap = 0;
        for (long at = from.toEpochMilli(); at < to.toEpochMilli(); at++) {
            overlap += covers(consultant, at) && covers(customer, at) ? 1 : 0;
        }
        return overlap;
    }

    private static List<long[]> reports(List<Entry> journal, String side) {
        List<long[]> spans = new ArrayList<>();
        journal.stream()
                .filter(entry -> entry.type().equals("MediaReported") && entry.isOf(side))
                .forEach(entry -> spans.add(new long[] {
                    entry.instant("from").toEpochMilli(), entry.instant("to").toEpochMilli()
                }));
        return spans;
    }

    private static boolean covers(List<long[]> spans, long at) {
        return spans.stream().anyMatch(span -> span[0] <= at && at < span[1]);
    }

    private static Entry only(List<Entry> journal, String type) {
        List<Entry> all =
                journal.stream().filter(entry -> entry.type().equals(type)).toList();
        assertThat(all).as(type).hasSize(1);
        return all.get(0);
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
