package org.connectme.itests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.connectme.itests.server.Server;

/** The container that ConnectMe is shipped in, with nothing of ConnectMe's started in it but the web server. */
final class BareKaraf {

    private final Path app;
    private final Path home;

    private BareKaraf(Path app, Path home) {
        this.app = app;
        this.home = home;
    }

    static BareKaraf unpack(Path folder) {
        try {
            Path app = Files.createDirectories(folder.resolve("app"));
            run(
                    "tar",
                    "-xzf",
                    System.getProperty("connectme.distribution"),
                    "-C",
                    app.toString(),
                    "--strip-components=1");
            Path features = app.resolve("etc/org.apache.karaf.features.cfg");
            Files.writeString(
                    features, Files.readString(features).replaceAll("(?m)^( *)connectme/", "$1connectme-http/"));
            Path home = folder.resolve("home");
            Files.createDirectories(home.resolve("karaf"));
            Files.createDirectories(home.resolve("logs"));
            return new BareKaraf(app, home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, and stops it again. @return what it took until somebody answered over HTTP */
    Duration start() {
        int port = Server.freePort();
        ProcessBuilder builder = new ProcessBuilder(app.resolve("bin/karaf").toString(), "daemon")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("console.txt").toFile());
        builder.environment()
                .putAll(Map.of(
                        "CONNECTME_HOME", home.toString(),
                        "CONNECTME_PORT", Integer.toString(port),
                        "KARAF_DATA", home.resolve("karaf").toString(),
                        "KARAF_ETC", app.resolve("etc").toString(),
                        "KARAF_LOG", home.resolve("logs").toString(),
                        "JAVA_OPTS", String.join(" ", JavaProcess.SHIPPED_OPTIONS)));
        try {
            long begin = System.nanoTime();
            Process process = builder.start();
            try {
                Answers.await(URI.create("http://127.0.0.1:" + port + "/"), status -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("Karaf ended at once; see " + home.resolve("console.txt"));
                    }
                    return status > 0;
                });
                return Duration.ofNanos(System.nanoTime() - begin);
            } finally {
                process.destroy();
                process.onExit().join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) throws IOException {
        try {
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IOException(command[0] + " ended with " + exit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
