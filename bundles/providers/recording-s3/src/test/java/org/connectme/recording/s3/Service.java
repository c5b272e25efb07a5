package org.connectme.recording.s3;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.connectme.recording.s3.S3Settings.Encryption;
import org.connectme.recording.vault.MasterKeys;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** A real S3-compatible service in this process, with objects in memory; it checks signatures. */
final class Service implements AutoCloseable {

    static final String ACCESS = "an-access-key";
    static final String SECRET = "the-secret-of-that-key";
    static final String BUCKET = "a-bucket";

    private final S3Proxy proxy;

    Service() throws Exception {
        TransientNio2BlobStore objects = new TransientNio2BlobStore();
        objects.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
        proxy = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS, SECRET)
                .blobStore(objects)
                .build();
        proxy.start();
    }

    int port() {
        return proxy.getPort();
    }

    /** One instance of the store, as after a start, without its background. */
    record Instance(Bucket bucket, Shelf shelf, Keyring keyring, S3RecordingStore store) implements AutoCloseable {

        static Instance of(S3Settings settings, Clock clock) {
            return of(settings, clock, recording -> {});
        }

        static Instance of(S3Settings settings, Clock clock, Consumer<String> due) {
            Bucket bucket = new Bucket(settings);
            Keyring keyring = new Keyring(bucket, new MasterKeys(settings.keys()), clock);
            Shelf shelf = new Shelf(bucket, keyring, clock);
            return new Instance(
                    bucket, shelf, keyring, new S3RecordingStore(settings, bucket, keyring, shelf, due, "1.0.0"));
        }

        Gathering gathering(int segment) {
            return new Gathering(bucket, keyring, shelf, Clock.systemUTC(), segment);
        }

        List<String> names(String recording) throws Fault {
            return bucket.list(recording + "/", "").stream()
                    .map(entry -> entry.name().substring(recording.length() + 1))
                    .toList();
        }

        long pieces(String recording) throws Fault {
            return names(recording).stream()
                    .filter(name -> name.startsWith(Piece.START))
                    .count();
        }

        @Override
        public void close() {
            bucket.close();
        }
    }

    static S3Settings settings(int port, Path keys) {
        return settings(port, keys, BUCKET, SECRET, Duration.ofSeconds(20), Optional.empty());
    }

    static S3Settings settings(int port, String prefix, Path keys, Duration timeout) {
        return settings(port, prefix, keys, BUCKET, SECRET, timeout, Optional.empty());
    }

    static S3Settings settings(
            int port, Path keys, String bucket, String secret, Duration timeout, Optional<Encryption> encryption) {
        return settings(port, "some/prefix/", keys, bucket, secret, timeout, encryption);
    }

    private static S3Settings settings(
            int port,
            String prefix,
            Path keys,
            String bucket,
            String secret,
            Duration timeout,
            Optional<Encryption> encryption) {
        return new S3Settings(
                URI.create("http://127.0.0.1:" + port),
                "eu-central-1",
                bucket,
                prefix,
                ACCESS,
                secret,
                encryption,
                keys,
                timeout);
    }

    @Override
    public void close() throws Exception {
        proxy.stop();
    }
}
