package org.connectme.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.connectme.core.account.PaymentOversight;
import org.connectme.deployment.PlugIns.PlugIn;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** The payment plug-ins that were ever here and may still be needed, in a folder: {@code ID/NAME_VERSION.jar}. */
final class Copies {

    private static final String JAR = ".jar";

    private final Path folder;

    Copies(Path folder) {
        this.folder = folder;
    }

    /** @param id the provider's */
    record Copy(Path file, String id, String name, Version version) {

        boolean isOf(Bundle bundle) {
            return name.equals(bundle.getSymbolicName()) && version.equals(bundle.getVersion());
        }

        /** Where the bundle says that it comes from when it was brought back. */
        String location() {
            return PaymentOversight.BROUGHT_BACK + id + '/' + file.getFileName();
        }
    }

    /** The newest first. */
    List<Copy> all() throws IOException {
        List<Copy> copies = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder, 2)) {
                files.forEach(file -> read(file).ifPresent(copies::add));
            }
        }
        copies.sort(Comparator.comparing(Copy::version).reversed());
        return copies;
    }

    private static Optional<Copy> read(Path file) {
        String name = file.getFileName().toString();
        int between = name.lastIndexOf('_');
        if (between < 0 || !name.endsWith(JAR)) {
            return Optional.empty();
        }
        String id = file.getParent().getFileName().toString();
        String version = name.substring(between + 1, name.length() - JAR.length());
        return Optional.of(new Copy(file, id, name.substring(0, between), Version.parseVersion(version)));
    }

    /** Whether there is one of this bundle with its content of now. */
    boolean has(PlugIn plugIn) throws IOException {
        Path file = file(plugIn);
        return Files.isRegularFile(file)
                && Files.getLastModifiedTime(file).toMillis() >= plugIn.bundle().getLastModified();
    }

    /** Byte for byte as the framework has it, wherever it came from; it is whole when it appears. */
    void add(PlugIn plugIn) throws IOException {
        Path file = file(plugIn);
        Files.createDirectories(file.getParent());
        Path written = Files.createTempFile(file.getParent(), "copy", ".part");
        try {
            try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(written))) {
                // First, as whoever reads it as a stream expects it.
                write(plugIn.bundle(), JarFile.MANIFEST_NAME, jar);
                writeAll(plugIn.bundle(), "/", jar);
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static void writeAll(Bundle bundle, String from, ZipOutputStream jar) throws IOException {
        Enumeration<String> paths = bundle.getEntryPaths(from);
        while (paths != null && paths.hasMoreElements()) {
            String path = paths.nextElement();
            if (path.endsWith("/")) {
                writeAll(bundle, path, jar);
            } else if (!path.equals(JarFile.MANIFEST_NAME)) {
                write(bundle, path, jar);
            }
        }
    }

    private static void write(Bundle bundle, String path, ZipOutputStream jar) throws IOException {
        jar.putNextEntry(new ZipEntry(path));
        try (InputStream content = bundle.getEntry(path).openStream()) {
            content.transferTo(jar);
        }
    }

    private Path file(PlugIn plugIn) {
        return folder.resolve(plugIn.id())
                .resolve(plugIn.bundle().getSymbolicName()
                        + '_'
                        + plugIn.bundle().getVersion()
                        + JAR);
    }
}
