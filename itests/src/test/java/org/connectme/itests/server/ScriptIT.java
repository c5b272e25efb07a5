package org.connectme.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.connectme.itests.server.Script.Run;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code ./connectme}, as an operator uses it at a terminal, with two instances side by side. */
class ScriptIT {

    private static Server first;
    private static Server second;

    @BeforeAll
    static void start() {
        first = Server.start("script-first", Map.of());
        second = Server.start("script-second", Map.of("CONNECTME_DEMO", "false"));
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    @Test
    void twoInstancesRunSideBySideAndEachTellsItsOwnAddress() {
        for (Server server : List.of(first, second)) {
            Run status = connectme(server.home(), "status");

            assertThat(status.exit()).as(status.output()).isZero();
            assertThat(status.output()).contains("ready at " + server.address());
        }
    }

    @Test
    void aTrialsSignInIsMadeUnlessTheOperatorSaysNo() {
        assertThat(first.home().resolve("demo.txt")).exists();
        assertThat(second.home().resolve("demo.txt")).doesNotExist();
    }

    @Test
    void whatRunsAlreadyIsNotStartedTwice() {
        Run again = connectme(first.home(), "run", "--detach");

        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.output()).contains("runs already at " + first.address());
    }

    @Test
    void aPortThatIsTakenIsSaidBeforeAnythingElse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Run run = connectme(
                    unused(), Map.of("CONNECTME_PORT", Integer.toString(other.getLocalPort())), "", "run", "--detach");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.output()).contains("Port " + other.getLocalPort() + " is taken");
        }
    }

    @Test
    void whatDoesNotRunIsSaidSo() {
        assertThat(connectme(unused(), "status").exit()).isEqualTo(3);
        assertThat(connectme(unused(), "stop").output()).contains("does not run");
        assertThat(connectme(unused(), "logs").exit()).isEqualTo(1);
        assertThat(connectme(unused(), "shell", "help").exit()).isEqualTo(1);
        assertThat(connectme(unused(), "dance").exit()).isEqualTo(1);
    }

    @Test
    void theLogIsShown() {
        assertThat(connectme(first.home(), "logs").output()).contains("| INFO ");
    }

    @Test
    void anAccountMadeInTheShellSignsIn() {
        Run made = connectme(
                second.home(), "shell", "connectme:consultant-create", "ana@example.org", "Ana \"O'Neil\" $x");
        Run twice = connectme(
                second.home(), "shell", "connectme:consultant-create", "ana@example.org", "Ana \"O'Neil\" $x");
        Run listed = connectme(second.home(), Map.of(), "consultant-list\nexit\n", "shell");

        assertThat(made.exit()).as(made.output()).isZero();
        String password = made.output().replaceAll("(?s).*only now: (\\S+).*", "$1");
        assertThat(new Api(second)
                        .post(
                                "/api/consultant/sign-in",
                                "{\"email\":\"ana@example.org\",\"password\":\"" + password + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(twice.exit()).isEqualTo(1);
        assertThat(twice.output()).contains("already");
        assertThat(listed.output()).contains("Ana \"O'Neil\" $x");
        assertThat(second.log()).doesNotContain(password, "ana@example.org");
    }

    @Test
    void everyBundleIsOnItsFeet() {
        Run bundles = connectme(first.home(), "shell", "bundle:list", "-t", "0", "-s");

        assertThat(bundles.exit()).as(bundles.output()).isZero();
        assertThat(bundles.output()).contains("org.connectme.journal", "org.connectme.gateway");
        assertThat(bundles.output()).doesNotContain("Installed", "Starting", "Waiting", "Failure");
    }

    @Test
    void aStopAndACopyOfTheHomeAreABackup() throws IOException {
        connectme(first.home(), "stop");
        assertThat(connectme(first.home(), "status").exit()).isEqualTo(3);
        Path copy = Files.createDirectories(Path.of("target", "homes", "script-restored"))
                .toAbsolutePath();
        assertThat(Script.execute(
                                new ProcessBuilder(
                                        "bash",
                                        "-c",
                                        "rm -rf \"$2\"/* && cp -a \"$1\"/postgres \"$1\"/keys \"$2\"",
                                        "-",
                                        first.home().toString(),
                                        copy.toString()),
                                "",
                                Files.createTempFile("connectme", ".out"))
                        .exit())
                .isZero();
        first.startAgain();

        Run restored =
                connectme(copy, Map.of("CONNECTME_PORT", Integer.toString(Server.freePort())), "", "run", "--detach");
        try {
            assertThat(restored.exit()).as(restored.output()).isZero();
            assertThat(connectme(copy, "shell", "consultant-list").output()).contains("demo@connectme.example");
        } finally {
            connectme(copy, "stop");
        }
    }

    private static Path unused() {
        return Path.of("target", "homes", "script-unused").toAbsolutePath();
    }

    private static Run connectme(Path home, String... arguments) {
        return connectme(home, Map.of(), "", arguments);
    }

    private static Run connectme(Path home, Map<String, String> environment, String typed, String... arguments) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("CONNECTME_HOME", home.toString());
        return Script.connectme(settings, typed, List.of(arguments));
    }
}
