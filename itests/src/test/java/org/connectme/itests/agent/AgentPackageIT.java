package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.connectme.itests.faults.Until;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The .deb as a customer meets it: installed, started, told twice, removed. Needs to be root, as the package manager does. */
@Tag("long")
class AgentPackageIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final long BUILD_SECONDS = 900;
    private static final int MOST_BYTES = 75_000_000;
    private static final String NAME = "connectme-customer";
    private static final Path PACKAGE = Path.of(
                    "..", "bundles", "agent", "agent-launcher", "target", NAME + "_1.0.0_amd64.deb")
            .toAbsolutePath()
            .normalize();

    @TempDir
    static Path folder;

    private record Run(int exit, String output) {}

    @BeforeAll
    static void installed() throws Exception {
        String connectme =
                Path.of("..", "connectme").toAbsolutePath().normalize().toString();
        assertWorks(run(Map.of(), connectme, "agent-package", "http://127.0.0.1:9"));
        assertWorks(run(
                Map.of("DEBIAN_FRONTEND", "noninteractive"),
                "apt-get",
                "install",
                "--yes",
                "--no-install-recommends",
                PACKAGE.toString()));
    }

    @AfterAll
    static void removed() throws Exception {
        assertWorks(run(Map.of(), "dpkg", "--purge", NAME));
        assertThat(Path.of("/opt", NAME)).doesNotExist();
        assertThat(Path.of("/usr/bin", NAME)).doesNotExist();
        assertThat(Path.of("/usr/share/applications", NAME + ".desktop")).doesNotExist();
    }

    @Test
    void thePackageIsSmallAndNamesWhatItNeeds() throws Exception {
        assertThat(Files.size(PACKAGE)).isLessThanOrEqualTo(MOST_BYTES);
        assertThat(run(Map.of(), "dpkg-deb", "--field", PACKAGE.toString(), "Depends")
                        .output())
                .contains("libc6", "libpulse0", "libxtst6", "libx11-6");
        assertThat(run(Map.of(), "dpkg-deb", "--ctrl-tarfile", PACKAGE.toString())
                        .output())
                .doesNotContain("postinst", "preinst", "prerm", "postrm");
    }

    @Test
    void theDesktopKnowsIt() {
        assertThat(Path.of("/usr/share/applications", NAME + ".desktop")).isRegularFile();
        assertThat(Path.of("/usr/share/icons/hicolor/scalable/apps", NAME + ".svg"))
                .isRegularFile();
        assertThat(Path.of("/usr/share/metainfo/org.connectme.Customer.metainfo.xml"))
                .isRegularFile();
    }

    @Test
    void itStartsIsToldASecondTimeAndEndsWhenAsked() throws Exception {
        try (Desk desk = new Desk(folder.resolve("desk"))) {
            Path home = folder.resolve("home");
            Path output = folder.resolve("app.txt");
            ProcessBuilder builder = new ProcessBuilder(NAME, "--home", home.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(desk.environment());
            Process app = builder.start();
            try {
                Until.isTrue("The app is there", BOUND, () -> Files.exists(home.resolve("app.socket")));

                Run second = run(desk.environment(), NAME, "--home", home.toString(), "connectme:123456789");

                assertThat(second.output()).contains("runs already");
                assertThat(second.exit()).isZero();
                Until.isTrue("It says so", BOUND, () -> log(home).contains("Starting for http://127.0.0.1:9"));
                assertThat(app.isAlive()).as(Files.readString(output)).isTrue();
                assertThat(log(home)).doesNotContain("does not run");
            } finally {
                app.destroy();
            }
            assertThat(app.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String log(Path home) {
        try {
            Path file = home.resolve("logs").resolve("app.0.log");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertWorks(Run run) {
        assertThat(run.exit()).as(run.output()).isZero();
    }

    private static Run run(Map<String, String> environment, String... command) throws Exception {
        Path output = Files.createTempFile(folder, "run", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(BUILD_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " does not end");
        }
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    }
}
