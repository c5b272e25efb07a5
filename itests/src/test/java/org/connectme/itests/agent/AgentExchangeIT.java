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
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.SmallVolume;
import org.connectme.itests.faults.Until;
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

    /** A person's yes needs 64 MB of room beside the file's own. */
    private static final int VOLUME_MEGABYTES = 160;

    private static final int MEGABYTES_CUT = 30;
    private static final int MEGABYTES_ENDED = 40;
    private static final int TOO_MUCH = 90_000_000;

    private static House house;

    @BeforeAll
    static void open() {
        house = new House("exchange", Desk.WIDTH, Desk.HEIGHT);
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void textAndFilesGoBothWaysUnderTheirOwnConsentsAndNoFurther() throws IOException {
        Stage stage = new Stage(house.server);
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "app");
        try (Browsers browsers = new Browsers();
                SmallVolume volume = new SmallVolume(folder.resolve("files"), VOLUME_MEGABYTES);
                DesktopApp app = DesktopApp.start(folder, house.desk, house.server.address())) {
            Visit visit = Visit.begin(stage, stage.plan("Free", 0, 0, 0), app).enters();
            Page page = house.page(browsers, stage);
            Participant consultant = visit.meets(page, house.origin());
            assertThat(page.getByText("Drop files here").count()).isZero();

            clipboardGoesBothWays(app, consultant);
            filesGoBothWays(app, consultant, folder);
            theJournalSaysWhatWentOverAndNoName(stage, visit.invited());
            aCutNetworkHoldsAFileUpAndSpoilsNothing(app, consultant, folder);
            aDiskThatFillsKeepsNothingHalf(app, consultant, folder, volume);
            consentThatEndsInMidFileLeavesNothing(app, consultant, folder);
            fingersAreThePointer(app, visit, consultant);
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
        assertThat(OtherProgram.pastes(house.desk)).isEqualTo(TEXT);

        try (OtherProgram other = OtherProgram.copies(house.desk, FETCHED)) {
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
        JsonNode asked = offers(app, page, driver);
        assertThat(asked.path("name").asText()).isEqualTo("driver update.zip");
        assertThat(asked.path("bytes").asLong()).isEqualTo(content.length);
        Until.staysTrueFor(
                "nothing is written before the yes", WHILE, () -> files(folder).isEmpty());
        app.takes(asked.path("id").asText(), true);
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

    private static void aCutNetworkHoldsAFileUpAndSpoilsNothing(DesktopApp app, Participant consultant, Path folder)
            throws IOException {
        Path film = Files.write(folder.resolve("short film.bin"), bytes(MEGABYTES_CUT << 20));
        JsonNode held = cutsInMidFile(app, consultant, film);
        app.awaits("nothing flows", BOUND, told -> !told.path("flowing").asBoolean());
        assertThat(files(folder)).filteredOn(name -> !name.endsWith(".part")).containsExactly("driver update.zip");
        house.consultants.connect();
        JsonNode done = app.awaits(
                "it is there after all",
                BOUND,
                told -> !newest(told).path("state").asText().equals("RUNNING"));
        assertThat(newest(done).path("state").asText()).isEqualTo("DONE");
        assertThat(newest(done).path("id")).isEqualTo(held.path("id"));
        assertThat(files(folder)).containsExactly("driver update.zip", "short film.bin");
        assertThat(Files.mismatch(folder.resolve("files").resolve("short film.bin"), film))
                .isEqualTo(-1);
    }

    private static void aDiskThatFillsKeepsNothingHalf(
            DesktopApp app, Participant consultant, Path folder, SmallVolume volume) throws IOException {
        Path film = Files.write(folder.resolve("other film.bin"), bytes((MEGABYTES_CUT + 1) << 20));
        cutsInMidFile(app, consultant, film);
        Path filler = volume.fills();
        house.consultants.connect();
        JsonNode ended = app.awaits(
                "it ended", BOUND, told -> newest(told).path("state").asText().equals("ENDED"));
        assertThat(newest(ended).path("why").asText()).isEqualTo("exchange.disk");
        consultant.awaitText("could not be written on", BOUND);
        assertThat(files(folder))
                .containsExactly("driver update.zip", filler.getFileName().toString(), "short film.bin");
        Files.delete(filler);

        JsonNode asked = offers(app, consultant.page(), Files.write(folder.resolve("big.bin"), bytes(TOO_MUCH)));
        app.takes(asked.path("id").asText(), true);
        consultant.awaitText("There is no room for it", BOUND);
        assertThat(files(folder)).containsExactly("driver update.zip", "short film.bin");
    }

    /** The consultant's network goes while a file comes. @return the transfer, which stands still */
    private static JsonNode cutsInMidFile(DesktopApp app, Participant consultant, Path file) throws IOException {
        JsonNode asked = offers(app, consultant.page(), file);
        app.takes(asked.path("id").asText(), true);
        app.awaits("it is under way", BOUND, told -> newest(told).path("done").asLong() > 200_000);
        house.consultants.cut();
        AtomicLong before = new AtomicLong(-1);
        JsonNode held = newest(app.awaits("nothing comes any more", BOUND, told -> {
            long done = newest(told).path("done").asLong();
            return before.getAndSet(done) == done;
        }));
        assertThat(held.path("state").asText()).isEqualTo("RUNNING");
        assertThat(held.path("done").asLong()).isLessThan(Files.size(file));
        return held;
    }

    /** @return the transfer, once the customer is asked */
    private static JsonNode offers(DesktopApp app, Page page, Path file) {
        page.getByText("Drop files here").waitFor();
        page.locator("console-exchange input[type=file]").setInputFiles(file);
        return newest(app.awaits(
                "the customer is asked",
                BOUND,
                told -> newest(told).path("state").asText().equals("ASKED")));
    }

    private static void consentThatEndsInMidFileLeavesNothing(DesktopApp app, Participant consultant, Path folder)
            throws IOException {
        Path film = Files.write(folder.resolve("film.bin"), bytes(MEGABYTES_ENDED << 20));
        JsonNode asked = offers(app, consultant.page(), film);
        app.takes(asked.path("id").asText(), true);
        app.awaits("it is under way", BOUND, told -> newest(told).path("done").asLong() > 200_000);
        assertThat(files(folder)).hasSize(3);
        app.does("end-consent", "request", request(app, "FILE_TRANSFER"));
        JsonNode ended = app.awaits(
                "it ended", BOUND, told -> newest(told).path("state").asText().equals("ENDED"));
        assertThat(newest(ended).path("done").asLong()).isLessThan(MEGABYTES_ENDED << 20);
        assertThat(newest(ended).path("why").asText()).isEqualTo("exchange.no-consent");
        assertThat(files(folder)).containsExactly("driver update.zip", "short film.bin");
        consultant.page().getByText("Consent to this is over").first().waitFor();
        Until.isTrue(
                "no more is offered",
                BOUND,
                () -> consultant.page().getByText("Drop files here").count() == 0);
    }

    /** On a tablet: a tap, and a long press for the right button. */
    private static void fingersAreThePointer(DesktopApp app, Visit visit, Participant consultant) {
        Page page = consultant.page();
        Locator screen = visit.shows(consultant, 0x0000C8);
        allows(app, consultant, "To use keyboard and mouse", "SCREEN_KEYBOARD_MOUSE");
        app.awaits("control", BOUND, told -> told.path("control").asText().equals("CONTROL"));
        CDPSession fingers = page.context().newCDPSession(page);
        // On a busy machine a tap may take so long that it is a long press; a person taps again.
        Until.isTrue("a tap arrives", BOUND, () -> {
            finger(fingers, screen, 0.25, 0.75, "touchStart");
            finger(fingers, screen, 0.25, 0.75, "touchEnd");
            return app.look().path("button").asInt() == 1;
        });
        JsonNode tapped = app.look();
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
