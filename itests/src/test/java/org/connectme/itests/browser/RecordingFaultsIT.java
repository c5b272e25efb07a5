package org.connectme.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.connectme.itests.faults.NewerVersion;
import org.connectme.itests.faults.SmallVolume;
import org.connectme.itests.faults.Until;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What breaks under a browser that records, and that the file tells nothing of it (REC-3, OPS-1). */
class RecordingFaultsIT {

    private static final int VOLUME_MEGABYTES = 24;
    private static final String SETTINGS = "org.connectme.recording.files.cfg";

    /** Of pictures and tones: what a person would call a gap. */
    private static final Duration GAP = Duration.ofSeconds(2);

    private static House house;

    @BeforeAll
    static void open() {
        house = House.open("recording-faults");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @AfterEach
    void closeWindows() {
        house.closeWindows();
    }

    @Test
    void engineAndStoreAreReplacedAndTheFileHasNoGap() {
        Recordings recordings = Recordings.inCall(house);
        Instant began = recordings.begin();
        recordings.awaitRecorded(Duration.ofSeconds(3));

        new NewerVersion(house.server(), "recording", "1.0.1").takeOver();
        recordings.awaitMore(began, Duration.ofSeconds(1));
        new NewerVersion(house.server(), "recording-files", "1.0.1").takeOver();
        recordings.awaitMore(began, Duration.ofSeconds(3));
        recordings.stop();

        hasNoGap(recordings.whole(began), true);
    }

    @Test
    @Tag("long")
    void aVolumeThatIsFullEndsTheRecordingAndNotTheCall() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "recordings");
        try (SmallVolume volume = new SmallVolume(folder, VOLUME_MEGABYTES)) {
            storesIn(folder);
            Recordings recordings = Recordings.inCall(house);
            Instant began = recordings.begin();
            recordings.awaitRecorded(Duration.ofSeconds(4));

            Path filler = volume.fills();
            recordings.ana().reads("There is no room left for recordings");
            recordings.ana().readsNoLonger(Recordings.RUNS);
            recordings.tom().readsNoLonger(Recordings.RUNS);
            recordings.tom().reads("The recording has ended by itself");
            recordings.tom().meterShows("Running");
            recordings.ana().seesPictureOf(Recordings.TOM);
            JsonNode full = recordings.only();
            assertThat(full.path("why").asText()).isEqualTo("FULL");
            RecordedFile written = recordings.download();
            assertThat(written.duration()).isGreaterThan(Duration.ofSeconds(3));
            hasNoGap(written, false);

            Files.delete(filler);
            recordings.awaitSealed();
            RecordedFile file = recordings.download();
            assertThat(file.duration())
                    .isLessThanOrEqualTo(Duration.between(began, Recordings.at(recordings.only(), "stoppedAt")));
            hasNoGap(file, false);
        } finally {
            storesIn(house.server().home().resolve("recordings"));
        }
    }

    @Test
    @Tag("long")
    void aServerThatIsKilledMissesNothingOfWhatThePageRecordsMeanwhile() {
        Recordings recordings = Recordings.inCall(house);
        Instant began = recordings.begin();
        recordings.awaitRecorded(Duration.ofSeconds(5));

        house.server().kill();
        house.server().startAgain();
        recordings.awaitMore(began, Duration.ofSeconds(5));
        recordings.stop();

        hasNoGap(recordings.whole(began), true);
    }

    @Test
    @Tag("long")
    void aBrowserThatIsKilledGoesOnInTheSameFileAndBringsWhatItHadKept() throws IOException {
        Path profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "profile");
        ConsultantPages ana = house.consultantKeeping(profile, Recordings.ANAS);
        Recordings before = Recordings.inCall(house, ana);
        Instant began = before.begin();
        before.awaitRecorded(Duration.ofSeconds(5));

        // nothing of it reaches the server from here on: the browser alone has it
        ana.page.route("**/parts/*", route -> route.abort());
        Duration unheard = Duration.between(began, Instant.now()).plusSeconds(1);
        ana.page.waitForTimeout(6_000);
        Duration killed = Duration.between(began, Instant.now());
        house.killBrowsers();
        Recordings recordings = before.returns(house.consultantKeeping(profile, Recordings.ANAS));
        Duration back = Duration.between(began, Instant.now());
        recordings.awaitMore(began, Duration.ofSeconds(5));
        recordings.stop();

        RecordedFile file = recordings.whole(began);
        Duration last = killed.minusSeconds(2);
        assertThat(file.picturesASecond(unheard, last)).isGreaterThan(5);
        assertThat(Recordings.ANAS.isHeard(file, unheard, last)).isTrue();
        assertThat(Recordings.TOMS.isHeard(file, unheard, last)).isTrue();
        assertThat(Recordings.TOMS.isSeen(file, last)).isTrue();
        assertThat(file.longestGap(Duration.ZERO, last)).isLessThan(GAP);
        assertThat(Recordings.ANAS.isSeen(file, file.duration().minusSeconds(1)))
                .isTrue();
        assertThat(file.longestGap(back.plusSeconds(2), file.duration())).isLessThan(GAP);
    }

    /** Pictures, and Ana's voice each second. @param toTheEnd and the other's */
    private static void hasNoGap(RecordedFile file, boolean toTheEnd) {
        Duration length = file.duration();
        assertThat(file.longestGap(Duration.ZERO, length)).isLessThan(GAP);
        Duration voiced = toTheEnd ? length.minusSeconds(1) : length.minusSeconds(2);
        for (Scene scene : List.of(Recordings.ANAS, Recordings.TOMS)) {
            for (Duration at = Duration.ofSeconds(1); at.plus(GAP).compareTo(voiced) < 0; at = at.plusSeconds(1)) {
                assertThat(scene.isHeard(file, at, at.plus(GAP)))
                        .as(scene.hertz() + " Hz from " + at + " of " + length)
                        .isTrue();
            }
        }
    }

    /** The server's own settings, changed while it runs; nothing is kept free. */
    private static void storesIn(Path folder) throws IOException {
        try (Stream<Path> apps = Files.list(house.server().home().resolve("app"))) {
            Path settings = apps.findFirst().orElseThrow().resolve("etc").resolve(SETTINGS);
            Path written = Files.createTempFile(house.server().home(), "settings", ".cfg");
            Files.writeString(
                    written,
                    "folder = " + folder + "\nkeys = " + house.server().home().resolve("keys/recordings")
                            + "\nreserve.mebibytes = 0\n");
            Files.move(written, settings, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Until.isTrue(
                "recordings are kept in " + folder,
                Browsers.PATIENCE,
                () -> house.server().shell("connectme:recordings").output().contains(folder.toString()));
    }
}
