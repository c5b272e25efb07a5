package org.connectme.itests.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.connectme.itests.bench.Figures;
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
        Scene scene = Scene.largeConsultant();
        Recordings recordings =
                Recordings.inCall(house, house.consultantWith(scene), house.customerWith(Scene.largeCustomer()));
        ConsultantPages ana = recordings.ana();

        double without = cores(ana, scene.picture());
        recordings.begin();
        double with = cores(ana, scene.picture());
        String how = "1280x720, both cameras; %.2f without, %.2f with".formatted(without, with);
        Figures.atMost("Recording adds to the consultant's browser", with - without, 0.6, "cores", how);

        recordings.stop();
        recordings.awaitSealed();
        RecordedFile file = recordings.download();
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
        ProcessHandle browser = Browsers.process(camera.toString());
        return Stream.concat(Stream.of(browser), browser.descendants())
                .mapToLong(process -> process.info()
                        .totalCpuDuration()
                        .map(Duration::toMillis)
                        .orElse(0L))
                .sum();
    }
}
