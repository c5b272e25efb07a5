package org.connectme.agent.media;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.awt.Color;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Toolkit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A desktop and a sound system of the tests' own: Xvfb with a window in one colour, PulseAudio with two microphones that
 * hum and two loudspeakers. Once for all tests of this process.
 */
final class Surroundings implements BeforeAllCallback, AutoCloseable {

    static final int WIDTH = 1280;
    static final int HEIGHT = 720;

    private static final Namespace HERE = Namespace.create(Surroundings.class);
    private static final String FOLDER = System.getProperty("sound.folder");

    private final List<Process> programs = new ArrayList<>();

    /** The window that fills the desktop. The event queue's thread only. */
    private static Frame window;

    /** The desktop's name, as programs find it in DISPLAY. */
    private static String display = "";

    static String display() {
        return display;
    }

    /** The standard C library. */
    public interface C extends Library {
        int setenv(String name, String value, int overwrite);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(HERE).getOrComputeIfAbsent("surroundings", key -> start(), Surroundings.class);
    }

    private Surroundings start() {
        try {
            startDisplay();
            startSound();
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("Xvfb and pulseaudio must be installed", e);
        }
        return this;
    }

    private void startDisplay() throws IOException {
        Process xvfb = new ProcessBuilder(
                        "Xvfb",
                        "-displayfd",
                        "1",
                        // Ends with this process: Xlib ends a process whose display is taken away.
                        "-terminate",
                        "-screen",
                        "0",
                        WIDTH + "x" + HEIGHT + "x24",
                        "-nolisten",
                        "tcp")
                .redirectError(Redirect.DISCARD)
                .start();
        String number = new BufferedReader(new InputStreamReader(xvfb.getInputStream())).readLine();
        if (number == null) {
            throw new IOException("Xvfb did not start");
        }
        display = ":" + number.strip();
        Native.load("c", C.class).setenv("DISPLAY", display, 1);
        // From here on there is always somebody at this display.
        Toolkit.getDefaultToolkit().sync();
    }

    private void startSound() throws IOException {
        Path folder = Files.createDirectories(Path.of(FOLDER));
        Path socket = folder.resolve("native");
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
                        "module-null-sink sink_name=first sink_properties=device.description=First",
                        "-L",
                        "module-null-sink sink_name=second sink_properties=device.description=Second",
                        "-L",
                        "module-sine-source source_name=low frequency=220",
                        "-L",
                        "module-sine-source source_name=high frequency=880")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile());
        for (String name : List.of("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "PULSE_RUNTIME_PATH")) {
            builder.environment().put(name, folder.toString());
        }
        builder.environment().remove("PULSE_SERVER");
        programs.add(builder.start());
        Until.isTrue("the sound system answers", SoundServer::isThere);
    }

    /** Fills the whole desktop. */
    static void paint(Color colour) {
        try {
            EventQueue.invokeAndWait(() -> {
                if (window == null) {
                    window = new Frame();
                    window.setUndecorated(true);
                    window.setBounds(0, 0, WIDTH, HEIGHT);
                }
                window.setBackground(colour);
                window.setVisible(true);
                window.repaint();
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
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
