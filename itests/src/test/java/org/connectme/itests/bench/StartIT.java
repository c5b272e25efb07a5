package org.connectme.itests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.connectme.itests.server.Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long {@code ./connectme run} takes with yesterday's data, and how much memory the server has then. */
@Tag("bench")
class StartIT {

    private static final int STARTS = 3;
    private static final double MOST_SECONDS = 12;

    @Test
    void howLongAStartTakesAndHowMuchMemory(@TempDir Path folder) {
        BareKaraf karaf = BareKaraf.unpack(folder);
        double bareUnknown = seconds(karaf.start());
        Server server = Server.start("bench-start", Map.of());
        server.close();

        double[] bare = new double[STARTS];
        double[] ours = new double[STARTS];
        double[] resident = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            bare[i] = seconds(karaf.start());
            ours[i] = seconds(start(server));
            resident[i] = residentMegabytes(server);
            server.close();
        }
        forgetContainer(server);
        double unknown = seconds(start(server));
        server.close();

        String how = "median of " + STARTS + ", worst " + Math.round(10 * Figures.worst(ours)) / 10.0;
        Figures.atMost("Start to healthy, existing data", Figures.median(ours), MOST_SECONDS, "s", how);
        Figures.atMost("Start to healthy after an update, existing data", unknown, MOST_SECONDS, "s", "once");
        Figures.plain("Start of bare Karaf with a web server", Figures.median(bare), "s", "median of " + STARTS);
        Figures.plain("  the same for the first time", bareUnknown, "s", "once");
        Figures.plain(
                "Start beside bare Karaf", Figures.median(ours) / Figures.median(bare), "times", "both known already");
        Figures.atMost("Memory after the start", Figures.median(resident), 450, "MB", "resident, after a collection");
    }

    private static Duration start(Server server) {
        long begin = System.nanoTime();
        CompletableFuture<Duration> ready = CompletableFuture.supplyAsync(() -> {
            Answers.await(server.address("/health/ready"), status -> status == 200);
            return Duration.ofNanos(System.nanoTime() - begin);
        });
        server.startAgain();
        return ready.join();
    }

    private static double residentMegabytes(Server server) {
        JavaProcess process = new JavaProcess(server.processId());
        process.collectGarbage();
        return process.residentKiB() * 1024 / 1e6;
    }

    /** As the script does when the distribution is another one than before. */
    private static void forgetContainer(Server server) {
        try (Stream<Path> files = Files.walk(server.home().resolve("karaf"))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
