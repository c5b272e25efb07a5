package org.connectme.agent.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
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
 * Runs {@link WindowScenes} on a display of their own (Xvfb), in a process of their own: a running program cannot be
 * given another display.
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
        Path log = folder.resolve("scenes.log");
        Process display = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String number = new BufferedReader(
                            new InputStreamReader(display.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            assertThat(number).as("Xvfb gives a display").isNotNull();
            ProcessBuilder scenes = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-Duser.language=en",
                    "-Duser.country=US",
                    "-Duser.timezone=Europe/Berlin",
                    "-Djava.awt.headless=false",
                    WindowScenes.class.getName());
            scenes.environment().put("DISPLAY", ":" + number.strip());
            scenes.environment().remove("WAYLAND_DISPLAY");
            scenes.redirectErrorStream(true).redirectOutput(log.toFile());
            Process running = scenes.start();
            boolean ended = running.waitFor(MINUTES, TimeUnit.MINUTES);
            running.destroyForcibly().waitFor();
            output = Files.readString(log);
            assertThat(ended).as(output).isTrue();
        } finally {
            display.destroy();
            display.waitFor();
        }
        read();
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
        return Arrays.stream(WindowScenes.class.getDeclaredMethods())
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
                .isSubsetOf(Arrays.stream(WindowScenes.class.getDeclaredMethods())
                        .map(Method::getName)
                        .collect(Collectors.toSet()));
    }
}
