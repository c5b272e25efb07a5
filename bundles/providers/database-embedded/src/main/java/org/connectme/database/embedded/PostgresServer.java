package org.connectme.database.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.connectme.database.DatabaseException;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server in a folder, listening on the loopback address only, on a port of its own choice.
 *
 * <p>The server is a process of its own that outlives this one: if the Java process is killed, or only this bundle is
 * replaced, the next start finds the server by its pid file and goes on with it. Not safe for use by several threads.
 */
final class PostgresServer {

    private static final Logger logger = LoggerFactory.getLogger(PostgresServer.class);

    private static final String USER = "connectme";
    private static final String DATABASE = "connectme";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PORT_ATTEMPTS = 5;

    private final Path folder;
    private final Path data;
    private final Path programs;
    private final int port;
    private final String password;

    private PostgresServer(Path folder, Path programs, int port, String password) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.programs = programs;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the server of a folder, or goes on with the one that is still running there.
     *
     * @throws DatabaseException if it does not start; the message names the log to look at
     */
    static PostgresServer start(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            Path programs = PostgresBinaries.unpack(absolute);
            Path data = initialise(absolute, programs);
            String password = Files.readString(absolute.resolve("password"), UTF_8);
            Optional<LeftOver> leftOver = LeftOver.find(data);
            if (leftOver.isPresent()) {
                LeftOver running = leftOver.get();
                PostgresServer server = new PostgresServer(absolute, programs, running.port(), password);
                if (running.runs(programs) && server.answers(PATIENCE)) {
                    logger.info("Going on with the PostgreSQL server that was left running, pid {}", running.pid());
                    return server;
                }
                server.stop();
            } else if (Files.deleteIfExists(data.resolve("postmaster.pid"))) {
                // PostgreSQL itself refuses to start while any process has the number in this file.
                logger.info("The last PostgreSQL server did not end in an orderly way; its log is replayed");
            }
            PostgresServer server = launch(absolute, programs, password);
            server.createDatabase();
            return server;
        } catch (IOException | SQLException e) {
            throw new DatabaseException("PostgreSQL did not start in " + absolute + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("The start of PostgreSQL was interrupted", e);
        }
    }

    /** Where and as whom to connect. A new object at each call; it may be changed. */
    PGSimpleDataSource connections() {
        return connections(DATABASE);
    }

    /** Stops the server in an orderly way: open connections are cut, all that was committed is on disk. */
    void stop() {
        try {
            run(folder, programs, "pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "30");
        } catch (IOException e) {
            throw new DatabaseException("PostgreSQL did not stop: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("Stopping PostgreSQL was interrupted", e);
        }
    }

    private static Path initialise(Path folder, Path programs) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return data;
        }
        Path password = folder.resolve("password");
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Files.writeString(password, HexFormat.of().formatHex(secret));
        // Made beside its place and moved at the end: a crash in the middle leaves nothing that looks like a database.
        Path unfinished = Files.createTempDirectory(folder, "initialising-");
        run(
                folder,
                programs,
                "initdb",
                "-D",
                unfinished.toString(),
                "-U",
                USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        return Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static PostgresServer launch(Path folder, Path programs, String password)
            throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("log"));
        IOException failure = null;
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            PostgresServer server = new PostgresServer(folder, programs, freePort(), password);
            Files.writeString(server.data.resolve("postgresql.conf"), server.settings());
            try {
                run(
                        folder,
                        programs,
                        "pg_ctl",
                        "start",
                        "-D",
                        server.data.toString(),
                        "-l",
                        folder.resolve("log/start.log").toString(),
                        "-w",
                        "-t",
                        Long.toString(PATIENCE.toSeconds()));
                logger.info("PostgreSQL is up on port {}", server.port);
                return server;
            } catch (IOException e) {
                failure = e; // perhaps somebody took the port between our look and the server's
            }
        }
        throw new IOException("see " + folder.resolve("log/start.log"), failure);
    }

    /** The whole configuration; what an operator wants otherwise goes into a file of theirs, read last. */
    private String settings() {
        return """
                # Written anew at each start. Put changes into %2$s, which is read after this.
                listen_addresses = '127.0.0.1'
                port = %1$d
                unix_socket_directories = ''
                max_connections = 200
                password_encryption = 'scram-sha-256'

                # What was acknowledged survives a power cut.
                fsync = on
                full_page_writes = on
                synchronous_commit = on

                shared_buffers = 64MB
                max_wal_size = 256MB
                jit = off
                timezone = 'UTC'
                log_timezone = 'UTC'

                # A week of logs, each day overwriting the one of the week before.
                logging_collector = on
                log_directory = '%3$s'
                log_filename = 'postgresql-%%a.log'
                log_rotation_age = 1d
                log_truncate_on_rotation = on
                include_if_exists = '%2$s'
                """.formatted(port, quoted(folder.resolve("postgresql.local.conf")), quoted(folder.resolve("log")));
    }

    private static String quoted(Path path) {
        return path.toString().replace("'", "''");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private PGSimpleDataSource connections(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(USER);
        source.setPassword(password);
        return source;
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = connections("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }

    /** A server that was killed before may be replaying its log now and answers when it is through. */
    private boolean answers(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try (Connection connection = connections().getConnection()) {
                return connection.isValid(5);
            } catch (SQLException e) {
                boolean notYet =
                        "57P03".equals(e.getSQLState()) || e.getSQLState().startsWith("08");
                if (!notYet || System.nanoTime() > end || LeftOver.find(data).isEmpty()) {
                    logger.warn("The PostgreSQL server that was left running does not answer: {}", e.getSQLState());
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(50); // another process: there is nothing to be notified by
            }
        }
    }

    private static void run(Path folder, Path programs, String program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // PostgreSQL refuses to run as root. In a user namespace of its own it is nobody, yet owns root's files.
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, program, ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(program + " ended with " + status + ": "
                        + Files.readString(output, UTF_8).strip());
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** The server that the pid file of a data folder speaks of, if that process is there and is a PostgreSQL. */
    private record LeftOver(long pid, int port, Path program) {

        static Optional<LeftOver> find(Path data) {
            List<String> lines;
            try {
                lines = Files.readAllLines(data.resolve("postmaster.pid"), UTF_8);
            } catch (IOException e) {
                return Optional.empty(); // no such file: nothing runs here
            }
            if (lines.size() < 4) {
                return Optional.empty();
            }
            long pid = Long.parseLong(lines.get(0).strip());
            int port = Integer.parseInt(lines.get(3).strip());
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .flatMap(process -> process.info().command())
                    .map(Path::of)
                    .filter(program -> program.endsWith("postgres"))
                    .map(program -> new LeftOver(pid, port, program));
        }

        /** Whether it is the version that this bundle brings. */
        boolean runs(Path programs) {
            return program.startsWith(programs);
        }
    }
}
