package org.connectme.agent.ui.look;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the system is set to light or dark: asks its own command line, which each of them has. */
public final class SystemScheme {

    private static final Logger logger = LoggerFactory.getLogger(SystemScheme.class);
    private static final int PATIENCE_SECONDS = 3;

    private SystemScheme() {}

    /** May take seconds; light where the system does not say. */
    public static Scheme now() {
        String system = System.getProperty("os.name");
        return said(system, answer(command(system)));
    }

    static List<String> command(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return List.of(
                    "reg",
                    "query",
                    "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
                    "/v",
                    "AppsUseLightTheme");
        }
        if (name.startsWith("mac")) {
            return List.of("defaults", "read", "-g", "AppleInterfaceStyle");
        }
        return List.of("gsettings", "get", "org.gnome.desktop.interface", "color-scheme");
    }

    static Scheme said(String system, String answer) {
        boolean dark = system.toLowerCase(Locale.ROOT).startsWith("windows")
                ? answer.contains("0x0")
                : answer.toLowerCase(Locale.ROOT).contains("dark");
        return dark ? Scheme.DARK : Scheme.LIGHT;
    }

    private static String answer(List<String> command) {
        try {
            Process asking =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            asking.getOutputStream().close();
            if (!asking.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                asking.destroyForcibly();
                return "";
            }
            try (InputStream said = asking.getInputStream()) {
                return new String(said.readNBytes(1000), StandardCharsets.UTF_8);
            }
        } catch (IOException none) {
            logger.debug("The system does not say whether it is light or dark", none);
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
