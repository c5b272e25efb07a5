package org.connectme.agent.ui;

import java.awt.Desktop;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.connectme.agent.core.Settings;
import org.connectme.agent.ui.words.Language;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The system that the app runs on. */
final class ThisComputer implements Surroundings {

    private static final Logger logger = LoggerFactory.getLogger(ThisComputer.class);

    private static final String LANGUAGE = "language";
    private static final String FOLDER = "folder.files";
    private static final String OWN = "org.connectme.agent.";

    /** A file of the largest size, and what the app leaves free on every disk. */
    private static final long ENOUGH_BYTES = 170_000_000;

    private static final int PATIENCE_SECONDS = 10;
    private static final int MOST_NAMES = 1000;

    private final BundleContext context;
    private final Supplier<Settings> settings;

    ThisComputer(BundleContext context, Supplier<Settings> settings) {
        this.context = context;
        this.settings = settings;
    }

    /** As chosen at an earlier start. */
    Optional<Language> language() {
        return settings.get().get(LANGUAGE).flatMap(Language::of);
    }

    @Override
    public boolean browse(URI address) {
        if (Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
            try {
                Desktop.getDesktop().browse(address);
                return true;
            } catch (IOException refused) {
                logger.info("The desktop opens no browser: {}", refused.getMessage());
            }
        }
        return opened("xdg-open", address.toString());
    }

    private static boolean opened(String... command) {
        try {
            Process opening = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // One that still runs after so long is the browser itself.
            return !opening.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || opening.exitValue() == 0;
        } catch (IOException none) {
            logger.info("There is no {}", command[0]);
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Path download(String name, byte[] content) throws IOException {
        Path home = Path.of(System.getProperty("user.home"));
        Path downloads = home.resolve("Downloads");
        return kept(Files.isDirectory(downloads) ? downloads : home, name, content);
    }

    /** Nothing that is there is written over. */
    static Path kept(Path folder, String name, byte[] content) throws IOException {
        int dot = name.lastIndexOf('.');
        for (int number = 1; number < MOST_NAMES; number++) {
            String own = number == 1 ? name : name.substring(0, dot) + "-" + number + name.substring(dot);
            try {
                return Files.write(folder.resolve(own), content, StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException taken) {
                logger.debug("{} is there already", own);
            }
        }
        throw new IOException("too many files named " + name);
    }

    @Override
    public void remember(Language language) {
        settings.get().put(LANGUAGE, language.tag());
    }

    @Override
    public void remember(Device device) {
        settings.get().put(key(device.kind()), device.id());
    }

    @Override
    public Optional<String> device(Device.Kind kind) {
        return settings.get().get(key(kind));
    }

    private static String key(Device.Kind kind) {
        return "device." + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void rememberFolder(@Nullable Path folder) {
        if (folder == null) {
            settings.get().remove(FOLDER);
        } else {
            settings.get().put(FOLDER, folder.toString());
        }
    }

    @Override
    public boolean copy(String text) {
        try {
            Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(text), null);
            return true;
        } catch (IllegalStateException busy) {
            logger.info("The clipboard is not to be had: {}", busy.getMessage());
            return false;
        }
    }

    @Override
    public List<Finding> look(Path files) {
        Map<String, String> system = Map.of(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "processor",
                System.getProperty("os.arch"));
        return List.of(
                new Finding("system", "is", Verdict.GOOD, system),
                session(System.getProperty("os.name"), System.getenv()),
                disk(files),
                new Finding("versions", "are", Verdict.GOOD, Map.of("versions", versions())));
    }

    static Finding session(String system, Map<String, String> environment) {
        if (system.startsWith("Windows")) {
            return Finding.of("session", "windows", Verdict.GOOD);
        }
        if (system.startsWith("Mac")) {
            return Finding.of("session", "mac", Verdict.GOOD);
        }
        if (environment.containsKey("WAYLAND_DISPLAY")
                || environment.getOrDefault("XDG_SESSION_TYPE", "").equals("wayland")) {
            return Finding.of("session", "wayland", Verdict.LIMITED);
        }
        return Finding.of("session", "x11", Verdict.GOOD);
    }

    /** The folder itself is made with the first file, so what it would lie in is looked at. */
    static Finding disk(Path files) {
        Path there = files.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        String folder = files.toString();
        try {
            if (!Files.isDirectory(there) || !Files.isWritable(there)) {
                return new Finding("disk", "closed", Verdict.LIMITED, Map.of("folder", folder));
            }
            long room = Files.getFileStore(there).getUsableSpace();
            Map<String, String> values =
                    Map.of("folder", folder, "room", String.format(Locale.ROOT, "%.1f GB", room / 1e9));
            return room < ENOUGH_BYTES
                    ? new Finding("disk", "full", Verdict.LIMITED, values)
                    : new Finding("disk", "there", Verdict.GOOD, values);
        } catch (IOException unreadable) {
            return new Finding("disk", "closed", Verdict.LIMITED, Map.of("folder", folder));
        }
    }

    private String versions() {
        String bundles = Arrays.stream(context.getBundles())
                .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith(OWN))
                .map(bundle -> bundle.getSymbolicName().substring(OWN.length()) + " " + bundle.getVersion())
                .sorted()
                .collect(Collectors.joining(", "));
        return bundles + ", Java " + Runtime.version();
    }

    @Override
    public void quit() {
        try {
            context.getBundle(0).stop();
        } catch (BundleException failed) {
            logger.error("The app does not end", failed);
        }
    }
}
