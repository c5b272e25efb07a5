package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.connectme.itests.agent.hand.InputHeard;
import org.connectme.itests.agent.hand.InputHeard.Event;
import org.connectme.itests.agent.hand.InputHeard.Kind;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A paid consultation between the desktop app at an Xvfb and a consultant in Chromium, whose network goes away once. */
class AgentCallIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration WHILE = Duration.ofSeconds(1);
    private static final int TOLERANCE = 50;
    private static final int NEAR = 12;
    private static final List<String> HELD = List.of("Control", "Shift", "F7");
    private static final int RED = 0xC80000;
    private static final int BLUE = 0x0000C8;

    /** Red, green and blue in the middle of the lower half of the shown picture; nothing before there is one. */
    private static final String COLOUR = """
        (video) => {
          const pen = document.createElement('canvas').getContext('2d');
          if (video.videoWidth === 0) return [];
          pen.drawImage(video, video.videoWidth / 2, video.videoHeight * 3 / 4, 4, 4, 0, 0, 4, 4);
          return [...pen.getImageData(1, 1, 1, 1).data].slice(0, 3);
        }\
        """;

    private static final String HEARD =
            "async () => (await witness.stats('inbound-rtp')).reduce((sum, e) => sum + (e.totalAudioEnergy ?? 0), 0)";

    private static House house;

    @BeforeAll
    static void open() {
        house = new House("agent", Desk.WIDTH, Desk.HEIGHT);
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void aCustomerWithTheAppSpeaksIsSeenShowsTheScreenAndPays() throws IOException {
        Stage stage = new Stage(house.server);
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "app");
        try (Browsers browsers = new Browsers();
                DesktopApp app = DesktopApp.start(folder, house.desk, house.server.address())) {
            Visit visit = Visit.begin(stage, stage.planByTheSecond(), app);
            holdCard(browsers, app);
            visit.enters();
            assertThat(app.look().path("link").asText())
                    .as("the seat is still the app's")
                    .isEqualTo("Open");

            // both in the call, seen and heard
            Participant consultant = visit.meets(house.page(browsers, stage), house.origin());
            long pictures = app.look().path("pictures").asLong();
            app.awaits(
                    "the consultant's picture moves",
                    BOUND,
                    told -> told.path("pictures").asLong() > pictures + 10);
            house.desk.awaitSound(BOUND);
            double heard = heard(consultant);
            Until.isTrue("the customer is heard", BOUND, () -> heard(consultant) > heard + 0.01);
            assertThat(app.look().path("faults")).isEmpty();
            visit.startsCharges(consultant);

            // the screen, as long as it is shown
            Locator screen = visit.shows(consultant, RED);
            awaitColour(screen, RED);
            app.paints(BLUE);
            awaitColour(screen, BLUE);
            app.does("hide");
            Until.isTrue("no screen", BOUND, () -> screen.count() == 0);

            // the consultant's network goes and comes back
            house.consultants.cut();
            app.awaits("the meter stands", "/parts/meter/state", "STANDING");
            app.awaits("nothing flows", BOUND, told -> !told.path("flowing").asBoolean());
            house.consultants.connect();
            app.awaits("the meter runs again", "/parts/meter/state", "RUNNING");
            app.awaits("it flows", BOUND, told -> told.path("flowing").asBoolean());
            consultant.awaitPictures(BOUND);
            assertThat(consultant.connectionsOpen()).isEqualTo(1);

            // the end, and what it costs
            JsonNode paid = visit.ends();
            assertThat(paid.at("/parts/payment/captured/minorUnits").asLong())
                    .isPositive()
                    .isEqualTo(paid.at("/parts/meter/bill/gross/minorUnits").asLong());
            assertThat(stage.consultant()
                            .get(visit.invited().path(""))
                            .part("payment")
                            .at("/captured/minorUnits"))
                    .isEqualTo(paid.at("/parts/payment/captured/minorUnits"));
            app.awaits("no call is left", BOUND, told -> !told.has("flowing"));
            app.ends(BOUND);
        }
    }

    @Test
    void keyboardAndMouseAreLentInTheAppAndTakenBackThere() throws IOException {
        Stage stage = new Stage(house.server);
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "app");
        try (Browsers browsers = new Browsers();
                DesktopApp app = DesktopApp.start(folder, house.desk, house.server.address())) {
            Visit visit = Visit.begin(stage, stage.planByTheSecond(), app)
                    .holdsTheCard()
                    .enters();
            Participant consultant = visit.meets(house.page(browsers, stage), house.origin());
            Locator screen = visit.shows(consultant, BLUE);
            awaitColour(screen, BLUE);

            // nothing without a consent
            Visit.presses(consultant, screen, 0.3, 0.7);
            Until.staysTrueFor(
                    "nothing was pressed",
                    WHILE,
                    () -> app.look().path("clicks").asInt() == 0);

            // lent
            visit.lends(5);
            visit.clicks(consultant, 0.25, 0.75);
            app.awaits(
                    "the pointer is where it was pressed",
                    BOUND,
                    told -> Math.abs(told.path("x").asInt() - Desk.WIDTH / 4) < NEAR
                            && Math.abs(told.path("y").asInt() - Desk.HEIGHT * 3 / 4) < NEAR);
            consultant.page().keyboard().type("Gr\u00fc\u00dfe, 123");
            app.awaits("what was typed", "/typed", "Gr\u00fc\u00dfe, 123");

            nothingStaysDownAfterACut(app, consultant);

            // taken back
            app.does("stop");
            app.awaits("no control", "/control", "NONE");
            int clicks = app.look().path("clicks").asInt();
            Visit.presses(consultant, consultant.page().locator("console-call").first(), 0.5, 0.5);
            consultant.page().keyboard().type("more");
            Until.staysTrueFor("nothing is pressed or typed any more", WHILE, () -> {
                JsonNode after = app.look();
                return after.path("clicks").asInt() == clicks
                        && after.path("typed").asText().equals("Gr\u00fc\u00dfe, 123x");
            });
        }
    }

    /** The network goes while modifiers are held: they are let go of at once, and what is typed later is plain. */
    private static void nothingStaysDownAfterACut(DesktopApp app, Participant consultant) throws IOException {
        try (InputHeard input = new InputHeard(house.desk.display())) {
            for (String key : HELD) {
                consultant.page().keyboard().down(key);
            }
            Until.isTrue("they are down", BOUND, () -> count(input, Kind.KEY_DOWN) == HELD.size());
            house.consultants.cut();
            Until.isTrue("they are let go of", BOUND, () -> count(input, Kind.KEY_UP) == HELD.size());
        }
        for (String key : HELD) {
            consultant.page().keyboard().up(key);
        }
        house.consultants.connect();
        app.awaits("control again", "/control", "CONTROL");
        consultant.page().locator(".picture.takes").waitFor();
        consultant.page().keyboard().type("x");
        app.awaits("what was typed", "/typed", "Gr\u00fc\u00dfe, 123x");
    }

    /** Different keys: what is held repeats. */
    private static long count(InputHeard input, Kind kind) {
        return input.heard().stream()
                .filter(event -> event.kind() == kind)
                .map(Event::detail)
                .distinct()
                .count();
    }

    /** As far as a codec keeps it. @param colour 0xRRGGBB */
    private static void awaitColour(Locator screen, int colour) {
        List<Integer> wanted = List.of(colour >> 16, colour >> 8 & 0xFF, colour & 0xFF);
        Until.value("the screen in " + wanted, BOUND, () -> (List<?>) screen.evaluate(COLOUR), seen -> {
            for (int i = 0; i < seen.size(); i++) {
                if (Math.abs(((Number) seen.get(i)).intValue() - wanted.get(i)) > TOLERANCE) {
                    return false;
                }
            }
            return !seen.isEmpty();
        });
    }

    private static double heard(Participant consultant) {
        return ((Number) consultant.page().evaluate(HEARD)).doubleValue();
    }

    /** In the system's browser, which the app opens for it: nobody is signed in there. */
    private static void holdCard(Browsers browsers, DesktopApp app) {
        app.awaits("the card step", "/parts/appointment/stage", "CARD");
        Page page = house.browser(browsers, app.does("card").path("page").asText());
        page.getByLabel("Card number").fill("4242424242424242");
        page.getByLabel(Pattern.compile("^Expires")).fill("12/34");
        page.getByLabel("Security code").fill("123");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Confirm"))
                .click();
        page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Done").setExact(true))
                .waitFor();
    }
}
