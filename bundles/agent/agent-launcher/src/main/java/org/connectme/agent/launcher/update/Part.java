package org.connectme.agent.launcher.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.osgi.framework.Version;

/**
 * A bundle's file.
 *
 * @param live whether it may be replaced while the app is in use, as it says itself by its header ConnectMe-Update
 */
public record Part(String name, Version version, boolean live, Path jar) {

    private static final String UPDATE = "ConnectMe-Update";

    /** @throws IOException if it is no bundle */
    public static Part of(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.getManifest() == null) {
                throw new IOException(jar.getFileName() + " has no manifest");
            }
            Attributes headers = file.getManifest().getMainAttributes();
            String name = headers.getValue("Bundle-SymbolicName");
            String version = headers.getValue("Bundle-Version");
            if (name == null || version == null) {
                throw new IOException(jar.getFileName() + " is no bundle");
            }
            return new Part(
                    name.split(";")[0].strip(),
                    Version.parseVersion(version),
                    "live".equals(headers.getValue(UPDATE)),
                    jar);
        } catch (IllegalArgumentException e) {
            throw new IOException(jar.getFileName() + " has a version that is none", e);
        }
    }

    /** Those of a folder, in the order of their files' names. */
    public static List<Part> all(Path folder) throws IOException {
        List<Part> parts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                parts.add(of(file));
            }
        }
        return parts;
    }

    static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
