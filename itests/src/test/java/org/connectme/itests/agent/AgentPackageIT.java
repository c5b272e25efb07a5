package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.itests.agent.Person.BOUND;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.connectme.itests.agent.hand.InputHeard;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Script;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The .deb as a customer meets it: installed, opened by a link, joined, kept up to date, and removed. Needs to be root, as
 * the package manager does.
 */
class AgentPackageIT {

    private static final long INSTALL_SECONDS = 120;
    private static final int MOST_BYTES = 75_000_000;
    private static final String NAME = "connectme-customer";
    private static final Path OPT = Path.of("/opt", NAME);
    private static final String CONTROL = "org.connectme.agent.control";

    private static Path folder;
    private static House house;
    private static Path built;

    @BeforeAll
    static void install() throws Exception {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "package");
        house = House.furnished("agent-package");
        connectme(DesktopApp.BUILT, "agent-package", house.server.address().toString());
        try (Stream<Path> made = Files.list(DesktopApp.BUILT.getParent())) {
            built = made.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow();
        }
        run("apt-get", "install", "--yes", "--no-install-recommends", built.toString());
    }

    @AfterAll
    static void remove() throws Exception {
        try {
            if (OPT.toFile().exists()) {
                purge();
            }
        } finally {
            if (house != null) {
                house.close();
            }
        }
    }

    @Test
    void thePackageIsSmallNamesWhatItNeedsAndRunsNothingWhenInstalled() throws Exception {
        assertThat(Files.size(built)).isLessThanOrEqualTo(MOST_BYTES);
        assertThat(run("dpkg-deb", "--field", built.toString(), "Depends"))
                .contains("libc6", "libpulse0", "libxtst6", "libx11-6");
        assertThat(run("dpkg-deb", "--field", built.toString(), "Recommends"))
                .as("what chooses a microphone and a speaker, asks the desktop, and opens the card's page")
                .contains("pulseaudio-utils", "xdg-desktop-portal", "xdg-utils");
        assertThat(run("dpkg-deb", "--ctrl-tarfile", built.toString()))
                .contains("control")
                .doesNotContain("postinst", "preinst", "prerm", "postrm");
        run("desktop-file-validate", "/usr/share/applications/" + NAME + ".desktop");
        run("appstreamcli", "validate", "--no-net", "/usr/share/metainfo/org.connectme.Customer.metainfo.xml");
        assertThat(Path.of("/usr/share/icons/hicolor/scalable/apps", NAME + ".svg"))
                .isRegularFile();
        assertThatItsStartTakesItsClassesFromTheArchivesThatCameWithIt();
    }

    /** Else each start reads and checks thousands of classes anew. */
    private static void assertThatItsStartTakesItsClassesFromTheArchivesThatCameWithIt() throws Exception {
        Path loaded = folder.resolve("loaded.txt");
        Map<String, String> environment = new HashMap<>(house.desk.environment());
        environment.put("_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);
        run(
                environment,
                OPT.resolve("bin").resolve(NAME).toString(),
                "--check",
                "--home",
                folder.resolve("check").toString());
        List<String> classes = Files.readAllLines(loaded);
        assertThat(classes)
                .filteredOn(line -> line.endsWith("shared objects file"))
                .hasSizeGreaterThan(1000);
        assertThat(classes)
                .filteredOn(line -> line.endsWith("shared objects file (top)"))
                .anyMatch(line -> line.contains("org.connectme.agent.ui.AgentWindow "))
                .hasSizeGreaterThan(2000);
    }

    @Test
    void aLinkLeadsToControlWithNoOtherWindowANewVersionIsTakenInItAndRemovalLeavesThePersonsOwn() throws Exception {
        Stage stage = new Stage(house.server);
        Invited invited = House.ready(stage);
        // In place of four hours.
        Files.writeString(OPT.resolve("lib/app/app.properties"), "lookSeconds=2\n", StandardOpenOption.APPEND);
        RealApp.writeProbes(OPT.resolve("lib/app/bundles"));
        String link = "connectme:" + stage.codeMailed(invited).replaceAll("\\D", "");
        try (Browsers browsers = new Browsers();
                RealApp app = RealApp.open(
                        folder, house.desk, link, OPT.resolve("bin").resolve(NAME));
                Person person = new Person(house.desk, app);
                InputHeard input = new InputHeard(house.desk.display())) {
            person.presses("Join");
            assertThatAllWindowsAreTheApps();
            Participant consultant = house.console(browsers, stage, invited);
            consultant.button("Start video chat").last().click();
            consultant.awaitPictures(BOUND);
            Lending.grants(person, consultant);
            assertThatAllWindowsAreTheApps();
            Process letter = house.letter(person, consultant);
            consultant.page().keyboard().type("before ");

            publishNewerControl();
            Until.isTrue(
                    "the newer version is there",
                    BOUND,
                    () -> log().contains("org.connectme.agent.control 1.0.1 took the place of"));
            // What is typed while one takes the other's place is lost: a key without a meaning tells when the new one
            // works.
            input.forget();
            Until.isTrue("keys arrive again", BOUND, () -> {
                consultant.page().keyboard().press("Shift");
                return input.heard().stream().anyMatch(event -> event.kind() == InputHeard.Kind.KEY_DOWN);
            });
            consultant.page().keyboard().type("and after");
            consultant.page().keyboard().press("Enter");
            assertThat(House.written(letter)).isEqualTo("before and after");
            assertThatAllWindowsAreTheApps();

            person.presses("STOP");
            consultant.awaitText("has ended it", BOUND);
            input.forget();
            Lending.typesOn(consultant);
            assertThat(input.heard()).noneMatch(event -> event.kind() == InputHeard.Kind.KEY_DOWN);
        }
        assertThatRemovalLeavesThePersonsOwn();
    }

    private static void assertThatRemovalLeavesThePersonsOwn() throws Exception {
        List<Path> installed = run("dpkg", "--listfiles", NAME)
                .lines()
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
        assertThat(installed).hasSizeGreaterThan(20);
        purge();
        assertThat(installed).noneMatch(Files::exists);
        assertThat(OPT).doesNotExist();
        assertThat(Path.of("/usr/bin", NAME)).doesNotExist();
        assertThat(own("logs/app.0.log")).isRegularFile();
    }

    /** What the test put beside it goes first: the package manager leaves what is not its own. */
    private static void purge() throws Exception {
        for (String probe : RealApp.PROBES) {
            Files.deleteIfExists(OPT.resolve("lib/app/bundles").resolve(probe));
        }
        run("dpkg", "--purge", NAME);
    }

    private static void publishNewerControl() throws IOException {
        Path newer = folder.resolve("newer");
        Publisher.copyApp(newer, Map.of(CONTROL, Map.of("Bundle-Version", "1.0.1")));
        connectme(newer, "agent-publish");
    }

    /** No dialog of the system's, nor of anybody else's. */
    private static void assertThatAllWindowsAreTheApps() throws Exception {
        String list = runAtTheDesk("xprop", "-root", "-notype", "_NET_CLIENT_LIST");
        List<String> windows = list.lines()
                .flatMap(line -> Stream.of(line.replaceFirst(".*#", "").split(",")))
                .map(String::strip)
                .filter(id -> id.startsWith("0x"))
                .toList();
        assertThat(windows).isNotEmpty();
        for (String id : windows) {
            assertThat(runAtTheDesk("xprop", "-id", id, "WM_CLASS"))
                    .containsAnyOf("org-connectme-agent-launcher-Main", "zenity");
        }
    }

    private static Path own(String file) {
        return Path.of(house.desk.environment().get("XDG_STATE_HOME"), NAME, file);
    }

    private static String log() {
        try {
            return Files.readString(own("logs/app.0.log"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void connectme(Path app, String... arguments) {
        Script.Run run = Script.connectme(
                Map.of(
                        "CONNECTME_APP", app.toString(),
                        "CONNECTME_HOME", house.server.home().toString(),
                        "CONNECTME_PUBLISHER_KEY",
                                folder.resolve("publisher.key").toString()),
                "",
                List.of(arguments));
        assertThat(run.exit()).as(run.output()).isZero();
    }

    private static String run(String... command) throws Exception {
        return run(Map.of("DEBIAN_FRONTEND", "noninteractive"), command);
    }

    private static String runAtTheDesk(String... command) throws Exception {
        return run(house.desk.environment(), command);
    }

    private static String run(Map<String, String> environment, String... command) throws Exception {
        Path output = Files.createTempFile(folder, "run", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " does not end");
        }
        String said = Files.readString(output, StandardCharsets.ISO_8859_1);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
