package org.connectme.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.connectme.itests.faults.Outage.millis;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
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
                    () -> call.both().stream().allMatch(side -> outage(call).isReportedBy(side.side())));
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
            Outage outage = new Outage(journal);
            assertThat(outage.from()).isBetween(killed.minus(SIGN_OF_LIFE), killed.plusMillis(500));
            assertThat(outage.to()).isBetween(outage.from(), up);
            assertThat(outage.back()).isBefore(up.plusSeconds(10));
            long billed = bill.path("billableMillis").asLong();
            assertThat(billed)
                    .as("what both sides witnessed, to the millisecond")
                    .isEqualTo(outage.billableMillis());
            // By the clock on the wall: everything but the way back, whatever the journal says.
            Instant started = only(journal, "MeterStarted").at();
            assertThat(billed).isCloseTo(millis(started, ended) - millis(outage.to(), outage.back()), within(4_000L));
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
            List<Entry> journal = call.records().journal(call.id());
            Outage outage = new Outage(journal);
            assertThat(Duration.between(outage.from(), outage.to())).isGreaterThan(Duration.ofSeconds(85));
            assertThat(bill.path("billableMillis").asLong())
                    .as("of the outage only what both sides reported, and no more than the ninety seconds")
                    .isLessThan(millis(only(journal, "MeterStarted").at(), outage.from())
                            + 91_000
                            + millis(outage.to(), only(journal, "EndProposed").at()));
        }
    }

    private static long connectionsMade(PaidCall call) {
        return call.both().stream().mapToLong(Participant::connectionsMade).sum();
    }

    private static Outage outage(PaidCall call) {
        return new Outage(call.records().journal(call.id()));
    }

    private static Entry only(List<Entry> journal, String type) {
        List<Entry> all =
                journal.stream().filter(entry -> entry.type().equals(type)).toList();
        assertThat(all).as(type).hasSize(1);
        return all.get(0);
    }
}
