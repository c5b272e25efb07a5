package org.connectme.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.connectme.itests.faults.Records.Entry;
import org.connectme.itests.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bundles are replaced in the middle of a paid call, and the call does not notice (OPS-1). */
class HotSwapIT {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private static final List<String> ENGINE = List.of(
            "metering",
            "payment",
            "payment-sandbox",
            "signaling",
            "media",
            "consent",
            "consultation",
            "invitation",
            "remote-control",
            "rest");

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.start("hot-swap", Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyBundleOfTheEngineIsReplacedAndThePaidCallDoesNotNotice() {
        try (Browsers browsers = new Browsers()) {
            PaidCall call = PaidCall.begin(server, browsers, "Hanna Swoboda");
            Witnessed before = Witnessed.of(call);
            call.both().forEach(Participant::forgetMeterStates);

            for (String bundle : ENGINE) {
                new NewerVersion(server, bundle, "1.0.1").takeOver();
                call.both().forEach(side -> side.awaitPictures(BOUND));
                assertThat(Witnessed.of(call)).as("after the swap of " + bundle).isEqualTo(before);
                assertThat(call.meter().path("state").asText())
                        .as("after the swap of " + bundle)
                        .isEqualTo("RUNNING");
            }
            for (Participant side : call.both()) {
                assertThat(side.meterStates()).as("shown at " + side.side()).containsOnly("Running");
            }

            call.end();
            Instant ended = Instant.now();
            JsonNode bill = call.awaitCapture(BOUND);
            call.customer().awaitText("charged to your card", BOUND);

            List<Entry> journal = call.records().journal(call.id());
            assertThat(journal.stream().map(Entry::type))
                    .containsOnlyOnce("MeterStarted", "AmountDue", "CaptureRequested", "Captured", "ConsultationEnded")
                    .doesNotContain("ParticipantLost", "ServerOutage", "MediaStalled", "MediaLost", "MeterPaused");
            Instant started = at(journal, "MeterStarted");
            assertThat(bill.path("pauses").size()).isEqualTo(1);
            assertThat(bill.path("pauses").get(0).path("reason").asText()).isEqualTo("ENDING");
            assertThat(bill.path("billableMillis").asLong())
                    .isEqualTo(Duration.between(started, at(journal, "EndProposed"))
                            .toMillis())
                    .isCloseTo(Duration.between(started, ended).toMillis(), within(2_000L));
            assertThat(call.records().cardPayments(call.id())).singleElement().satisfies(payment -> {
                assertThat(payment.state()).isEqualTo("CAPTURED");
                assertThat(payment.captured())
                        .isEqualTo(bill.path("gross").path("minorUnits").asLong())
                        .isPositive();
            });
        }
    }

    /** The gateway owns the sockets: they open anew, and nobody is at fault (MET-6). */
    @Test
    void theGatewayIsReplacedAndBothPagesComeBackByThemselves() {
        try (Browsers browsers = new Browsers()) {
            PaidCall call = PaidCall.begin(server, browsers, "Gero Wald");
            List<Long> connections =
                    call.both().stream().map(Participant::connectionsMade).toList();

            new NewerVersion(server, "gateway", "1.0.1").takeOver();

            Until.isTrue(
                    "the outage is noted",
                    BOUND,
                    () -> call.records().types(call.id()).contains("ServerOutage"));
            call.awaitMeter("RUNNING", BOUND);
            call.both().forEach(side -> side.awaitPictures(BOUND));
            assertThat(call.both().stream().map(Participant::connectionsMade)).isEqualTo(connections);
            assertThat(call.records().types(call.id())).doesNotContain("ParticipantLost", "MediaLost");
            call.end();
            call.awaitCapture(BOUND);
        }
    }

    /** Everything that would have to begin anew if a page had noticed. */
    private record Witnessed(List<Long> sockets, List<Long> connections) {

        static Witnessed of(PaidCall call) {
            return new Witnessed(
                    call.both().stream().map(Participant::socketsOpened).toList(),
                    call.both().stream().map(Participant::connectionsMade).toList());
        }
    }

    private static Instant at(List<Entry> journal, String type) {
        return journal.stream()
                .filter(entry -> entry.type().equals(type))
                .findFirst()
                .orElseThrow()
                .at();
    }
}
