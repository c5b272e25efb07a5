package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.connectme.agent.launcher.update.Publish;
import org.connectme.itests.faults.NewerVersion;
import org.connectme.itests.server.Server;

/** Signs new versions of the app's bundles, which a server then carries. One thread. */
final class Publisher {

    private static final String WINDOWS = "agent-ui-";

    private final Server server;
    private final Path folder;
    private final Path key;
    private final boolean windows;
    private final String properties;

    private Publisher(Server server, Path folder, boolean windows) throws Exception {
        this.server = server;
        this.folder = folder;
        this.key = folder.resolve("publisher.key");
        this.windows = windows;
        this.properties = "publisher=" + makesAKey() + "\nlookSeconds=2\n";
    }

    static Publisher ofAll(Server server, Path folder) throws Exception {
        return new Publisher(server, folder, true);
    }

    /** For an app without windows: a bundle that is new there would wait for its next start. */
    static Publisher withoutWindows(Server server, Path folder) throws Exception {
        return new Publisher(server, folder, false);
    }

    private String makesAKey() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Publish.main(new String[] {"key", key.toString()});
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8).strip();
    }

    /** What a package of this publisher's has as app.properties. */
    String properties() {
        return properties;
    }

    /** What the server carries. */
    Path set() {
        return server.home().resolve("app-set").resolve("set");
    }

    /** As agent-publish does. @param changed other headers, by the bundle's name */
    void publish(Map<String, Map<String, String>> changed) throws Exception {
        Path release = Files.createTempDirectory(folder, "release");
        copy(built(), release, changed);
        Publish.main(new String[] {
            "set", key.toString(), release.toString(), set().getParent().toString()
        });
    }

    /** The whole app as it was built, in another folder, with other versions of some bundles. */
    static void copyApp(Path to, Map<String, Map<String, String>> changed) throws IOException {
        Files.createSymbolicLink(Files.createDirectories(to).resolve("lib"), DesktopApp.BUILT.resolve("lib"));
        copy(bundles(), Files.createDirectories(to.resolve("bundles")), changed);
    }

    private static void copy(List<Path> bundles, Path to, Map<String, Map<String, String>> changed) throws IOException {
        Map<String, Map<String, String>> left = new HashMap<>(changed);
        for (Path bundle : bundles) {
            String file = bundle.getFileName().toString();
            String name = "org.connectme." + file.replaceFirst("-1\\.0.*", "").replace('-', '.');
            Map<String, String> headers = left.remove(name);
            if (headers == null) {
                Files.copy(bundle, to.resolve(file));
            } else {
                NewerVersion.repack(bundle, to.resolve(file), headers);
            }
        }
        assertThat(left).as("not among the app's bundles").isEmpty();
    }

    private List<Path> built() throws IOException {
        return bundles().stream()
                .filter(each -> windows || !each.getFileName().toString().startsWith(WINDOWS))
                .toList();
    }

    private static List<Path> bundles() throws IOException {
        try (Stream<Path> all = Files.list(DesktopApp.BUILT.resolve("bundles"))) {
            return all.toList();
        }
    }
}
