package org.connectme.agent.core.seat;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import org.connectme.agent.core.Settings;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings in {@code settings.properties} of the app's folder. */
@Component
public final class FileSettings implements Settings {

    private static final Logger logger = LoggerFactory.getLogger(FileSettings.class);

    private final Path file;
    private final Properties values = new Properties();

    @Activate
    public FileSettings(BundleContext context) {
        this.file = Path.of(Framework.required(context, "connectme.home")).resolve("settings.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                logger.warn("Settings cannot be read and begin anew: {}", e.toString());
            }
        }
    }

    @Override
    public synchronized Optional<String> get(String key) {
        return Optional.ofNullable(values.getProperty(key));
    }

    @Override
    public synchronized void put(String key, String value) {
        values.setProperty(key, value);
        write();
    }

    @Override
    public synchronized void remove(String key) {
        values.remove(key);
        write();
    }

    /** Beside the old file first, so that a crash leaves one of the two whole. */
    private void write() {
        Path next = file.resolveSibling("settings.properties.new");
        try {
            Files.createDirectories(file.getParent());
            try (Writer writer = Files.newBufferedWriter(next)) {
                values.store(writer, null);
            }
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            logger.warn("Settings hold until the app ends only: {}", e.toString());
        }
    }
}
