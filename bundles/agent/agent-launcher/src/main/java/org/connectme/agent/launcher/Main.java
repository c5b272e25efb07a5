package org.connectme.agent.launcher;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program: one app for each person, which ends when its window is closed or the system asks it to. */
public final class Main {

    private static final int WRONG = 2;
    private static final int FAILED = 1;

    private Main() {}

    /** @param arguments {@link Options#USAGE} */
    public static void main(String[] arguments) {
        // Native code has threads of its own, which would keep the process.
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        if (arguments.contains("--help")) {
            System.out.print(Options.USAGE);
            return 0;
        }
        try {
            Options options = Options.parse(arguments);
            Path home = options.home() == null
                    ? Places.home(
                            System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")))
                    : options.home();
            Places.make(home);
            return run(options, home);
        } catch (Options.Wrong e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            return WRONG;
        } catch (IOException | BundleException e) {
            System.err.println("ConnectMe cannot start: " + e);
            return FAILED;
        } catch (InterruptedException e) {
            return FAILED;
        }
    }

    private static int run(Options options, Path home)
            throws Options.Wrong, IOException, BundleException, InterruptedException {
        Optional<SingleInstance> one = SingleInstance.become(home);
        if (one.isEmpty()) {
            boolean told = SingleInstance.handOver(home, options.code());
            System.out.println(
                    told ? "ConnectMe runs already; it was told." : "ConnectMe is just ending; start it again.");
            return told ? 0 : FAILED;
        }
        try (SingleInstance here = one.get()) {
            Log.to(home.resolve("logs"));
            Logger logger = LoggerFactory.getLogger(Main.class);
            Path own = folder();
            URI server = server(options, own);
            logger.info("Starting for {}", server);
            App running = App.start(
                    options.bundles() == null ? own.resolve("bundles") : options.bundles(),
                    home,
                    server,
                    options.code());
            here.hear(running::started);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, logger), "connectme-stop"));
            running.await();
            return 0;
        }
    }

    private static void stop(App app, Logger logger) {
        try {
            app.close();
        } catch (BundleException e) {
            logger.warn("The app did not end in order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As it was started with; else as the package was made for. */
    private static URI server(Options options, Path own) throws Options.Wrong, IOException {
        if (options.server() != null) {
            return options.server();
        }
        Path file = own.resolve("app.properties");
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
        String server = properties.getProperty("server", "");
        if (server.isBlank()) {
            throw new Options.Wrong("Which server? Start it with --server https://...");
        }
        return Options.server(server);
    }

    /** The folder in which lib and bundles lie. */
    private static Path folder() throws IOException {
        try {
            Path jar = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path folder = jar.getParent();
            return folder.resolve("bundles").toFile().isDirectory() ? folder : folder.getParent();
        } catch (URISyntaxException e) {
            throw new IOException("The program's own folder has no path", e);
        }
    }
}
