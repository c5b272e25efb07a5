package org.connectme.agent.launcher.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** For who publishes the app, on the machine that builds it; the app itself never runs this. */
public final class Publish {

    static final String USAGE = """
        Usage: Publish key KEY              prints the public half of the key in the file KEY, which is made if missing
               Publish set KEY BUNDLES TO   signs the bundles in the folder BUNDLES and puts them into the folder TO
        """;

    private static final int WRONG = 2;

    private Publish() {}

    /** @param arguments {@link #USAGE} */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        List<String> given = List.of(arguments);
        if (given.size() == 2 && given.get(0).equals("key")) {
            System.out.println(publicKey(Path.of(given.get(1))));
        } else if (given.size() == 4 && given.get(0).equals("set")) {
            AppSet set = set(Path.of(given.get(1)), Path.of(given.get(2)), Path.of(given.get(3)), Instant.now());
            set.bundles().forEach(entry -> System.out.println(entry.name() + " " + entry.version()));
        } else {
            System.err.print(USAGE);
            System.exit(WRONG);
        }
    }

    /** @return as app.properties has it: base64 of X.509 */
    static String publicKey(Path key) throws IOException, GeneralSecurityException {
        if (!Files.exists(key)) {
            make(key);
        }
        return Files.readAllLines(key).get(1);
    }

    /** Two lines of base64: the private half as PKCS #8, the public one as X.509. Readable by nobody else. */
    private static void make(Path key) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Base64.Encoder base64 = Base64.getEncoder();
        Files.createDirectories(key.toAbsolutePath().getParent());
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                key,
                base64.encodeToString(pair.getPrivate().getEncoded()) + "\n"
                        + base64.encodeToString(pair.getPublic().getEncoded()) + "\n",
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    /**
     * Signs and copies. The set itself comes last, by a rename: who asks meanwhile gets the one before.
     *
     * @throws IOException if a bundle there is newer, or the folder holds the set of another publisher
     */
    static AppSet set(Path key, Path bundles, Path to, Instant now) throws IOException, GeneralSecurityException {
        List<String> halves = Files.readAllLines(key);
        KeyFactory keys = KeyFactory.getInstance("Ed25519");
        PrivateKey mine =
                keys.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves.get(0))));
        PublicKey publisher =
                keys.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(halves.get(1))));
        Optional<AppSet> before = before(to.resolve("set"), publisher);
        Path files = Files.createDirectories(to.resolve("bundles"));
        List<AppSet.Entry> entries = new ArrayList<>();
        for (Part part : Part.all(bundles)) {
            AppSet.Entry entry =
                    new AppSet.Entry(part.name(), part.version(), Part.sha256(part.jar()), Files.size(part.jar()));
            refuseOlder(entry, before);
            entries.add(entry);
            Path beside = files.resolve(entry.sha256() + ".new");
            Files.copy(part.jar(), beside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(beside, files.resolve(entry.sha256()), StandardCopyOption.ATOMIC_MOVE);
        }
        long serial = Math.max(now.getEpochSecond(), before.map(AppSet::serial).orElse(0L) + 1);
        AppSet set = new AppSet(serial, AppSet.LAUNCHER, entries);
        Path beside = to.resolve("set.new");
        Files.write(beside, set.sign(mine));
        Files.move(beside, to.resolve("set"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return set;
    }

    private static Optional<AppSet> before(Path set, PublicKey publisher) throws IOException {
        if (!Files.exists(set)) {
            return Optional.empty();
        }
        try {
            return Optional.of(AppSet.read(Files.readAllBytes(set), publisher));
        } catch (Refused e) {
            throw new IOException(set + " is " + e.getMessage() + "; take it away to begin anew", e);
        }
    }

    private static void refuseOlder(AppSet.Entry entry, Optional<AppSet> before) throws IOException {
        Optional<AppSet.Entry> published = before.flatMap(set -> set.bundles().stream()
                .filter(each -> each.name().equals(entry.name()))
                .findFirst());
        if (published.isPresent() && entry.version().compareTo(published.get().version()) < 0) {
            throw new IOException(entry.name() + " " + entry.version() + " is older than the "
                    + published.get().version() + " that was published");
        }
    }
}
