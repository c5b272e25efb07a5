package org.connectme.agent.ui;

import java.awt.Desktop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Settings;
import org.connectme.agent.ui.words.Language;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The system that the app runs on. */
final class ThisComputer implements Surroundings {

    private static final Logger logger = LoggerFactory.getLogger(ThisComputer.class);

    private static final String LANGUAGE = "language";
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
    public void quit() {
        try {
            context.getBundle(0).stop();
        } catch (BundleException failed) {
            logger.error("The app does not end", failed);
        }
    }
}
