package org.connectme.agent.launcher;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.connectme.agent.launcher.update.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** The app as it is put together in target/app, but for its windows: those need a screen. */
@Timeout(120)
class AppTest {

    private static final Path APP = Path.of("target", "app").toAbsolutePath();
    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

    @TempDir
    Path home;

    @Test
    void everyBundleStartsAndTheConsultationIsThere() throws Exception {
        try (App app = App.start(Part.all(withoutWindows()), home, NOWHERE, "")) {
            assertThat(app.bundles())
                    .allSatisfy(bundle -> assertThat(bundle.getState())
                            .as(bundle.getSymbolicName())
                            .isEqualTo(Bundle.ACTIVE));
            assertThat(app.offers("org.connectme.agent.core.Consultation")).isTrue();
            assertThat(app.offers("org.connectme.agent.core.InjectorFactory")).isTrue();
        }
    }

    /** REM-3: without consent there is no such service, whatever else is there. */
    @Test
    void theAppAloneHasNoInjector() throws Exception {
        try (App app = App.start(Part.all(withoutWindows()), home, NOWHERE, "")) {
            assertThat(app.offers("org.connectme.agent.core.Injector")).isFalse();
        }
    }

    @Test
    void aSecondStartHandsItsCodeOver() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (SingleInstance one = SingleInstance.become(home).orElseThrow()) {
            one.hear(heard::add);

            assertThat(SingleInstance.handOver(home, "123456789")).isTrue();
            assertThat(SingleInstance.handOver(home, "--evil")).isTrue();
            assertThat(SingleInstance.handOver(home, "")).isTrue();

            assertThat(heard.poll(30, SECONDS)).isEqualTo("123456789");
            assertThat(heard.poll(30, SECONDS)).isEmpty();
        }
    }

    @Test
    void whatWasLeftByACrashIsNoObstacle() throws Exception {
        Files.createFile(home.resolve("app.lock"));
        Files.createFile(home.resolve("app.socket"));

        try (SingleInstance one = SingleInstance.become(home).orElseThrow()) {
            assertThat(Files.exists(home.resolve("app.socket"))).isTrue();
        }
        assertThat(Files.exists(home.resolve("app.socket"))).isFalse();
        assertThat(SingleInstance.handOver(home, "")).isFalse();
    }

    /** A process of its own: within one, the lock of a file belongs to all. */
    @Test
    void aSecondProcessEndsAndTellsTheFirst() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (SingleInstance one = SingleInstance.become(home).orElseThrow()) {
            one.hear(heard::add);

            Process second = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "--home",
                            home.toString(),
                            "connectme:123456789")
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("second.txt").toFile())
                    .start();

            assertThat(second.waitFor(90, SECONDS)).isTrue();
            assertThat(second.exitValue()).isZero();
            assertThat(heard.poll(30, SECONDS)).isEqualTo("123456789");
        }
    }

    /** What a bundle imports and the launcher does not give would stop it from resolving on somebody's computer. */
    @Test
    void everyPackageOfTheLibrariesIsGivenToTheBundles() throws Exception {
        Set<String> given = given();
        for (String library : List.of("webrtc-java-", "flatlaf-", "slf4j-api-")) {
            for (Path jar : jars(library)) {
                assertThat(packages(jar)).as(jar.getFileName().toString()).allMatch(given::contains);
            }
        }
    }

    @Test
    void nothingIsGivenThatIsNotThere() throws Exception {
        Set<String> there = new TreeSet<>();
        for (Path jar : jars("")) {
            there.addAll(packages(jar));
        }
        assertThat(there).containsAll(given());
    }

    private Path withoutWindows() throws Exception {
        Path folder = Files.createDirectory(home.resolve("bundles"));
        try (Stream<Path> bundles = Files.list(APP.resolve("bundles"))) {
            for (Path bundle : bundles.toList()) {
                if (!bundle.getFileName().toString().startsWith("agent-ui-")) {
                    Files.copy(bundle, folder.resolve(bundle.getFileName()));
                }
            }
        }
        return folder;
    }

    private static List<Path> jars(String prefix) throws Exception {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(APP.resolve("lib"))) {
            files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .forEach(found::add);
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    private static Set<String> given() throws Exception {
        try (InputStream in = App.class.getResourceAsStream("/packages.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(";")[0])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Those with classes, but for what a library keeps to itself. */
    private static Set<String> packages(Path jar) throws Exception {
        try (JarFile file = new JarFile(new File(jar.toString()))) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF/"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .filter(name -> !name.endsWith(".internal")
                            && !name.endsWith(".json")
                            && !name.endsWith(".resources")
                            && !name.equals("org.slf4j.impl"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
