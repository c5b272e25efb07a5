package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.itests.server.Stage.expect;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Networks;
import org.connectme.itests.faults.Networks.Network;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
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
            }""";

    private static final String PLAYED = """
            (video) => {
              const pen = document.createElement('canvas').getContext('2d');
              if (video.videoWidth === 0) return [];
              pen.drawImage(video, video.videoWidth / 2, video.videoHeight * 3 / 4, 4, 4, 0, 0, 4, 4);
              return [...pen.getImageData(1, 1, 1, 1).data].slice(0, 3);
            }""";

    private static Networks networks;
    private static Network consultants;
    private static Server server;
    private static Desk desk;

    @BeforeAll
    static void start() {
        networks = new Networks();
        consultants = networks.add();
        server = Server.start(
                "picture", Map.of("CONNECTME_HOST", "0.0.0.0", "CONNECTME_PUBLIC_URL", "http://" + Networks.HOST));
        desk = new Desk(Path.of("target", "picture-desk").toAbsolutePath());
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
    void theScreenIsDrawnPastTheJitterBufferAlsoAfterALossAndPlayedWhereThatCannotBe() throws IOException {
        Stage stage = new Stage(server);
        Invited invited = stage.invite("Tom Reed", stage.demoPlan());
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "app");
        try (Browsers browsers = new Browsers();
                DesktopApp app = DesktopApp.start(folder, desk, server.address())) {
            AgentCallIT.comesToTheCardStep(app, stage, invited);
            expect(stage.customer(invited).post("/api/customer/payment/hold", AgentCallIT.HOLD), 200);
            AgentCallIT.enters(app);
            Page page = page(browsers, stage);
            Participant consultant = enters(page, stage, invited);
            consultant.button("Start video chat").last().click();
            consultant.awaitPictures(BOUND);
            Locator drawn = page.locator("console-remote canvas");

            app.paints(RED);
            app.does("show");
            awaits("the screen is drawn", drawn, DRAWN, RED);
            assertThat(drawn.evaluate("(canvas) => [canvas.width, canvas.height]"))
                    .isEqualTo(List.of(Desk.WIDTH, Desk.HEIGHT));
            app.paints(GREEN);
            awaits("what changed is drawn", drawn, DRAWN, GREEN);

            // what was sent meanwhile is lost for good
            consultants.cut();
            app.paints(BLUE);
            app.awaits("nothing flows", BOUND, told -> !told.path("flowing").asBoolean());
            consultants.connect();
            awaits("the screen is right after a loss", drawn, DRAWN, BLUE);

            app.does("hide");
            Until.isTrue("nothing is shown", BOUND, () -> drawn.count() == 0);

            // another browser, which decodes nothing for a page
            Page older = page(browsers, stage);
            older.addInitScript("delete window.VideoDecoder");
            app.paints(RED);
            enters(older, stage, invited);
            app.does("show");
            awaits("the screen is played", older.locator("console-remote video"), PLAYED, RED);
            assertThat(older.locator("console-remote canvas").isVisible()).isFalse();
        }
    }

    private static Page page(Browsers browsers, Stage stage) {
        return browsers.open(consultants.chromium(), origin(), stage.consultant());
    }

    private static Participant enters(Page page, Stage stage, Invited invited) {
        page.navigate(origin() + "/console#/consultation/" + invited.id());
        return new Participant("CONSULTANT", page, stage.consultant());
    }

    private static URI origin() {
        return URI.create("http://" + Networks.HOST + ":" + server.address().getPort());
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
