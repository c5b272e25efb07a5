package org.connectme.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a killed Java process leaves behind, with a real one that is killed. */
@Timeout(120)
class LeftOverServerTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void theServerOfAKilledProcessIsTakenOverWithAllThatWasCommitted() throws Exception {
        killedAfterItsFirstCommit();
        long left = serverPid();
        assertThat(ProcessHandle.of(left)).hasValueSatisfying(ProcessHandle::isAlive);

        try (LocalDatabase database = LocalDatabase.start(folder)) {
            assertThat(titles(database)).containsExactly("Persuasion");
            assertThat(serverPid()).isEqualTo(left);
        }

        assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aServerThatWasKilledTooComesBackWithAllThatWasCommitted() throws Exception {
        killedAfterItsFirstCommit();
        ProcessHandle server = ProcessHandle.of(serverPid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(BOUND.toSeconds(), TimeUnit.SECONDS);

        try (LocalDatabase database = LocalDatabase.start(folder)) {
            assertThat(titles(database)).containsExactly("Persuasion");
        }
    }

    @Test
    void aPidFileThatNamesAnotherProgramIsNotBelieved() throws Exception {
        LocalDatabase.start(folder).close();
        Process other = new ProcessBuilder("tail", "-f", "/dev/null").start();
        try {
            Files.writeString(
                    folder.resolve("data/postmaster.pid"),
                    other.pid() + "\n" + folder.resolve("data") + "\n0\n5432\n\n127.0.0.1\n0 0\nready\n");

            try (LocalDatabase database = LocalDatabase.start(folder)) {
                assertThat(titles(database)).isEmpty();
            }

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroy();
        }
    }

    private void killedAfterItsFirstCommit() throws IOException, InterruptedException {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = owner.inputReader()) {
            assertThat(output.readLine()).isEqualTo("committed");
        } finally {
            owner.destroyForcibly();
            assertThat(owner.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private long serverPid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0));
    }

    private static List<String> titles(LocalDatabase database) {
        return database.open("shelf", LeftOverServerTest.class)
                .withHandle(handle -> handle.createQuery("SELECT title FROM book")
                        .mapTo(String.class)
                        .list());
    }

    /** A process that commits one row and then waits to be killed. */
    static final class Owner {

        private Owner() {}

        public static void main(String[] arguments) throws IOException {
            LocalDatabase database = LocalDatabase.start(Path.of(arguments[0]));
            database.open("shelf", Owner.class)
                    .useHandle(handle -> handle.execute("INSERT INTO book VALUES ('Persuasion')"));
            System.out.println("committed");
            System.in.read();
        }
    }
}
