package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.NewerVersion;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Records;
import org.connectme.itests.faults.Records.Entry;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** New versions of the app's bundles come over the server and take over in the middle of a paid call under control. */
class AgentUpdateIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String CORE = "org.connectme.agent.core";
    private static final String CONTROL = "org.connectme.agent.control";

    private Server server;
    private Desk desk;
    private Path folder;
    private Publisher publisher;
    private String typed = "";
    private long connections;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "updates");
        server = Server.start("agent-updates", Map.of());
        publisher = Publisher.withoutWindows(server, folder);
        desk = new Desk(folder.resolve("desk"));
    }

    @AfterEach
    void stop() {
        if (desk != null) {
            desk.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void coreAndControlAreReplacedInMidControlAndTheCallGoesOn() throws Exception {
        Stage stage = new Stage(server);
        try (Browsers browsers = new Browsers();
                DesktopApp app =
                        DesktopApp.start(folder.resolve("app"), desk, server.address(), publisher.properties())) {
            Visit visit = Visit.begin(stage, stage.planByTheSecond(), app)
                    .holdsTheCard()
                    .enters();
            Page page = browsers.open(Path.of("/usr/bin/chromium"), server.address(), stage.consultant());
            Participant consultant = visit.meets(page, server.address());
            visit.startsCharges(consultant);
            visit.shows(consultant, 0x0000C8);
            visit.lends(10);
            visit.clicks(consultant, 0.25, 0.75);
            AtomicInteger permits = new AtomicInteger();
            connections = consultant.connectionsMade();
            types(app, consultant, "one ");

            new NewerVersion(server, "remote-control", "1.0.1").takeOver();
            consultant.page().onResponse(response -> {
                if (response.url().endsWith("/permit") && response.ok()) {
                    permits.incrementAndGet();
                }
            });
            types(app, consultant, "two ");

            publisher.publish(
                    Map.of(CORE, Map.of("Bundle-Version", "1.0.1"), CONTROL, Map.of("Bundle-Version", "1.0.1")));
            awaitLog(CORE + " 1.0.1 took the place of");
            awaitLog(CONTROL + " 1.0.1 took the place of");
            goesOn(app, consultant);
            types(app, consultant, "three ");

            // one that does not start is put back
            Path first = Files.copy(publisher.set(), folder.resolve("first"));
            publisher.publish(Map.of(
                    CORE, Map.of("Bundle-Version", "1.0.2", "Import-Package", "org.connectme.nowhere"),
                    CONTROL, Map.of("Bundle-Version", "1.0.1")));
            awaitLog(CORE + " 1.0.1 is back in its place");
            goesOn(app, consultant);
            types(app, consultant, "four ");

            // neither another's nor an older one is taken
            Files.copy(first, publisher.set(), StandardCopyOption.REPLACE_EXISTING);
            awaitLog("a set that is not newer");
            String signed = Files.readString(publisher.set());
            Files.writeString(publisher.set(), signed.replaceFirst("serial [0-9]+", "serial 9000000000"));
            awaitLog("did not sign");
            goesOn(app, consultant);
            types(app, consultant, "five");
            Until.isTrue("a permit of the new remote-control", BOUND, () -> {
                consultant.page().waitForTimeout(100);
                return permits.get() > 0;
            });

            app.does("stop");
            app.awaits("no control", "/control", "NONE");
            JsonNode paid = visit.ends();
            assertThatNothingWasLost(visit.invited(), paid.at("/parts/meter/bill"));
        }
    }

    /** A core that is replaced leaves its socket for about a second, which nobody pays for. */
    private void assertThatNothingWasLost(Invited invited, JsonNode bill) {
        List<Entry> journal = new Records(server).journal(invited.id());
        assertThat(journal.stream().map(Entry::type))
                .containsOnlyOnce("MeterStarted", "Captured", "ConsultationEnded", "ConsentGiven")
                .doesNotContain("ServerOutage", "MediaStalled", "MediaLost", "MeterPaused");
        List<Entry> lost = all(journal, "ParticipantLost");
        List<Entry> returned = all(journal, "ParticipantReturned");
        assertThat(lost).hasSameSizeAs(returned).allMatch(entry -> entry.isOf("CUSTOMER"));
        long away = 0;
        for (int i = 0; i < lost.size(); i++) {
            away += millis(lost.get(i).instant("lastHeard"), returned.get(i).at());
        }
        Instant from = all(journal, "MeterStarted").get(0).at();
        Instant to = all(journal, "EndProposed").get(0).at();
        assertThat(bill.path("billableMillis").asLong()).isEqualTo(millis(from, to) - away);
    }

    private static List<Entry> all(List<Entry> journal, String type) {
        return journal.stream().filter(entry -> entry.type().equals(type)).toList();
    }

    private static long millis(Instant from, Instant to) {
        return to.toEpochMilli() - from.toEpochMilli();
    }

    /** What the consultant types arrives, nothing of it is lost, and nothing was pressed meanwhile. */
    private void types(DesktopApp app, Participant consultant, String text) {
        typed += text;
        // The app lends again a moment before the page has heard of it.
        consultant.page().locator(".picture.takes").waitFor();
        consultant.page().keyboard().type(text);
        app.awaits("what was typed", "/typed", typed);
    }

    private void goesOn(DesktopApp app, Participant consultant) {
        app.awaits("control again", "/control", "CONTROL");
        app.awaits("the socket again", "/link", "Open");
        JsonNode now = app.look();
        assertThat(now.at("/parts/meter/state").asText()).isEqualTo("RUNNING");
        assertThat(now.path("flowing").asBoolean()).isTrue();
        long pictures = now.path("pictures").asLong();
        app.awaits(
                "the consultant's picture moves",
                BOUND,
                told -> told.path("pictures").asLong() > pictures + 5);
        consultant.awaitPictures(BOUND);
        assertThat(consultant.connectionsMade()).isEqualTo(connections);
    }

    private void awaitLog(String line) {
        Path log = folder.resolve("app/home/logs/app.0.log");
        Until.value("in the app's log: " + line, BOUND, () -> text(log), text -> text.contains(line));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
