package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.itests.server.Stage.expect;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Networks;
import org.connectme.itests.faults.Networks.Network;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A paid consultation between the desktop app at an Xvfb and a consultant in Chromium, whose network goes away once. */
class AgentCallIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration WHILE = Duration.ofSeconds(1);
    static final String NAME = "Tom Reed";
    private static final int TOLERANCE = 50;
    private static final int NEAR = 12;
    static final String HOLD =
            "{\"attempt\":\"attempt-1\",\"provider\":\"sandbox\",\"method\":\"sbx_ok_visa_4242_0123456789\"}";
    private static final int RED = 0xC80000;
    private static final int BLUE = 0x0000C8;

    /** Red, green and blue in the middle of the lower half of the shown picture; nothing before there is one. */
    private static final String COLOUR = """
            (video) => {
              const pen = document.createElement('canvas').getContext('2d');
              if (video.videoWidth === 0) return [];
              pen.drawImage(video, video.videoWidth / 2, video.videoHeight * 3 / 4, 4, 4, 0, 0, 4, 4);
              return [...pen.getImageData(1, 1, 1, 1).data].slice(0, 3);
            }""";

    private static final String HEARD =
            "async () => (await witness.stats('inbound-rtp')).reduce((sum, e) => sum + (e.totalAudioEnergy ?? 0), 0)";

    private static Networks networks;
    private static Network consultants;
    private static Server server;
    private static Desk desk;

    @BeforeAll
    static void start() {
        networks = new Networks();
        consultants = networks.add();
        server = Server.start(
                "agent", Map.of("CONNECTME_HOST", "0.0.0.0", "CONNECTME_PUBLIC_URL", "http://" + Networks.HOST));
        desk = new Desk(Path.of("target", "desk").toAbsolutePath());
    }

    @AfterAll
    static void stop() {
        if (desk != null) {
            desk.close();
        }
        if (server != null) {
            server.close();
        }
        if (networks != null) {
            networks.close();
        }
    }

    @Test
    void aCustomerWithTheAppSpeaksIsSeenShowsTheScreenAndPays() throws IOException {
        Stage stage = new Stage(server);
        Invited invited = stage.invite(NAME, stage.planByTheSecond());
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "app");
        try (Browsers browsers = new Browsers();
                DesktopApp app = DesktopApp.start(folder, desk, server.address())) {
            comesToTheCardStep(app, stage, invited);
            holdCard(browsers, app);
            enters(app);
            assertThat(app.look().path("link").asText())
                    .as("the seat is still the app's")
                    .isEqualTo("Open");

            // both in the call, seen and heard
            Participant consultant = console(browsers, stage, invited);
            consultant.button("Start video chat").last().click();
            consultant.awaitPictures(BOUND);
            long pictures = app.look().path("pictures").asLong();
            app.awaits(
                    "the consultant's picture moves",
                    BOUND,
                    told -> told.path("pictures").asLong() > pictures + 10);
            desk.awaitSound(BOUND);
            double heard = heard(consultant);
            Until.isTrue("the customer is heard", BOUND, () -> heard(consultant) > heard + 0.01);
            assertThat(app.look().path("faults")).isEmpty();
            Locator start = consultant.button("START CHARGES");
            Until.isTrue("START CHARGES can be pressed", BOUND, start::isEnabled);
            start.click();
            app.awaits("the meter runs", BOUND, at("/parts/meter/state", "RUNNING"));

            // the screen, as long as it is shown
            app.paints(RED);
            app.does("show");
            Locator screen =
                    consultant.page().getByLabel(NAME + "\u2019s screen", new Page.GetByLabelOptions().setExact(true));
            screen.waitFor();
            awaitColour(screen, RED);
            app.paints(BLUE);
            awaitColour(screen, BLUE);
            app.does("hide");
            Until.isTrue("no screen", BOUND, () -> screen.count() == 0);

            // the consultant's network goes and comes back
            consultants.cut();
            app.awaits("the meter stands", BOUND, at("/parts/meter/state", "STANDING"));
            app.awaits("nothing flows", BOUND, told -> !told.path("flowing").asBoolean());
            consultants.connect();
            app.awaits("the meter runs again", BOUND, at("/parts/meter/state", "RUNNING"));
            app.awaits("it flows", BOUND, told -> told.path("flowing").asBoolean());
            consultant.awaitPictures(BOUND);
            assertThat(consultant.connectionsOpen()).isEqualTo(1);

            // the end, and what it costs
            app.awaits(
                    "there is something to pay",
                    BOUND,
                    told -> told.at("/parts/meter/gross/minorUnits").asLong() >= 100);
            app.does("end", "step", "PROPOSE");
            app.does("end", "step", "CONFIRM");
            JsonNode paid = app.awaits("the amount is captured", BOUND, at("/parts/payment/status", "CAPTURED"));
            assertThat(paid.at("/parts/payment/captured/minorUnits").asLong())
                    .isPositive()
                    .isEqualTo(paid.at("/parts/meter/bill/gross/minorUnits").asLong());
            assertThat(stage.consultant().get(invited.path("")).part("payment").at("/captured/minorUnits"))
                    .isEqualTo(paid.at("/parts/payment/captured/minorUnits"));
            app.awaits("no call is left", BOUND, told -> !told.has("flowing"));
            app.ends(BOUND);
        }
    }

    @Test
    void keyboardAndMouseAreLentInTheAppAndTakenBackThere() throws IOException {
        Stage stage = new Stage(server);
        Invited invited = stage.invite(NAME, stage.planByTheSecond());
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "app");
        try (Browsers browsers = new Browsers();
                DesktopApp app = DesktopApp.start(folder, desk, server.address())) {
            comesToTheCardStep(app, stage, invited);
            expect(stage.customer(invited).post("/api/customer/payment/hold", HOLD), 200);
            enters(app);
            Participant consultant = console(browsers, stage, invited);
            consultant.button("Start video chat").last().click();
            consultant.awaitPictures(BOUND);
            app.paints(BLUE);
            app.does("show");
            Locator screen = screen(consultant);
            screen.waitFor();
            awaitColour(screen, BLUE);

            // nothing without a consent
            pressesAt(consultant, screen, 0.3, 0.7);
            Until.staysTrueFor(
                    "nothing was pressed",
                    WHILE,
                    () -> app.look().path("clicks").asInt() == 0);

            // lent
            String request = UUID.randomUUID().toString();
            expect(
                    stage.consultant()
                            .post(
                                    invited.path("/consent"),
                                    "{\"request\":\"" + request
                                            + "\",\"scope\":\"SCREEN_KEYBOARD_MOUSE\",\"reason\":\"To mend it\","
                                            + "\"minutes\":5}"),
                    200);
            app.awaits("the question", BOUND, at("/parts/consents/consents/0/state", "ASKED"));
            app.allows(request, "SCREEN_KEYBOARD_MOUSE");
            app.awaits("control", BOUND, at("/control", "CONTROL"));
            Until.isTrue("a press of the mouse arrives", BOUND, () -> {
                pressesAt(consultant, screen, 0.25, 0.75);
                return app.look().path("clicks").asInt() > 0;
            });
            app.awaits(
                    "the pointer is where it was pressed",
                    BOUND,
                    told -> Math.abs(told.path("x").asInt() - Desk.WIDTH / 4) < NEAR
                            && Math.abs(told.path("y").asInt() - Desk.HEIGHT * 3 / 4) < NEAR);
            consultant.page().keyboard().type("Gr\u00fc\u00dfe, 123");
            app.awaits("what was typed", BOUND, at("/typed", "Gr\u00fc\u00dfe, 123"));

            // taken back
            app.does("stop");
            app.awaits("no control", BOUND, at("/control", "NONE"));
            int clicks = app.look().path("clicks").asInt();
            pressesAt(consultant, consultant.page().locator("console-call").first(), 0.5, 0.5);
            consultant.page().keyboard().type("more");
            Until.staysTrueFor("nothing is pressed or typed any more", WHILE, () -> {
                JsonNode after = app.look();
                return after.path("clicks").asInt() == clicks
                        && after.path("typed").asText().equals("Gr\u00fc\u00dfe, 123");
            });
        }
    }

    static void comesToTheCardStep(DesktopApp app, Stage stage, Invited invited) {
        app.does("exchange", "code", stage.codeMailed(invited));
        app.awaits("the contact step", BOUND, at("/parts/appointment/stage", "CONTACT"));
        app.does("contact");
        app.awaits("the terms", BOUND, at("/parts/appointment/stage", "TERMS"));
        app.does("agree");
        app.awaits("the card step", BOUND, at("/parts/appointment/stage", "CARD"));
    }

    static void enters(DesktopApp app) {
        app.awaits("the card is held", BOUND, at("/parts/payment/status", "HELD"));
        app.does("enter");
        app.awaits("the call", BOUND, told -> told.has("flowing"));
        assertThat(app.look().path("problem").asText()).isEmpty();
        app.does("speak");
    }

    static Locator screen(Participant consultant) {
        return consultant.page().getByLabel(NAME + "\u2019s screen", new Page.GetByLabelOptions().setExact(true));
    }

    /** @param x between 0 (left) and 1 (right) */
    static void pressesAt(Participant consultant, Locator picture, double x, double y) {
        BoundingBox box = picture.boundingBox();
        Mouse mouse = consultant.page().mouse();
        mouse.move(box.x + box.width * x, box.y + box.height * y);
        mouse.down();
        mouse.up();
    }

    private static Participant console(Browsers browsers, Stage stage, Invited invited) {
        URI origin =
                URI.create("http://" + Networks.HOST + ":" + server.address().getPort());
        Page page = browsers.open(consultants.chromium(), origin, stage.consultant());
        page.navigate(origin + "/console#/consultation/" + invited.id());
        return new Participant("CONSULTANT", page, stage.consultant());
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

    private static Predicate<JsonNode> at(String place, String value) {
        return told -> told.at(place).asText().equals(value);
    }

    /** In the system's browser, which the app opens for it: nobody is signed in there. */
    private static void holdCard(Browsers browsers, DesktopApp app) {
        Page page = browsers.open(Path.of("/usr/bin/chromium"), server.address(), new Api(server));
        page.navigate(app.does("card").path("page").asText());
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
