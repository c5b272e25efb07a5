package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One of two monitors is shown, which is blue; the other is red, and never seen. */
class AgentMonitorsIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration WHILE = Duration.ofSeconds(1);
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 640;
    private static final int RIGHT = 640;
    private static final int BLUE = 0x0000C8;
    private static final int NEAR = 8;

    /** Looks at the picture 30 times a second, and remembers what it saw: how wide it is, and whether red was in it. */
    private static final String WATCH = """
            () => {
              // Another element may take its place.
              const find = (root) => {
                for (const each of root.querySelectorAll('*')) {
                  const found = each.id === 'screen' ? each : each.shadowRoot && find(each.shadowRoot);
                  if (found) return found;
                }
                return null;
              };
              const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              window.watched = { red: false, blue: false, width: 0 };
              setInterval(() => {
                const video = find(document);
                if (video === null || video.videoWidth === 0) return;
                pen.drawImage(video, 0, 0, 64, 64);
                const { data } = pen.getImageData(0, 0, 64, 64);
                let blue = 0;
                for (let at = 0; at < data.length; at += 4) {
                  if (data[at] > 100 && data[at + 1] < 80 && data[at + 2] < 80) watched.red = true;
                  if (data[at] < 80 && data[at + 2] > 120) blue++;
                }
                watched.blue = blue > 64 * 60;
                watched.width = video.videoWidth;
              }, 33);
            }""";

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.start("agent-monitors", Map.of());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    @Tag("long")
    void theChosenMonitorIsFollowedInMidControlAndNothingOfTheOtherIsSeen() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "monitors");
        try (Desk desk = new Desk(folder.resolve("desk"), WIDTH, HEIGHT);
                Browsers browsers = new Browsers()) {
            desk.runs("xsetroot", "-solid", "#c80000");
            desk.runs("xrandr", "--setmonitor", "LEFT", "640/100x640/100+0+0", "screen");
            desk.runs("xrandr", "--setmonitor", "RIGHT", "640/100x640/100+640+0", "none");
            Stage stage = new Stage(server);
            try (DesktopApp app = DesktopApp.start(folder, desk, server.address())) {
                Visit visit = inTheCall(stage, app);
                Participant consultant = meets(browsers, stage, visit);
                app.paints(BLUE, RIGHT);
                app.does("show", "screen", "desktop");
                Locator screen = Visit.screen(consultant);
                screen.waitFor();
                visit.lends(5);

                // the consultant picks one of those that are shown
                Locator picker = consultant.page().getByLabel("Monitor", new Page.GetByLabelOptions().setExact(true));
                picker.locator("option")
                        .nth(2)
                        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
                assertThat(picker.locator("option").allInnerTexts())
                        .hasSize(3)
                        .anyMatch(each -> each.contains("LEFT (640"))
                        .anyMatch(each -> each.contains("RIGHT (640"));
                picker.selectOption(new SelectOption().setValue("RIGHT"));
                consultant.page().evaluate(WATCH);
                awaitOnlyBlue(consultant, 640);
                consultant.page().evaluate("() => { watched.red = false; }");
                pressesUntilAt(app, consultant, screen, RIGHT + 160, 480);

                // another resolution, at another place
                desk.runs("xrandr", "--delmonitor", "RIGHT");
                desk.runs("xrandr", "--setmonitor", "RIGHT", "320/100x320/100+900+200", "none");
                awaitOnlyBlue(consultant, 320);
                pressesUntilAt(app, consultant, screen, 900 + 80, 200 + 240);
                assertThat(app.look().path("control").asText()).isEqualTo("CONTROL");

                // unplugged
                desk.runs("xrandr", "--delmonitor", "RIGHT");
                awaitGone(app, screen, "media.screen-gone");
                assertNothingIsPressed(app, consultant);
                assertThat(consultant.page().evaluate("() => watched.red")).isEqualTo(false);
            }
        }
    }

    private static Visit inTheCall(Stage stage, DesktopApp app) {
        return Visit.begin(stage, stage.planByTheSecond(), app).holdsTheCard().enters();
    }

    private static Participant meets(Browsers browsers, Stage stage, Visit visit) {
        Page page = browsers.open(Path.of("/usr/bin/chromium"), server.address(), stage.consultant());
        return visit.meets(page, server.address());
    }

    private static void awaitOnlyBlue(Participant consultant, int width) {
        awaitSeen(consultant, "{blue=true, width=" + width + "}");
    }

    private static void awaitSeen(Participant consultant, String wanted) {
        Until.value(
                "the picture is " + wanted,
                BOUND,
                () -> String.valueOf(
                        consultant.page().evaluate("() => ({ blue: watched.blue, width: watched.width })")),
                wanted::equals);
    }

    /** A quarter from the left and three quarters down, which is that pixel of the customer's desktop. */
    private static void pressesUntilAt(DesktopApp app, Participant consultant, Locator screen, int x, int y) {
        int clicks = app.look().path("clicks").asInt();
        Until.isTrue("pressed at " + x + ", " + y, BOUND, () -> {
            Visit.presses(consultant, screen, 0.25, 0.75);
            JsonNode told = app.look();
            return told.path("clicks").asInt() > clicks
                    && Math.abs(told.path("pressedX").asInt() - x) < NEAR
                    && Math.abs(told.path("pressedY").asInt() - y) < NEAR;
        });
    }

    private static void awaitGone(DesktopApp app, Locator screen, String code) {
        app.awaits(
                "the app says " + code,
                BOUND,
                told -> told.path("faults").toString().contains(code));
        Until.isTrue("no screen", BOUND, () -> screen.count() == 0);
    }

    private static void assertNothingIsPressed(DesktopApp app, Participant consultant) {
        JsonNode before = app.look();
        consultant.page().mouse().click(500, 400);
        Until.staysTrueFor("nothing is pressed or moved", WHILE, () -> {
            JsonNode told = app.look();
            return told.path("clicks").equals(before.path("clicks"))
                    && told.path("x").equals(before.path("x"))
                    && told.path("y").equals(before.path("y"))
                    && !told.path("control").asText().equals("CONTROL");
        });
    }
}
