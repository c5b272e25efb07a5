package org.connectme.agent.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where things of the person in front of this computer are kept. */
final class Places {

    private Places() {}

    /**
     * The app's folder, as each system has it.
     *
     * @param environment of the process
     * @param system {@code os.name}
     * @param user the person's own folder
     */
    static Path home(Map<String, String> environment, String system, Path user) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("win")) {
            return folder(environment, "LOCALAPPDATA")
                    .orElse(user.resolve("AppData/Local"))
                    .resolve("ConnectMe");
        }
        if (name.contains("mac")) {
            return user.resolve("Library/Application Support/ConnectMe");
        }
        return folder(environment, "XDG_STATE_HOME")
                .orElse(user.resolve(".local/state"))
                .resolve("connectme-customer");
    }

    /** Makes the folder, for nobody else to read where the system knows the difference. */
    static void make(Path home) throws IOException {
        Files.createDirectories(home);
        PosixFileAttributeView view = Files.getFileAttributeView(home, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static Optional<Path> folder(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }
}
