package org.connectme.agent.launcher;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.connectme.agent.launcher.update.Part;
import org.connectme.agent.launcher.update.Updates;

/**
 * What the package was made with: {@code app.properties} beside lib and bundles, where the person's own programs cannot
 * write.
 *
 * @param server empty if it was not made for one
 * @param publisher whose new versions are taken: an Ed25519 key as base64 of X.509; empty takes none
 * @param serial when it was made, in seconds; versions that were published before are older
 * @param lookSeconds how often a new version is looked for
 */
record Package(String server, String publisher, long serial, long lookSeconds) {

    private static final long FOUR_HOURS = 14_400;

    static Package read(Path own) throws IOException {
        Path file = own.resolve("app.properties");
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
        return new Package(
                properties.getProperty("server", "").strip(),
                properties.getProperty("publisher", "").strip(),
                number(properties, "serial", 0),
                number(properties, "lookSeconds", FOUR_HOURS));
    }

    /** @return empty if this package takes no new versions */
    Optional<Updates> updates(Path home, List<Part> packaged, URI from) throws IOException {
        if (publisher.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Updates(home.resolve("updates"), key(), packaged, serial, from, Duration.ofSeconds(lookSeconds)));
    }

    private PublicKey key() throws IOException {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publisher)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("app.properties has a publisher that is no key", e);
        }
    }

    private static long number(Properties properties, String name, long otherwise) throws IOException {
        String value = properties.getProperty(name, "").strip();
        try {
            return value.isEmpty() ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IOException("app.properties has a " + name + " that is no number", e);
        }
    }
}
