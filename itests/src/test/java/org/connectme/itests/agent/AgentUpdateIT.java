package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.itests.server.Stage.expect;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.connectme.agent.launcher.update.Publish;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.NewerVersion;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Records;
import org.connectme.itests.faults.Records.Entry;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** New versions of the app's bundles come over the server and take over in the middle of a paid call under control. */
class AgentUpdateIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String NAME = "Uta Neu";
    private static final String HOLD =
            "{\"attempt\":\"attempt-1\",\"provider\":\"sandbox\",\"method\":\"sbx_ok_visa_4242_0123456789\"}";
    private static final String CORE = "org.connectme.agent.core";
    private static final String CONTROL = "org.connectme.agent.control";

    private Server server;
    private Desk desk;
    private Path folder;
    private Path key;
    private String typed = "";
    private long connections;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "updates");
        key = folder.resolve("publisher.key");
        server = Server.start("agent-updates", Map.of());
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
        Invited invited = stage.invite(NAME, stage.planByTheSecond());
        Api customer = stage.customer(invited);
        try (Browsers browsers = new Browsers();
                DesktopApp app = DesktopApp.start(
                        folder.resolve("app"),
                        desk,
                        server.address(),
                        "publisher=" + publicKey() + "\nlookSeconds=2\n")) {
            Participant consultant = inControl(browsers, app, stage, invited, customer);
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

            publish(Map.of(CORE, Map.of("Bundle-Version", "1.0.1"), CONTROL, Map.of("Bundle-Version", "1.0.1")));
            awaitLog(CORE + " 1.0.1 took the place of");
            awaitLog(CONTROL + " 1.0.1 took the place of");
            goesOn(app, consultant);
            types(app, consultant, "three ");

            // one that does not start is put back
            Path first = Files.copy(set(), folder.resolve("first"));
            publish(Map.of(
                    CORE, Map.of("Bundle-Version", "1.0.2", "Import-Package", "org.connectme.nowhere"),
                    CONTROL, Map.of("Bundle-Version", "1.0.1")));
            awaitLog(CORE + " 1.0.1 is back in its place");
            goesOn(app, consultant);
            types(app, consultant, "four ");

            // neither another's nor an older one is taken
            Files.copy(first, set(), StandardCopyOption.REPLACE_EXISTING);
            awaitLog("a set that is not newer");
            String signed = Files.readString(set());
            Files.writeString(set(), signed.replaceFirst("serial [0-9]+", "serial 9000000000"));
            awaitLog("did not sign");
            goesOn(app, consultant);
            types(app, consultant, "five");
            Until.isTrue("a permit of the new remote-control", BOUND, () -> {
                consultant.page().waitForTimeout(100);
                return permits.get() > 0;
            });

            app.does("stop");
            app.awaits("no control", BOUND, at("/control", "NONE"));
            app.does("end", "step", "PROPOSE");
            app.does("end", "step", "CONFIRM");
            JsonNode paid = app.awaits("the amount is captured", BOUND, at("/parts/payment/status", "CAPTURED"));
            assertThatNothingWasLost(invited, paid.at("/parts/meter/bill"));
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

    private Participant inControl(Browsers browsers, DesktopApp app, Stage stage, Invited invited, Api customer) {
        app.does("exchange", "code", invited.token());
        app.awaits("the contact step", BOUND, at("/parts/appointment/stage", "CONTACT"));
        app.does("contact");
        app.awaits("the terms", BOUND, at("/parts/appointment/stage", "TERMS"));
        app.does("agree");
        app.awaits("the card step", BOUND, at("/parts/appointment/stage", "CARD"));
        expect(customer.post("/api/customer/payment/hold", HOLD), 200);
        app.awaits("the card is held", BOUND, at("/parts/payment/status", "HELD"));
        app.does("enter");
        app.awaits("the call", BOUND, told -> told.has("flowing"));
        app.does("speak");

        Page page = browsers.open(Path.of("/usr/bin/chromium"), server.address(), stage.consultant());
        page.navigate(server.address() + "/console#/consultation/" + invited.id());
        Participant consultant = new Participant("CONSULTANT", page, stage.consultant());
        consultant.button("Start video chat").last().click();
        consultant.awaitPictures(BOUND);
        Locator start = consultant.button("START CHARGES");
        Until.isTrue("START CHARGES can be pressed", BOUND, start::isEnabled);
        start.click();
        app.awaits("the meter runs", BOUND, at("/parts/meter/state", "RUNNING"));

        app.paints(0x0000C8);
        app.does("show");
        Locator screen = screen(consultant);
        screen.waitFor();
        String request = UUID.randomUUID().toString();
        expect(
                stage.consultant()
                        .post(
                                invited.path("/consent"),
                                "{\"request\":\"" + request
                                        + "\",\"scope\":\"SCREEN_KEYBOARD_MOUSE\",\"reason\":\"To mend it\","
                                        + "\"minutes\":10}"),
                200);
        app.awaits("the question", BOUND, at("/parts/consents/consents/0/state", "ASKED"));
        app.allows(request, "SCREEN_KEYBOARD_MOUSE");
        app.awaits("control", BOUND, at("/control", "CONTROL"));
        Until.isTrue("a press of the mouse arrives", BOUND, () -> {
            BoundingBox box = screen.boundingBox();
            Mouse mouse = page.mouse();
            mouse.move(box.x + box.width / 4, box.y + box.height * 3 / 4);
            mouse.down();
            mouse.up();
            return app.look().path("clicks").asInt() > 0;
        });
        return consultant;
    }

    /** What the consultant types arrives, nothing of it is lost, and nothing was pressed meanwhile. */
    private void types(DesktopApp app, Participant consultant, String text) {
        typed += text;
        // The app lends again a moment before the page has heard of it.
        consultant.page().locator(".picture.takes").waitFor();
        consultant.page().keyboard().type(text);
        app.awaits("what was typed", BOUND, at("/typed", typed));
    }

    private void goesOn(DesktopApp app, Participant consultant) {
        app.awaits("control again", BOUND, at("/control", "CONTROL"));
        app.awaits("the socket again", BOUND, at("/link", "Open"));
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

    private static Locator screen(Participant consultant) {
        return consultant.page().getByLabel(NAME + "\u2019s screen", new Page.GetByLabelOptions().setExact(true));
    }

    private static Predicate<JsonNode> at(String place, String value) {
        return told -> told.at(place).asText().equals(value);
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

    private Path set() {
        return server.home().resolve("app-set").resolve("set");
    }

    private String publicKey() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Publish.main(new String[] {"key", key.toString()});
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8).strip();
    }

    /** As agent-publish does. @param changed other headers, by the bundle's name */
    private void publish(Map<String, Map<String, String>> changed) throws Exception {
        Path release = Files.createTempDirectory(folder, "release");
        Map<String, Map<String, String>> left = new HashMap<>(changed);
        try (Stream<Path> built = Files.list(DesktopApp.BUILT.resolve("bundles"))) {
            // The app of this test has no windows, and a bundle that is new there would wait for its next start.
            for (Path bundle : built.filter(
                            each -> !each.getFileName().toString().startsWith("agent-ui-"))
                    .toList()) {
                String name = "org.connectme."
                        + bundle.getFileName()
                                .toString()
                                .replaceFirst("-1\\.0.*", "")
                                .replace('-', '.');
                Map<String, String> headers = left.remove(name);
                if (headers == null) {
                    Files.copy(bundle, release.resolve(bundle.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                } else {
                    NewerVersion.repack(bundle, release.resolve(bundle.getFileName()), headers);
                }
            }
        }
        assertThat(left).as("not among the app's bundles").isEmpty();
        Publish.main(new String[] {
            "set", key.toString(), release.toString(), set().getParent().toString()
        });
    }
}
