package org.connectme.itests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A sound system (PulseAudio) for programs that need one: a loudspeaker named "speaker", and a microphone that hums.
 *
 * @param folder where its socket is
 */
public record SoundServer(Path folder, Process process) implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final long END_SECONDS = 5;

    public static SoundServer start(Path folder) {
        try {
            Files.createDirectories(folder);
            Path socket = folder.resolve("sound");
            Files.deleteIfExists(socket);
            ProcessBuilder builder = new ProcessBuilder(
                            "pulseaudio",
                            "-n",
                            "--daemonize=no",
                            "--exit-idle-time=-1",
                            "--use-pid-file=no",
                            "-L",
                            "module-native-protocol-unix auth-anonymous=1 socket=" + socket,
                            "-L",
                            "module-null-sink sink_name=speaker",
                            "-L",
                            "module-sine-source source_name=voice frequency=440")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("sound.txt").toFile());
            builder.environment().putAll(environment(folder));
            builder.environment().remove("PULSE_SERVER");
            SoundServer server = new SoundServer(folder, builder.start());
            Until.isTrue("PulseAudio listens", BOUND, () -> Files.exists(socket));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("pulseaudio must be installed", e);
        }
    }

    /** What a program that uses it has in its environment. */
    public Map<String, String> environment() {
        return environment(folder);
    }

    private static Map<String, String> environment(Path folder) {
        String here = folder.toString();
        return Map.of(
                "PULSE_SERVER",
                "unix:" + folder.resolve("sound"),
                "HOME",
                here,
                "XDG_RUNTIME_DIR",
                here,
                "XDG_CONFIG_HOME",
                here,
                "PULSE_RUNTIME_PATH",
                here);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
