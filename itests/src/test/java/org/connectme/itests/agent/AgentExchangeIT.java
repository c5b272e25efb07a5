package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clipboard and files between a consultant in Chromium and the app's own bundles at an Xvfb, each under its consent. */
class AgentExchangeIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration WHILE = Duration.ofSeconds(1);
    private static final String TEXT = "Gr\u00fc\u00dfe, \u4f60\u597d, \ud83d\ude00\nund noch eine Zeile";
    private static final String FETCHED = "the serial number of invoice no. 20-4711/b";

    private static Server server;
    private static Desk desk;

    @BeforeAll
    static void start() {
        server = Server.start("exchange", Map.of());
        desk = new Desk(Path.of("target", "exchange-desk").toAbsolutePath());
    }

    @AfterAll
    static void stop() {
        if (desk != null) {
            desk.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void textAndFilesGoBothWaysUnderTheirOwnConsentsAndNoFurther() throws IOException {
        Stage stage = new Stage(server);
        Invited invited = stage.invite("Tom Reed", stage.plan("Free", 0, 0, 0));
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "app");
        try (Browsers browsers = new Browsers();
                DesktopApp app = DesktopApp.start(folder, desk, server.address())) {
            Page page = browsers.open(Path.of("/usr/bin/chromium"), server.address(), stage.consultant());
            Participant consultant = inCall(stage, invited, app, page);
            assertThat(page.getByText("Drop files here").count()).isZero();

            clipboardGoesBothWays(app, consultant);
            filesGoBothWays(app, consultant, folder);
            theJournalSaysWhatWentOverAndNoName(stage, invited);
            consentThatEndsInMidFileLeavesNothing(app, consultant, folder);
            fingersAreThePointer(app, consultant);
        }
    }

    private static void clipboardGoesBothWays(DesktopApp app, Participant consultant) {
        allows(app, consultant, "To read and change the clipboard (text)", "CLIPBOARD");
        Page page = consultant.page();
        Locator text = page.getByLabel("Text for Tom Reed\u2019s clipboard, or from it");
        text.fill(TEXT);
        consultant.button("Put it into the clipboard").click();
        app.awaits(
                "the text has arrived",
                BOUND,
                told -> newest(told).path("state").asText().equals("DONE"));
        assertThat(OtherProgram.pastes(desk)).isEqualTo(TEXT);

        try (OtherProgram other = OtherProgram.copies(desk, FETCHED)) {
            consultant.button("Fetch what is there").click();
            Until.isTrue("the text is here", BOUND, () -> text.inputValue().equals(FETCHED));

            // taken back by the customer: nothing is fetched any more, and the page offers nothing
            app.does("end-consent", "request", request(app, "CLIPBOARD"));
            Until.isTrue("nothing is offered", BOUND, () -> text.count() == 0);
        }
        assertThat(page.getByText("Tom Reed has ended it.").first().isVisible()).isTrue();
    }

    private static void filesGoBothWays(DesktopApp app, Participant consultant, Path folder) throws IOException {
        allows(app, consultant, "To send and receive files", "FILE_TRANSFER");
        Page page = consultant.page();
        byte[] content = bytes(3_000_000);
        Path driver = Files.write(folder.resolve("driver update.zip"), content);
        choose(page, driver);
        JsonNode asked = app.awaits(
                "the customer is asked",
                BOUND,
                told -> newest(told).path("state").asText().equals("ASKED"));
        assertThat(newest(asked).path("name").asText()).isEqualTo("driver update.zip");
        assertThat(newest(asked).path("bytes").asLong()).isEqualTo(content.length);
        Until.staysTrueFor(
                "nothing is written before the yes", WHILE, () -> files(folder).isEmpty());
        app.takes(newest(asked).path("id").asText(), true);
        app.awaits(
                "the file is there",
                BOUND,
                told -> newest(told).path("state").asText().equals("DONE"));
        page.getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText("driver update.zip"))
                .getByText("There, as it was sent.")
                .waitFor();
        Path arrived = folder.resolve("files").resolve("driver update.zip");
        assertThat(Files.readAllBytes(arrived)).isEqualTo(content);
        assertThat(Files.isExecutable(arrived) && !isRoot()).isFalse();

        Path scan = Files.write(folder.resolve("scan.pdf"), bytes(700_000));
        app.does("send-file", "file", scan.toString());
        Locator save = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Save"));
        save.waitFor();
        Download saved = page.waitForDownload(save::click);
        assertThat(saved.suggestedFilename()).isEqualTo("scan.pdf");
        assertThat(Files.readAllBytes(saved.path())).isEqualTo(bytes(700_000));
    }

    private static void theJournalSaysWhatWentOverAndNoName(Stage stage, Invited invited) {
        String evidence = Until.value(
                "the journal has both files",
                BOUND,
                () -> stage.consultant().get(invited.path("/evidence")).body().toString(),
                all -> all.contains(sha256(bytes(3_000_000))) && all.contains(sha256(bytes(700_000))));
        assertThat(evidence)
                .contains("FilePassed", "TextPassed")
                .doesNotContain("driver update", "scan.pdf", FETCHED, "\u4f60");
    }

    private static void consentThatEndsInMidFileLeavesNothing(DesktopApp app, Participant consultant, Path folder)
            throws IOException {
        Path film = Files.write(folder.resolve("film.bin"), bytes(90_000_000));
        choose(consultant.page(), film);
        JsonNode asked = app.awaits(
                "the customer is asked",
                BOUND,
                told -> newest(told).path("state").asText().equals("ASKED"));
        app.takes(newest(asked).path("id").asText(), true);
        app.awaits("it is under way", BOUND, told -> newest(told).path("done").asLong() > 200_000);
        assertThat(files(folder)).hasSize(2);
        app.does("end-consent", "request", request(app, "FILE_TRANSFER"));
        JsonNode ended = app.awaits(
                "it ended", BOUND, told -> newest(told).path("state").asText().equals("ENDED"));
        assertThat(newest(ended).path("done").asLong()).isLessThan(90_000_000);
        assertThat(newest(ended).path("why").asText()).isEqualTo("exchange.no-consent");
        assertThat(files(folder)).containsExactly("driver update.zip");
        consultant.page().getByText("Consent to this is over").first().waitFor();
        Until.isTrue(
                "no more is offered",
                BOUND,
                () -> consultant.page().getByText("Drop files here").count() == 0);
    }

    /** On a tablet: a tap, and a long press for the right button. */
    private static void fingersAreThePointer(DesktopApp app, Participant consultant) {
        Page page = consultant.page();
        app.paints(0x0000C8);
        app.does("show");
        allows(app, consultant, "To use keyboard and mouse", "SCREEN_KEYBOARD_MOUSE");
        app.awaits("control", BOUND, told -> told.path("control").asText().equals("CONTROL"));
        Locator screen = page.getByLabel("Tom Reed\u2019s screen", new Page.GetByLabelOptions().setExact(true));
        screen.waitFor();
        CDPSession fingers = page.context().newCDPSession(page);
        Until.isTrue("a tap arrives", BOUND, () -> {
            finger(fingers, screen, 0.25, 0.75, "touchStart");
            finger(fingers, screen, 0.25, 0.75, "touchEnd");
            return app.look().path("clicks").asInt() > 0;
        });
        JsonNode tapped = app.look();
        assertThat(tapped.path("button").asInt()).isEqualTo(1);
        assertThat(tapped.path("x").asInt()).isCloseTo(Desk.WIDTH / 4, within(12));
        assertThat(tapped.path("y").asInt()).isCloseTo(Desk.HEIGHT * 3 / 4, within(12));

        finger(fingers, screen, 0.5, 0.5, "touchStart");
        app.awaits("the right button", BOUND, told -> told.path("button").asInt() == 3);
        finger(fingers, screen, 0.5, 0.5, "touchEnd");
    }

    private static void finger(CDPSession fingers, Locator screen, double x, double y, String what) {
        BoundingBox box = screen.boundingBox();
        JsonObject event = new JsonObject();
        JsonArray points = new JsonArray();
        if (what.equals("touchStart")) {
            JsonObject point = new JsonObject();
            point.addProperty("x", box.x + box.width * x);
            point.addProperty("y", box.y + box.height * y);
            points.add(point);
        }
        event.addProperty("type", what);
        event.add("touchPoints", points);
        fingers.send("Input.dispatchTouchEvent", event);
    }

    private static Participant inCall(Stage stage, Invited invited, DesktopApp app, Page page) {
        app.does("exchange", "code", stage.codeMailed(invited));
        app.awaits("the contact step", BOUND, at("CONTACT"));
        app.does("contact");
        app.awaits("the terms", BOUND, at("TERMS"));
        app.does("agree");
        app.awaits("the waiting room", BOUND, at("WAITING"));
        app.does("enter");
        app.awaits("the call", BOUND, told -> told.has("flowing"));
        app.does("speak");
        page.navigate(server.address() + "/console#/consultation/" + invited.id());
        Participant consultant = new Participant("CONSULTANT", page, stage.consultant());
        consultant.button("Start video chat").last().click();
        consultant.awaitPictures(BOUND);
        return consultant;
    }

    /** Asked by the consultant in the page, allowed by the customer in the app. */
    private static void allows(DesktopApp app, Participant consultant, String what, String scope) {
        Page page = consultant.page();
        Until.isTrue("it can be asked for", BOUND, () -> {
            consultant.button("Ask for screen or control").click();
            if (page.getByLabel(what).isVisible()) {
                return true;
            }
            // The app has not said yet what it can.
            page.keyboard().press("Escape");
            return false;
        });
        page.getByLabel(what).check();
        page.getByLabel("What for").fill("To mend it");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Ask").setExact(true))
                .click();
        app.awaits("the question", BOUND, told -> !request(told, scope).isEmpty());
        app.allows(request(app, scope), scope);
    }

    private static void choose(Page page, Path file) {
        page.getByText("Drop files here").waitFor();
        page.locator("console-exchange input[type=file]").setInputFiles(file);
    }

    private static String request(DesktopApp app, String scope) {
        return request(app.look(), scope);
    }

    private static String request(JsonNode told, String scope) {
        String found = "";
        for (JsonNode consent : told.at("/parts/consents/consents")) {
            found = consent.path("scope").asText().equals(scope)
                    ? consent.path("request").asText()
                    : found;
        }
        return found;
    }

    private static JsonNode newest(JsonNode told) {
        JsonNode all = told.path("transfers");
        return all.path(all.size() - 1);
    }

    private static List<String> files(Path folder) {
        Path files = folder.resolve("files");
        if (!Files.exists(files)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(files)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static Predicate<JsonNode> at(String stage) {
        return told -> told.at("/parts/appointment/stage").asText().equals(stage);
    }

    /** The same each time. */
    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
