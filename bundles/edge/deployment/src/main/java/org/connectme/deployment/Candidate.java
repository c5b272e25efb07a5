package org.connectme.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** What a file says of itself that somebody wants to deploy. */
record Candidate(Path file, String name, Version version) {

    /** @throws IllegalArgumentException if it is no bundle; the message is for the operator */
    static Candidate read(Path file) {
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException("Please name the file by its whole path, from / on.");
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("There is no file " + file + " that the server could read.");
        }
        Attributes headers = headers(file);
        String name = Optional.ofNullable(headers.getValue(Constants.BUNDLE_SYMBOLICNAME))
                .map(value -> value.split(";", 2)[0].strip())
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(file + " is no bundle: it has no symbolic name."));
        try {
            return new Candidate(file, name, Version.parseVersion(headers.getValue(Constants.BUNDLE_VERSION)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " has a version that is none: " + e.getMessage(), e);
        }
    }

    private static Attributes headers(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest == null ? new Attributes() : manifest.getMainAttributes();
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " is no bundle: " + e.getMessage(), e);
        }
    }

    /** In the folder {@code deploy}: of its own for each version, so that none is replaced in place. */
    String fileName() {
        return name + "-" + version + ".jar";
    }
}
