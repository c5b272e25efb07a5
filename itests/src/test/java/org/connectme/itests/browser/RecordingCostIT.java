package org.connectme.itests.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.connectme.itests.bench.Figures;
import org.connectme.itests.browser.RecordedFile.Colour;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What recording adds to the processor time of the consultant's browser, beside the same call without it. */
@Tag("bench")
@ExtendWith(InHouse.class)
class RecordingCostIT {

    private static final Duration SPAN = Duration.ofSeconds(30);

    @Test
    void whatRecordingAddsToTheConsultantsBrowser(House house) {
        Scene scene = Scene.large("ana-large", new Colour(30, 30, 200), 1_100);
        ConsultantPages ana = house.consultantWith(scene);
        CustomerPages tom = house.customerWith(Scene.large("tom-large", new Colour(200, 30, 30), 700));
        Invited invited = house.stage().invite("Tom Reed", house.planId());
        house.inPaidCall(ana, tom, invited);

        double without = cores(ana, scene.picture());
        Recordings recordings = new Recordings(house, invited);
        recordings.begin(ana, tom);
        double with = cores(ana, scene.picture());
        String how = "1280x720, both cameras; %.2f without, %.2f with".formatted(without, with);
        Figures.atMost("Recording adds to the consultant's browser", with - without, 0.6, "cores", how);

        ana.button("Stop recording").click();
        recordings.awaitSealed(ana);
        RecordedFile file = recordings.download(ana);
        double rate = file.pictures().size() / (file.duration().toMillis() / 1_000.0);
        Figures.plain("Recorded pictures", rate, "a second", how);
    }

    /** Processors that the browser with this camera keeps busy. */
    private static double cores(Seat seat, Path camera) {
        long before = busyMillis(camera);
        long began = System.nanoTime();
        seat.page.waitForTimeout(SPAN.toMillis());
        return (busyMillis(camera) - before) / ((System.nanoTime() - began) / 1e6);
    }

    private static long busyMillis(Path camera) {
        ProcessHandle browser = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(camera.toString()) && !line.contains("--type="))
                        .isPresent())
                .findFirst()
                .orElseThrow();
        return Stream.concat(Stream.of(browser), browser.descendants())
                .mapToLong(process -> process.info()
                        .totalCpuDuration()
                        .map(Duration::toMillis)
                        .orElse(0L))
                .sum();
    }
}
