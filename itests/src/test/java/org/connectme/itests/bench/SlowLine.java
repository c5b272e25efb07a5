package org.connectme.itests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** A place for a browser behind a slow line to this machine, which it sees at {@link #HOST}. Needs root. */
public final class SlowLine implements AutoCloseable {

    private static final long RUN = ProcessHandle.current().pid() % 250;
    private static final String PREFIX = "10.214." + RUN + ".";
    public static final String HOST = PREFIX + "1";
    private static final long SECONDS = 10;

    private final String namespace = "cml" + RUN;
    private final Process line;

    /**
     * @param wayMillis one way, so half of there and back
     * @param loss      of the packets, each way
     * @param rate      bits a second, each way
     */
    public SlowLine(int wayMillis, double loss, int rate) {
        run("ip", "netns", "add", namespace);
        try {
            line = new ProcessBuilder(
                            "/usr/bin/python3",
                            Path.of("src", "test", "resources", "bench", "slow-line.py")
                                    .toString(),
                            namespace,
                            "cml" + RUN,
                            HOST,
                            PREFIX + "2",
                            String.valueOf(wayMillis),
                            String.valueOf(loss),
                            String.valueOf(rate))
                    .redirectError(Redirect.INHERIT)
                    .start();
            String said = new BufferedReader(new InputStreamReader(line.getInputStream())).readLine();
            if (!"ready".equals(said)) {
                close();
                throw new IllegalStateException("The slow line needs root, /dev/net/tun and network namespaces");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program that starts Chromium behind the line. */
    public Path chromium() {
        try {
            Path script = Files.createTempFile(
                    Path.of("target").toAbsolutePath(),
                    namespace,
                    ".sh",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(script, "#!/bin/sh\nexec ip netns exec " + namespace + " /usr/bin/chromium \"$@\"\n");
            script.toFile().deleteOnExit();
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            line.getOutputStream().close();
            if (!line.waitFor(SECONDS, TimeUnit.SECONDS)) {
                line.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        run("ip", "netns", "delete", namespace);
    }

    private static void run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
