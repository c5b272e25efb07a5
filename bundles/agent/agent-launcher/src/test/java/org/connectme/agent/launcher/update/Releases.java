package org.connectme.agent.launcher.update;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Version;

/** Makes and signs releases, and serves their bundles. */
final class Releases implements Store.Source {

    private final KeyPair pair;
    private final Map<String, byte[]> files = new HashMap<>();
    private final Path folder;

    Releases(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    PublicKey key() {
        return pair.getPublic();
    }

    /** A bundle that does nothing. */
    Path bundle(String name, String version, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", version);
        for (int i = 0; i < headers.length; i += 2) {
            main.putValue(headers[i], headers[i + 1]);
        }
        Path jar = Files.createTempFile(folder, name, ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("version.txt"));
            out.write((name + version).getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    AppSet.Entry entry(Path jar) throws IOException {
        Part part = Part.of(jar);
        AppSet.Entry entry = new AppSet.Entry(part.name(), part.version(), Part.sha256(jar), Files.size(jar));
        files.put(entry.sha256(), Files.readAllBytes(jar));
        return entry;
    }

    byte[] release(long serial, Path... jars) throws Exception {
        List<AppSet.Entry> entries = new ArrayList<>();
        for (Path jar : jars) {
            entries.add(entry(jar));
        }
        return sign(new AppSet(serial, AppSet.LAUNCHER, entries));
    }

    byte[] sign(AppSet set) throws GeneralSecurityException {
        return set.sign(pair.getPrivate());
    }

    /** Signs what is no set, perhaps. */
    byte[] signText(String statement) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(statement.getBytes(StandardCharsets.US_ASCII));
        String signature = Base64.getEncoder().encodeToString(signer.sign());
        return (statement + "signature " + signature + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** From here on the server gives these bytes for that bundle. */
    void serves(AppSet.Entry entry, byte[] bytes) {
        files.put(entry.sha256(), bytes);
    }

    static AppSet.Entry entry(String name, String version, String sha256, long bytes) {
        return new AppSet.Entry(name, Version.parseVersion(version), sha256, bytes);
    }

    @Override
    public InputStream open(AppSet.Entry entry) throws IOException {
        byte[] bytes = files.get(entry.sha256());
        if (bytes == null) {
            throw new IOException("HTTP 404");
        }
        return new ByteArrayInputStream(bytes);
    }
}
