package org.connectme.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ends over a real socket; only the container's shell between them is a small one that knows four words. */
class ShellSocketTest {

    @TempDir
    Path home;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private ShellSocket socket;

    @BeforeEach
    void open() {
        socket = new ShellSocket(fourWords(), home.toString());
    }

    @AfterEach
    void close() {
        socket.close();
    }

    @Test
    void aCommandIsRunAndItsOutputShown() throws Exception {
        assertThat(client("").run(Frame.socketIn(home), "say", "grüß dich")).isTrue();

        assertThat(shown()).isEqualTo("'grüß dich'\n");
    }

    @Test
    void aCommandThatFailsSaysWhyAndFails() throws Exception {
        assertThat(client("").run(Frame.socketIn(home), "fail")).isFalse();

        assertThat(shown()).isEqualTo("It is taken.\n");
    }

    @Test
    void aCommandMayAskForALine() throws Exception {
        assertThat(client("secret\n").run(Frame.socketIn(home), "ask")).isTrue();

        assertThat(shown()).isEqualTo("got 6\n");
    }

    @Test
    void everyLineIsRunUntilExit() throws Exception {
        boolean succeeded =
                client("say one\n\nfail\nask\nsecret\nexit\nsay never\n").run(Frame.socketIn(home));

        assertThat(succeeded).isFalse();
        assertThat(shown()).isEqualTo("one\nIt is taken.\ngot 6\n");
    }

    @Test
    void aLongAnswerArrivesWhole() throws Exception {
        client("").run(Frame.socketIn(home), "much");

        assertThat(shown()).hasSize(3_000_001);
    }

    @Test
    void onlyTheServersOwnUserMayEnter() throws Exception {
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(Frame.socketIn(home).getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aNewServerTakesOverTheSocketThatADeadOneLeft(@TempDir Path abandoned) throws Exception {
        Path left = Frame.socketIn(abandoned);
        Files.createDirectories(left.getParent());
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(left));
        }
        assertThatIOException().isThrownBy(() -> client("").run(left, "say", "x"));

        ShellSocket taking = new ShellSocket(fourWords(), abandoned.toString());

        assertThat(client("").run(left, "say", "x")).isTrue();
        taking.close();
    }

    @Test
    void wordsBecomeALineThatTheShellTakesApartAgain() {
        assertThat(ShellClient.line("connectme:consultant-create", "a@b.example", "Ana O'Neil \"W\" $x", ""))
                .isEqualTo("connectme:consultant-create a@b.example 'Ana O'\\''Neil \"W\" $x' ''");
    }

    private ShellClient client(String typed) {
        return new ShellClient(
                new BufferedReader(new StringReader(typed)),
                new PrintStream(shown, true, StandardCharsets.UTF_8),
                false);
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    private static SessionFactory fourWords() {
        return (SessionFactory) Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {SessionFactory.class},
                (proxy, method, arguments) -> session((InputStream) arguments[0], (PrintStream) arguments[1]));
    }

    private static Session session(InputStream keyboard, PrintStream screen) {
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("execute")) {
                        return execute(arguments[0].toString(), keyboard, screen);
                    }
                    return null;
                });
    }

    private static Object execute(String line, InputStream keyboard, PrintStream screen) throws IOException {
        switch (line.split(" ")[0]) {
            case "say" -> screen.println(line.substring(4));
            case "much" -> screen.println("x".repeat(3_000_000));
            case "ask" -> {
                return "got " + Given.line(keyboard).length();
            }
            default -> throw new IllegalArgumentException("It is taken.");
        }
        return null;
    }
}
