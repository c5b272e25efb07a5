package org.connectme.itests.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.connectme.itests.server.Server;

/**
 * A bundle of the running server, the same but for its version, put into the folder {@code deploy}.
 *
 * @param headers further differences in its manifest
 */
public record NewerVersion(Server server, String bundle, String version, Map<String, String> headers) {

    private static final Duration BOUND = Duration.ofSeconds(60);

    public NewerVersion(Server server, String bundle, String version) {
        this(server, bundle, version, Map.of());
    }

    /** A file beside the folder. */
    public Path written() {
        try {
            Path written = Files.createTempFile(server.home(), bundle, ".jar");
            Map<String, String> changed = new HashMap<>(headers);
            changed.put("Bundle-Version", version);
            repack(shipped(), written, changed);
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns once it has taken over. */
    public void takeOver() {
        Path ready = server.home().resolve("deploy").resolve(bundle + "-" + version + ".jar");
        try {
            Files.move(written(), ready, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String name = "org.connectme." + bundle.replace('-', '.');
        String line = name + " " + version + " took over from ";
        Until.isTrue(line, BOUND, () -> server.log().contains(line));
    }

    private Path shipped() throws IOException {
        Path folder;
        try (Stream<Path> apps = Files.list(server.home().resolve("app"))) {
            folder = apps.findFirst()
                    .orElseThrow()
                    .resolve("system/org/connectme")
                    .resolve(bundle);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The same bundle with other headers. */
    public static void repack(Path from, Path to, Map<String, String> headers) throws IOException {
        try (JarFile jar = new JarFile(from.toFile());
                OutputStream file = Files.newOutputStream(to)) {
            Manifest manifest = new Manifest(jar.getManifest());
            headers.forEach(manifest.getMainAttributes()::putValue);
            try (JarOutputStream copy = new JarOutputStream(file, manifest)) {
                for (JarEntry entry : jar.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        copy.putNextEntry(new JarEntry(entry.getName()));
                        try (InputStream content = jar.getInputStream(entry)) {
                            content.transferTo(copy);
                        }
                    }
                }
            }
        }
    }
}
