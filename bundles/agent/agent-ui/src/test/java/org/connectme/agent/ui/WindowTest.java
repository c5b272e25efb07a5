package org.connectme.agent.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@link WindowScenes} and {@link EveryScene} on a display of their own (Xvfb), each in a process of its own: a running
 * program cannot be given another display, nor another scale.
 */
class WindowTest {

    private static final int MINUTES = 10;

    /** Of each scene: empty when it held, else why not. */
    private static final Map<String, String> RESULTS = new HashMap<>();

    private static String output = "";

    @TempDir
    static Path folder;

    @BeforeAll
    static void run() throws IOException, InterruptedException {
        Process display = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String number = new BufferedReader(
                            new InputStreamReader(display.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            assertThat(number).as("Xvfb gives a display").isNotNull();
            output = play(number.strip(), WindowScenes.class)
                    + play(number.strip(), EveryScene.class, "-Dflatlaf.uiScale=2");
        } finally {
            display.destroy();
            display.waitFor();
        }
        read();
    }

    private static String play(String display, Class<?> scenes, String... options)
            throws IOException, InterruptedException {
        Path log = folder.resolve(scenes.getSimpleName() + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Duser.language=en",
                "-Duser.country=US",
                "-Duser.timezone=Europe/Berlin",
                "-Djava.awt.headless=false"));
        command.addAll(List.of(options));
        command.add(scenes.getName());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DISPLAY", ":" + display);
        builder.environment().remove("WAYLAND_DISPLAY");
        Process running =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended = running.waitFor(MINUTES, TimeUnit.MINUTES);
        running.destroyForcibly().waitFor();
        String said = Files.readString(log);
        assertThat(ended).as(said).isTrue();
        return said;
    }

    private static void read() {
        String name = null;
        for (String line : output.lines().toList()) {
            if (line.startsWith("HELD ")) {
                RESULTS.put(line.substring(5), "");
                name = null;
            } else if (line.startsWith("FAILED ")) {
                name = line.substring(7);
                RESULTS.put(name, "");
            }
            if (name != null) {
                RESULTS.merge(name, line + "\n", String::concat);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> onADisplay() {
        return Stream.of(WindowScenes.class, EveryScene.class)
                .flatMap(scenes -> Arrays.stream(scenes.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(OnDisplay.class))
                .map(Method::getName)
                .sorted(Comparator.naturalOrder())
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> assertThat(RESULTS.getOrDefault(name, "did not run:\n" + output))
                                .isEmpty()));
    }

    @AfterAll
    static void everyResultBelongsToAScene() {
        assertThat(RESULTS.keySet())
                .isSubsetOf(Stream.of(WindowScenes.class, EveryScene.class)
                        .flatMap(scenes -> Arrays.stream(scenes.getDeclaredMethods()))
                        .map(Method::getName)
                        .collect(Collectors.toSet()));
    }
}
