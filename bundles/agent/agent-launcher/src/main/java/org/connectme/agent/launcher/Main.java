package org.connectme.agent.launcher;

import java.awt.AWTError;
import java.awt.Toolkit;
import java.awt.Window;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.connectme.agent.launcher.update.Part;
import org.connectme.agent.launcher.update.Updates;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program: one app for each person, which ends when its window is closed or the system asks it to. */
public final class Main {

    private static final int WRONG = 2;
    private static final int FAILED = 1;
    private static final long SHOWN_NANOS = 60_000_000_000L;
    private static final long LOOK_NANOS = 50_000_000;
    private static final long SETTLE_NANOS = 1_000_000_000;

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
            return run(arguments, options, home);
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

    private static int run(List<String> arguments, Options options, Path home)
            throws Options.Wrong, IOException, BundleException, InterruptedException {
        Optional<SingleInstance> one = SingleInstance.become(home);
        if (one.isEmpty()) {
            boolean told = SingleInstance.handOver(home, options.code());
            System.out.println(
                    told ? "ConnectMe runs already; it was told." : "ConnectMe is just ending; start it again.");
            return told ? 0 : FAILED;
        }
        End end;
        try (SingleInstance here = one.get()) {
            Log.to(home.resolve("logs"));
            end = run(options, home, here);
        }
        if (end == End.AGAIN) {
            Restart.now(arguments);
        }
        return end == End.FAILED ? FAILED : 0;
    }

    private enum End {
        DONE,
        AGAIN,
        FAILED
    }

    private static End run(Options options, Path home, SingleInstance here)
            throws Options.Wrong, IOException, BundleException, InterruptedException {
        Logger logger = LoggerFactory.getLogger(Main.class);
        Path own = folder();
        Package made = Package.read(own);
        URI server = server(options, made);
        logger.info("Starting for {}", server);
        nameWindows(logger);
        List<Part> packaged = Part.all(options.bundles() == null ? own.resolve("bundles") : options.bundles());
        Optional<Updates> updates = made.updates(home, packaged, server);
        App running = App.start(updates.map(Updates::begin).orElse(packaged), home, server, options.code());
        here.hear(running::started);
        Links.hear(System.getProperty("os.name"), server, running::started);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, logger), "connectme-stop"));
        if (options.check()) {
            boolean isThere = running.isThere() && isShown();
            running.close();
            return isThere ? End.DONE : End.FAILED;
        }
        updates.ifPresent(each -> each.follow(running));
        boolean again = running.await();
        updates.ifPresent(Updates::close);
        return again ? End.AGAIN : End.DONE;
    }

    /** Waits for the first window, and a moment longer for what stands in it. */
    private static boolean isShown() {
        long end = System.nanoTime() + SHOWN_NANOS;
        while (Stream.of(Window.getWindows()).noneMatch(Window::isShowing)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        LockSupport.parkNanos(SETTLE_NANOS);
        return true;
    }

    /**
     * Desktops tell by the name of a program's windows to which menu entry and icon they belong (StartupWMClass). Java takes
     * it from whoever is first to ask for the toolkit, and if that is no main class, the windows belong to nobody.
     */
    private static void nameWindows(Logger logger) {
        try {
            Toolkit.getDefaultToolkit();
        } catch (AWTError e) {
            logger.warn("There is no display: {}", e.getMessage());
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
    private static URI server(Options options, Package made) throws Options.Wrong {
        if (options.server() != null) {
            return options.server();
        }
        if (made.server().isBlank()) {
            throw new Options.Wrong("Which server? Start it with --server https://...");
        }
        return Options.server(made.server());
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
