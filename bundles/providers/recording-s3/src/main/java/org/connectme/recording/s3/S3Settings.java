package org.connectme.recording.s3;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.connectme.recording.vault.Home;

/**
 * The configuration, understood.
 *
 * @param prefix  empty, or ends with a slash
 * @param timeout of a request, repeats included
 */
record S3Settings(
        URI endpoint,
        String region,
        String bucket,
        String prefix,
        String accessKey,
        String secretKey,
        Optional<Encryption> encryption,
        Path keys,
        Duration timeout) {

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{2,40}");
    private static final Pattern PREFIX = Pattern.compile("|([A-Za-z0-9_.-]{1,100}/){1,8}");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
    private static final Set<String> ALGORITHMS = Set.of("AES256", "aws:kms");

    /** What the service encrypts with on its side. @param key empty for its default */
    record Encryption(String algorithm, Optional<String> key) {}

    /** A setting that cannot be used. The message names it and never says what it is. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    /** @return empty while there is no bucket, which is how this store is switched off */
    static Optional<S3Settings> of(S3Config config) throws Unusable {
        String bucket = config.bucket().strip();
        if (bucket.isEmpty()) {
            return Optional.empty();
        }
        String region = config.region().strip();
        check(BUCKET.matcher(bucket).matches(), "bucket is no name of a bucket");
        check(REGION.matcher(region).matches(), "region is no name of a region");
        check(PREFIX.matcher(config.prefix().strip()).matches(), "prefix must read like recordings/");
        check(!config._access_key().isBlank(), ".access.key is missing");
        check(!config._secret_key().isBlank(), ".secret.key is missing");
        check(config.timeout_seconds() >= 1 && config.timeout_seconds() <= 30, "timeout.seconds must be 1 to 30");
        return Optional.of(new S3Settings(
                endpoint(config.endpoint().strip(), region),
                region,
                bucket,
                config.prefix().strip(),
                config._access_key().strip(),
                config._secret_key().strip(),
                encryption(config.encryption().strip(), config.encryption_key().strip()),
                Home.folder(config.keys(), "keys/recordings-s3"),
                Duration.ofSeconds(config.timeout_seconds())));
    }

    /** As operators know it. */
    String place() {
        return endpoint + "/" + bucket + "/" + prefix;
    }

    private static Optional<Encryption> encryption(String algorithm, String key) throws Unusable {
        check(algorithm.isEmpty() || ALGORITHMS.contains(algorithm), "encryption must be empty, AES256 or aws:kms");
        check(key.isEmpty() || algorithm.equals("aws:kms"), "encryption.key is for encryption = aws:kms only");
        return algorithm.isEmpty()
                ? Optional.empty()
                : Optional.of(new Encryption(algorithm, Optional.of(key).filter(name -> !name.isEmpty())));
    }

    private static URI endpoint(String text, String region) throws Unusable {
        if (text.isEmpty()) {
            return URI.create("https://s3." + region + ".amazonaws.com");
        }
        try {
            URI url = URI.create(text.replaceAll("/+$", ""));
            boolean near = "http".equals(url.getScheme()) && LOOPBACK.contains(String.valueOf(url.getHost()));
            if (url.getHost() != null
                    && url.getRawQuery() == null
                    && url.getUserInfo() == null
                    && ("https".equals(url.getScheme()) || near)) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new Unusable("endpoint is no address");
        }
        throw new Unusable("endpoint must be https; http is for this machine only");
    }

    private static void check(boolean isSo, String otherwise) throws Unusable {
        if (!isSo) {
            throw new Unusable(otherwise);
        }
    }

    /** Nothing of the keys. */
    @Override
    public String toString() {
        return "S3Settings[" + place() + "]";
    }
}
