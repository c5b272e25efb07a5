package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How the console shows the customer's screen: past the jitter buffer, after a loss, and where the browser cannot. */
class RemotePictureIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int TOLERANCE = 50;
    private static final int RED = 0xC80000;
    private static final int GREEN = 0x00C800;
    private static final int BLUE = 0x0000C8;

    /** Red, green and blue near the lower middle of what is drawn. */
    private static final String DRAWN = """
        (canvas) => {
          if (canvas.hidden || canvas.width < 600) return [];
          const at = [canvas.width / 2, canvas.height * 3 / 4, 1, 1];
          return [...canvas.getContext('2d').getImageData(...at).data].slice(0, 3);
        }\
        """;

    private static final String PLAYED = """
        (video) => {
          const pen = document.createElement('canvas').getContext('2d');
          if (video.videoWidth === 0) return [];
          pen.drawImage(video, video.videoWidth / 2, video.videoHeight * 3 / 4, 4, 4, 0, 0, 4, 4);
          return [...pen.getImageData(1, 1, 1, 1).data].slice(0, 3);
        }\
        """;

    private static House house;

    @BeforeAll
    static void open() {
        house = new House("picture", Desk.WIDTH, Desk.HEIGHT);
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void theScreenIsDrawnPastTheJitterBufferAlsoAfterALossAndPlayedWhereThatCannotBe() throws IOException {
        Stage stage = new Stage(house.server);
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "app");
        try (Browsers browsers = new Browsers();
                DesktopApp app = DesktopApp.start(folder, house.desk, house.server.address())) {
            Visit visit =
                    Visit.begin(stage, stage.demoPlan(), app).holdsTheCard().enters();
            Page page = house.page(browsers, stage);
            Participant consultant = visit.meets(page, house.origin());
            Locator drawn = page.locator("console-remote canvas");

            visit.shows(consultant, RED);
            awaits("the screen is drawn", drawn, DRAWN, RED);
            assertThat(drawn.evaluate("(canvas) => [canvas.width, canvas.height]"))
                    .isEqualTo(List.of(Desk.WIDTH, Desk.HEIGHT));
            app.paints(GREEN);
            awaits("what changed is drawn", drawn, DRAWN, GREEN);

            // what was sent meanwhile is lost for good
            house.consultants.cut();
            app.paints(BLUE);
            app.awaits("nothing flows", BOUND, told -> !told.path("flowing").asBoolean());
            house.consultants.connect();
            awaits("the screen is right after a loss", drawn, DRAWN, BLUE);

            app.does("hide");
            Until.isTrue("nothing is shown", BOUND, () -> drawn.count() == 0);

            // another browser, which decodes nothing for a page
            Page older = house.page(browsers, stage);
            older.addInitScript("delete window.VideoDecoder");
            app.paints(RED);
            older.navigate(
                    house.origin() + "/console#/consultation/" + visit.invited().id());
            app.does("show");
            awaits("the screen is played", older.locator("console-remote video"), PLAYED, RED);
            assertThat(older.locator("console-remote canvas").isVisible()).isFalse();
        }
    }

    /** As far as a codec keeps it. @param colour 0xRRGGBB */
    private static void awaits(String what, Locator screen, String look, int colour) {
        screen.waitFor();
        List<Integer> wanted = List.of(colour >> 16, colour >> 8 & 0xFF, colour & 0xFF);
        Until.value(what + " in " + wanted, BOUND, () -> (List<?>) screen.evaluate(look), seen -> {
            for (int i = 0; i < seen.size(); i++) {
                if (Math.abs(((Number) seen.get(i)).intValue() - wanted.get(i)) > TOLERANCE) {
                    return false;
                }
            }
            return !seen.isEmpty();
        });
    }
}
