package org.connectme.agent.core.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where this person's downloads go. */
final class Downloads {

    private static final Logger logger = LoggerFactory.getLogger(Downloads.class);

    /** xdg-user-dirs: {@code XDG_DOWNLOAD_DIR="$HOME/Téléchargements"}. */
    private static final Pattern XDG = Pattern.compile("(?m)^XDG_DOWNLOAD_DIR=\"(?:(\\$HOME)/?)?([^\"]*)\"");

    private Downloads() {}

    static Path folder() {
        Path home = Path.of(System.getProperty("user.home"));
        String settings = System.getenv("XDG_CONFIG_HOME");
        Path config = settings == null || settings.isBlank() ? home.resolve(".config") : Path.of(settings);
        return folder(home, config.resolve("user-dirs.dirs"));
    }

    static Path folder(Path home, Path userDirs) {
        if (Files.isRegularFile(userDirs)) {
            try {
                Matcher said = XDG.matcher(Files.readString(userDirs));
                if (said.find()) {
                    return said.group(1) == null ? Path.of(said.group(2)) : home.resolve(said.group(2));
                }
            } catch (IOException | IllegalArgumentException e) {
                logger.info("Where downloads go cannot be read: {}", e.toString());
            }
        }
        return home.resolve("Downloads");
    }
}
