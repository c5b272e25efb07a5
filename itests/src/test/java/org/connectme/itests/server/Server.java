package org.connectme.itests.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.connectme.itests.server.Script.Run;

/**
 * One running instance with a home and a port of its own, started and stopped by {@code ./connectme}, as everybody
 * does. Not for several threads.
 */
public final class Server implements AutoCloseable {

    private final Path home;
    private final int port;
    private final Map<String, String> environment;
    private final boolean https;

    private Server(Path home, int port, Map<String, String> environment, boolean https) {
        this.home = home;
        this.port = port;
        this.environment = environment;
        this.https = https;
    }

    /** Starts with an empty home below {@code target}. @param environment settings beside home and port */
    public static Server start(String name, Map<String, String> environment) {
        return start(name, environment, false);
    }

    /** With a certificate that the server has made for itself. */
    public static Server startWithHttps(String name) {
        return start(name, Map.of(), true);
    }

    private static Server start(String name, Map<String, String> environment, boolean https) {
        Path home = Path.of("target", "homes", name).toAbsolutePath();
        delete(home);
        makeFolder(home.getParent());
        Server server = new Server(home, freePort(), new HashMap<>(environment), https);
        server.startAgain();
        return server;
    }

    /** One that somebody else has started, with the default names of its home and port. */
    public static Server running(Path home, int port) {
        return new Server(home, port, Map.of(), false);
    }

    public URI address() {
        return URI.create((https ? "https" : "http") + "://127.0.0.1:" + port);
    }

    public URI address(String path) {
        return URI.create(address() + path);
    }

    /** Trusts this server's own certificate and no other. */
    SSLContext trust() {
        try {
            if (!https) {
                return SSLContext.getDefault();
            }
            Path folder = home.resolve("https");
            char[] password = Files.readString(folder.resolve("password")).toCharArray();
            KeyStore own = KeyStore.getInstance(folder.resolve("key.p12").toFile(), password);
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("server", own.getCertificate("connectme"));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path home() {
        return home;
    }

    /** The demo consultant's e-mail and password, as printed at the start. */
    public Properties demo() {
        Properties demo = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("demo.txt"))) {
            demo.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return demo;
    }

    /** kill -9 of the server's process; its database process stays, as it would. */
    public void kill() {
        ProcessHandle process = ProcessHandle.of(processId()).orElseThrow();
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Starts again with the same home. */
    public void startAgain() {
        if (https) {
            connectme("run", "--detach", "--https");
        } else {
            connectme("run", "--detach");
        }
    }

    /** Everything the server has logged so far. */
    public String log() {
        try {
            return Files.readString(home.resolve("logs/connectme.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long processId() {
        try {
            return Long.parseLong(
                    Files.readString(home.resolve("connectme.pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connectme("stop");
    }

    /** Runs one command in the server's shell. */
    public Run shell(Object... words) {
        return script(Stream.concat(Stream.of("shell"), Stream.of(words).map(Object::toString))
                .toList());
    }

    private void connectme(String... arguments) {
        Run run = script(List.of(arguments));
        if (run.exit() != 0) {
            throw new IllegalStateException("connectme " + arguments[0] + " failed:\n" + run.output());
        }
    }

    private Run script(List<String> arguments) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("CONNECTME_HOME", home.toString());
        settings.put("CONNECTME_PORT", Integer.toString(port));
        return Script.connectme(
                settings, "", arguments, home.resolveSibling(home.getFileName() + "-" + arguments.get(0) + ".txt"));
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
