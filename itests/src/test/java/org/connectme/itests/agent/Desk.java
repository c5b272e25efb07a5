package org.connectme.itests.agent;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.connectme.itests.faults.SoundServer;
import org.connectme.itests.faults.Until;

/** The customer's computer: a screen (Xvfb), and a microphone that hums and a loudspeaker (PulseAudio). One thread. */
final class Desk implements AutoCloseable {

    static final int WIDTH = 1024;
    static final int HEIGHT = 640;

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final int SAMPLES = 4_000;

    private final Path folder;
    private String display = "";
    private final List<Process> programs = new ArrayList<>();

    Desk(Path folder) {
        this(folder, WIDTH, HEIGHT);
    }

    /** @param width of the screen, in pixels */
    Desk(Path folder, int width, int height) {
        try {
            this.folder = Files.createDirectories(folder);
            Process screen = new ProcessBuilder(
                            "Xvfb",
                            "-displayfd",
                            "1",
                            "-noreset",
                            "-screen",
                            "0",
                            width + "x" + height + "x24",
                            "-nolisten",
                            "tcp")
                    .redirectError(Redirect.DISCARD)
                    .start();
            programs.add(screen);
            String number = new BufferedReader(new InputStreamReader(screen.getInputStream())).readLine();
            if (number == null) {
                throw new IOException("Xvfb did not start");
            }
            this.display = ":" + number.strip();
            programs.add(SoundServer.start(folder).process());
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("Xvfb and pulseaudio must be installed", e);
        }
    }

    /** What a program at this desk has in its environment. */
    Map<String, String> environment() {
        String here = folder.toString();
        return Map.of(
                "DISPLAY", display,
                "PULSE_SERVER", "unix:" + folder.resolve("sound"),
                "HOME", here,
                "XDG_RUNTIME_DIR", here,
                "XDG_CONFIG_HOME", here,
                "XDG_STATE_HOME", here,
                "PULSE_RUNTIME_PATH", here,
                "XDG_SESSION_TYPE", "x11");
    }

    /** Starts another program here; it ends with the desk at the latest. */
    Process starts(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
        builder.environment().putAll(environment());
        builder.environment().remove("WAYLAND_DISPLAY");
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            Process program = builder.start();
            programs.add(program);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a window of this title is on the screen. */
    void awaitWindow(String title) {
        Until.isTrue("the window " + title, BOUND, () -> {
            Process list = starts("xwininfo", "-root", "-tree");
            try {
                String windows = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return windows.contains("\"" + title + "\"");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Its name, as in DISPLAY. */
    String display() {
        return display;
    }

    /** Runs a program of this desk to its end. */
    void runs(String... command) {
        try {
            Process program = starts(command);
            if (!program.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS) || program.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " does not work");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until something is heard from the loudspeaker. */
    void awaitSound(Duration bound) {
        ProcessBuilder builder = new ProcessBuilder(
                        "parec", "--device=speaker.monitor", "--raw", "--format=s16be", "--rate=8000", "--channels=1")
                .redirectError(Redirect.DISCARD);
        builder.environment().putAll(environment());
        try {
            Process recorder = builder.start();
            programs.add(recorder);
            DataInputStream heard = new DataInputStream(recorder.getInputStream());
            Until.isTrue("the other side is heard", bound, () -> loudest(heard) > 500);
            recorder.destroy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Within the next half second. */
    private static int loudest(DataInputStream heard) {
        int loudest = 0;
        try {
            for (int i = 0; i < SAMPLES; i++) {
                loudest = Math.max(loudest, Math.abs(heard.readShort()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return loudest;
    }

    @Override
    public void close() {
        for (Process program : programs) {
            program.destroy();
            try {
                if (!program.waitFor(5, TimeUnit.SECONDS)) {
                    program.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
