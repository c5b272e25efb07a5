package org.connectme.agent.control.x11;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.connectme.agent.core.InjectorFailed;

/** An X display of the test's own, with nothing but a server: no window manager, no toolkit. */
final class TestDisplay implements AutoCloseable {

    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private static final int WAIT_SECONDS = 60;

    private final Process server;
    private final String name;
    private final List<Process> programs = new ArrayList<>();

    TestDisplay(String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-noreset", "-screen", "0", "1280x720x24"));
        command.addAll(List.of(options));
        server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String number = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        assertThat(number).as("the number of the display that Xvfb took").matches("\\d+");
        name = ":" + number;
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove("WAYLAND_DISPLAY");
        environment.remove("XDG_SESSION_TYPE");
        environment.put("DISPLAY", name);
        environment.put("LC_ALL", "C.UTF-8");
        return environment;
    }

    XConnection connect() throws IOException {
        return XConnection.open(environment());
    }

    X11Injector injector() throws InjectorFailed {
        return injector(X11Text.REST);
    }

    X11Injector injector(Duration rest) throws InjectorFailed {
        return injector(rest, System::nanoTime);
    }

    X11Injector injector(Duration rest, LongSupplier nanoTime) throws InjectorFailed {
        return (X11Injector) new X11Injectors(environment(), JAVA, rest, nanoTime).open();
    }

    /** Starts a program that stays until the display is closed. */
    Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment());
        Process program = builder.start();
        programs.add(program);
        return program;
    }

    /** Runs a program to its end; what it wrote. */
    String run(String... command) throws IOException, InterruptedException {
        Process program = start(command);
        String written = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor(WAIT_SECONDS, TimeUnit.SECONDS))
                .as(command[0])
                .isTrue();
        assertThat(program.exitValue()).as(command[0]).isZero();
        return written;
    }

    void layout(String... setxkbmap) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("setxkbmap"));
        command.addAll(List.of(setxkbmap));
        run(command.toArray(String[]::new));
    }

    /** Waits until a window can be seen, and gives it what is typed, as a window manager would. */
    void focusFirstWindow() throws IOException {
        try (XConnection display = connect()) {
            await(() -> {
                List<Integer> windows = visibleWindows(display);
                if (windows.isEmpty()) {
                    return false;
                }
                display.send(
                        new Request(42, 1).u32(windows.get(windows.size() - 1)).u32(0));
                display.sync();
                return true;
            });
        }
    }

    private static List<Integer> visibleWindows(XConnection display) throws IOException {
        ByteBuffer tree = display.ask(new Request(15, 0).u32(display.root()));
        List<Integer> visible = new ArrayList<>();
        for (int i = 0; i < Short.toUnsignedInt(tree.getShort(16)); i++) {
            int window = tree.getInt(32 + 4 * i);
            ByteBuffer attributes = display.ask(new Request(3, 0).u32(window));
            boolean inputOutput = attributes.getShort(12) == 1;
            if (inputOutput && attributes.get(26) == 2) {
                visible.add(window);
            }
        }
        return visible;
    }

    interface Condition {
        boolean holds() throws IOException;
    }

    static void await(Condition condition) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("the time to wait is over").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        programs.forEach(Process::destroyForcibly);
        server.destroy();
        server.onExit().join();
    }
}
