package org.connectme.recording.vault;

import java.nio.file.Path;

/** Where folders lie that nobody named. */
public final class Home {

    private Home() {}

    /** @param configured empty for {@code name} in CONNECTME_HOME (system property, environment, or ~/.connectme) */
    public static Path folder(String configured, String name) {
        if (!configured.isBlank()) {
            return Path.of(configured.strip());
        }
        String home = System.getProperty("CONNECTME_HOME", System.getenv("CONNECTME_HOME"));
        return (home == null ? Path.of(System.getProperty("user.home"), ".connectme") : Path.of(home)).resolve(name);
    }
}
