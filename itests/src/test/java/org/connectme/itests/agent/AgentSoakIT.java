package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The desktop app under control for as long as {@code soak.minutes} says: ./connectme soak. What is typed, pressed and
 * shown must come through from the first minute to the last, nothing may grow, and the bill is that of the time it took.
 */
@Tag("soak")
class AgentSoakIT {

    /** A machine that does much else may take as long; whoever is stuck takes longer. */
    private static final Duration BOUND = Duration.ofMinutes(3);

    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(20);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final int[] COLOURS = {0xC80000, 0x0000C8, 0x00A000};
    private static final int TOLERANCE = 60;
    private static final long TIMING_MILLIS = 5_000;
    private static final Path FIGURES = Path.of("target", "soak.txt");
    private static final Path CURVE = Path.of("target", "soak-memory.tsv");

    private static final long MINUTES = Long.getLong("soak.minutes", 60);

    private final List<String> pauses = new ArrayList<>();
    private int rounds;

    @Test
    void nothingGrowsSticksOrStopsWhileControlIsLentForLong() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "soak");
        try (Server server = Server.start("soak", Map.of());
                Desk desk = new Desk(folder.resolve("desk"));
                Browsers browsers = new Browsers();
                DesktopApp app = DesktopApp.start(folder, desk, server.address())) {
            Stage stage = new Stage(server);
            Visit visit = Visit.begin(stage, stage.plan("A cent a second", 60, 0, 100_000), app)
                    .holdsTheCard()
                    .enters();
            Page page = browsers.open(Path.of("/usr/bin/chromium"), server.address(), stage.consultant());
            page.setDefaultTimeout(BOUND.toMillis());
            Participant consultant = visit.meets(page, server.address());
            Locator screen = visit.shows(consultant, COLOURS[0]);
            visit.lends(Math.toIntExact(Math.min(480, MINUTES + 15)));
            // The first press puts the keyboard on the customer's computer.
            visit.clicks(consultant, 0.25, 0.75);
            visit.startsCharges(consultant);
            long began = System.nanoTime();

            List<Memory> memory = List.of(
                    Memory.held("app", app.processId(), 4),
                    Memory.resident("app", app.processId(), 30),
                    Memory.held("server", server.processId(), 8),
                    Memory.resident("server", server.processId(), 60),
                    Memory.held("console", page.context().newCDPSession(page), 4));
            try (StuckBrowser stuck = new StuckBrowser(BOUND.multipliedBy(2))) {
                lasts(app, consultant, screen, memory, began, stuck);
            } finally {
                // What was seen until something failed is worth as much.
                report(memory, "");
            }

            // taken back, and paid to the cent
            app.does("stop");
            app.awaits("no control", BOUND, told -> mode(told).equals("NONE"));
            app.does("end", "step", "PROPOSE");
            long metered = (System.nanoTime() - began) / 1_000_000;
            app.does("end", "step", "CONFIRM");
            JsonNode paid = app.awaits(
                    "the amount is captured",
                    BOUND,
                    told -> told.at("/parts/payment/status").asText().equals("CAPTURED"));
            long billed = paid.at("/parts/meter/billableMillis").asLong();
            long cents = paid.at("/parts/payment/captured/minorUnits").asLong();
            report(memory, "metered " + metered + " ms, billed " + billed + " ms, captured " + cents + " cents\n");
            assertThat(pauses).as("control paused, though nobody did anything").isEmpty();
            assertThat(cents).as("a cent for each whole second").isEqualTo(billed / 1_000);
            assertThat(billed).isBetween(metered - TIMING_MILLIS, metered + TIMING_MILLIS);
            assertThat(memory)
                    .allSatisfy(each ->
                            assertThat(each.isFlat()).as(each.toString()).isTrue());
        }
    }

    private void lasts(
            DesktopApp app,
            Participant consultant,
            Locator screen,
            List<Memory> memory,
            long began,
            StuckBrowser stuck) {
        long end = began + Duration.ofMinutes(MINUTES).toNanos();
        long nextSample = began;
        while (System.nanoTime() < end) {
            long roundBegan = System.nanoTime();
            stuck.answers();
            round(app, consultant, screen);
            if (System.nanoTime() >= nextSample) {
                double minute = (System.nanoTime() - began) / (double) A_MINUTE.toNanos();
                memory.forEach(each -> each.sample(minute));
                nextSample = System.nanoTime() + BETWEEN_SAMPLES.toNanos();
            }
            Until.isTrue("the next round", BOUND, () -> {
                JsonNode told = app.look();
                if (!mode(told).equals("CONTROL") || !state(told).equals("RUNNING")) {
                    pauses.add("round " + rounds + ": " + mode(told) + ", " + state(told));
                }
                return System.nanoTime() - roundBegan >= ROUND.toNanos();
            });
        }
    }

    /** A press, a word with a key that could stick, taken back key by key; a new colour that must be seen. */
    private void round(DesktopApp app, Participant consultant, Locator screen) {
        int clicks = app.look().path("clicks").asInt();
        long pictures = consultant.framesDecoded();
        Visit.presses(consultant, screen, 0.2 + rounds % 7 * 0.1, 0.5);
        app.awaits(
                "round " + rounds + ": the press",
                BOUND,
                told -> told.path("clicks").asInt() > clicks);
        String word = "Ab" + rounds % 10;
        Keyboard keyboard = consultant.page().keyboard();
        keyboard.type(word);
        app.awaits("round " + rounds + ": the word", BOUND, told -> typed(told).equals(word));
        keyboard.down("Shift");
        keyboard.up("Shift");
        for (int i = 0; i < word.length(); i++) {
            keyboard.press("Backspace");
        }
        app.awaits(
                "round " + rounds + ": each key once",
                BOUND,
                told -> typed(told).isEmpty());
        int colour = COLOURS[rounds % COLOURS.length];
        app.paints(colour);
        Until.isTrue("round " + rounds + ": the colour", BOUND, () -> shows(screen, colour));
        Until.isTrue("round " + rounds + ": pictures", BOUND, () -> consultant.framesDecoded() > pictures);
        rounds++;
    }

    /** Whatever draws it, the consultant's eyes are what counts; what they could not see in a slow moment is looked at again. */
    private static boolean shows(Locator screen, int colour) {
        try {
            BufferedImage seen = ImageIO.read(new ByteArrayInputStream(
                    screen.screenshot(new Locator.ScreenshotOptions().setTimeout(LOOK.toMillis()))));
            int pixel = seen.getRGB(seen.getWidth() / 2, seen.getHeight() * 3 / 4);
            return Stream.of(16, 8, 0)
                    .allMatch(shift -> Math.abs((pixel >> shift & 0xFF) - (colour >> shift & 0xFF)) <= TOLERANCE);
        } catch (TimeoutError slow) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void report(List<Memory> memory, String bill) throws IOException {
        String lines = memory.stream().map(Memory::toString).collect(Collectors.joining("\n"));
        Files.writeString(
                FIGURES,
                "for " + MINUTES + " minutes, " + rounds + " rounds, " + pauses.size() + " pauses of control or meter\n"
                        + lines + "\n" + bill);
        Files.writeString(CURVE, Memory.curves(memory));
    }

    private static String mode(JsonNode told) {
        return told.path("control").asText();
    }

    private static String state(JsonNode told) {
        return told.at("/parts/meter/state").asText();
    }

    private static String typed(JsonNode told) {
        return told.path("typed").asText();
    }
}
