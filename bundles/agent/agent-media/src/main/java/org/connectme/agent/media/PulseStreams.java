package org.connectme.agent.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Device.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts this program's sound onto the chosen microphone and speaker. On PulseAudio, or PipeWire in its place, the native
 * part opens the default ones whatever it is told; each stream of this process is moved as soon as the sound server has
 * it. Done by {@code pactl}, which desktops have; without it the default ones stay. Thread-safe.
 */
final class PulseStreams implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(PulseStreams.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROGRAM = "pactl";
    private static final long PATIENCE_SECONDS = 5;

    /** What the sound server calls devices of a kind, and the streams that use them. */
    private record Words(String devices, String streams, String move, String device) {}

    private static final Map<Kind, Words> WORDS = new EnumMap<>(Map.of(
            Kind.MICROPHONE,
            new Words("sources", "source-outputs", "move-source-output", "source"),
            Kind.SPEAKER,
            new Words("sinks", "sink-inputs", "move-sink-input", "sink")));

    private final long self = ProcessHandle.current().pid();
    private final Map<Kind, String> chosen = new ConcurrentHashMap<>();
    private @Nullable Process watching;
    private boolean closed;

    /** Whether a device can be chosen at all: elsewhere than on PulseAudio the native part opens the chosen one. */
    static boolean canChoose() {
        return !SoundServer.isPulse() || isThere(System.getenv().getOrDefault("PATH", ""));
    }

    /** @param path folders as in the environment's PATH */
    static boolean isThere(String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> new File(folder, PROGRAM).canExecute());
    }

    /** From here on, and for what plays or listens now. */
    void choose(Device device) {
        if (WORDS.containsKey(device.kind())) {
            // The default one is listed a second time under this name.
            chosen.put(device.kind(), device.name().replaceFirst("^default: ", ""));
            watch();
            CompletableFuture.runAsync(() -> move(device.kind()));
        }
    }

    /** Streams come and go with calls: the sound server tells. */
    private synchronized void watch() {
        if (closed || watching != null) {
            return;
        }
        try {
            Process told = command("subscribe").start();
            watching = told;
            Thread reader = new Thread(() -> read(told), "connectme-sound");
            reader.setDaemon(true);
            reader.start();
        } catch (IOException none) {
            logger.info("There is no pactl: the desktop's own microphone and speaker are used");
        }
    }

    private void read(Process told) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(told.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("Event 'new' on source-output")) {
                    move(Kind.MICROPHONE);
                } else if (line.startsWith("Event 'new' on sink-input")) {
                    move(Kind.SPEAKER);
                }
            }
        } catch (IOException ended) {
            logger.debug("The sound server is not listened to any more");
        }
    }

    private void move(Kind kind) {
        String name = chosen.get(kind);
        Words words = WORDS.get(kind);
        if (name == null || words == null) {
            return;
        }
        try {
            JsonNode device = described(list(words.devices()), name);
            if (device == null) {
                return;
            }
            for (JsonNode stream : list(words.streams())) {
                boolean own =
                        stream.path("properties").path("application.process.id").asLong() == self;
                if (own
                        && stream.path(words.device()).asLong()
                                != device.path("index").asLong()) {
                    run(
                            words.move(),
                            stream.path("index").asText(),
                            device.path("name").asText());
                }
            }
        } catch (IOException failed) {
            logger.info("The desktop's own {} stays: {}", kind, failed.getMessage());
        }
    }

    private static @Nullable JsonNode described(JsonNode devices, String name) {
        for (JsonNode device : devices) {
            if (device.path("description").asText().equals(name)) {
                return device;
            }
        }
        return null;
    }

    private static JsonNode list(String what) throws IOException {
        return JSON.readTree(run("--format=json", "list", what));
    }

    private static byte[] run(String... arguments) throws IOException {
        Process running = command(arguments).start();
        byte[] said = running.getInputStream().readAllBytes();
        try {
            if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || running.exitValue() != 0) {
                throw new IOException("pactl refused");
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            running.destroy();
        }
    }

    private static ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(PROGRAM));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        // Its events are words, and would be translated; names stay what they are.
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (watching != null) {
            watching.destroy();
            watching = null;
        }
    }
}
