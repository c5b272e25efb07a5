package org.connectme.recording.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * The objects below the prefix of one bucket; names are without the prefix. Every request may be repeated, and is, up to
 * three times within its time; what is thrown then says whether it can have been done. Thread-safe.
 */
final class Bucket implements AutoCloseable {

    private static final int TRIES = 3;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final int MOST_AT_ONCE = 1000;
    /** For what moves mebibytes, in the background. */
    private static final Duration LONG = Duration.ofSeconds(120);

    private final S3Client client;
    private final S3Settings settings;

    Bucket(S3Settings settings) {
        this.settings = settings;
        this.client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(settings.timeout())
                        .socketTimeout(settings.timeout()))
                .region(Region.of(settings.region()))
                .endpointOverride(settings.endpoint())
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
                // What services other than Amazon's do not know is left away; bytes go with their MD5.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .addPlugin(LegacyMd5Plugin.create())
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build())
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(settings.timeout())
                        .defaultProfileFile(ProfileFile.aggregator().build()))
                .build();
    }

    /** An object. @param bytes its size */
    record Entry(String name, long bytes) {}

    /** A multipart upload that was begun. */
    record Upload(String name, String id, Instant begun) {}

    /** One page of folders. @param isLast no more follow */
    record Folders(List<String> names, boolean isLast) {}

    /** Durable, or whole as it was before. */
    void put(String name, byte[] bytes) throws Fault {
        put(name, bytes, settings.timeout());
    }

    /** The same with more time, for many bytes. */
    void putLarge(String name, byte[] bytes) throws Fault {
        put(name, bytes, LONG);
    }

    private void put(String name, byte[] bytes, Duration longest) throws Fault {
        ask(
                longest,
                time -> said(client.putObject(
                                request -> {
                                    request.bucket(settings.bucket())
                                            .key(key(name))
                                            .contentMD5(md5(bytes))
                                            .overrideConfiguration(time);
                                    settings.encryption().ifPresent(with -> {
                                        request.serverSideEncryption(with.algorithm());
                                        with.key().ifPresent(request::ssekmsKeyId);
                                    });
                                },
                                RequestBody.fromBytes(bytes))
                        .eTag()));
    }

    byte[] get(String name) throws Fault {
        return ask(
                settings.timeout(),
                time -> bytes(client.getObjectAsBytes(request ->
                        request.bucket(settings.bucket()).key(key(name)).overrideConfiguration(time))));
    }

    /** @return these bytes, or fewer where the object ends before */
    byte[] get(String name, long from, int length) throws Fault {
        return ask(
                settings.timeout(),
                time -> bytes(client.getObjectAsBytes(request -> request.bucket(settings.bucket())
                        .key(key(name))
                        .range("bytes=" + from + "-" + (from + length - 1))
                        .overrideConfiguration(time))));
    }

    /** All whose names begin with {@code start} and come after {@code after}, in the order of their names. */
    List<Entry> list(String start, String after) throws Fault {
        List<Entry> found = new ArrayList<>();
        String last = after;
        boolean isMore = true;
        while (isMore) {
            ListObjectsV2Response page = page(start, last, Optional.empty(), MOST_AT_ONCE);
            page.contents().stream()
                    .map(object -> new Entry(name(object.key()), object.size()))
                    .forEach(found::add);
            isMore = Boolean.TRUE.equals(page.isTruncated());
            last = found.isEmpty() ? last : found.get(found.size() - 1).name();
        }
        return found;
    }

    /** The first parts of names, up to a slash and without it, that come after {@code after}. */
    Folders folders(String after, int most) throws Fault {
        // The character behind the slash: nothing of that folder itself comes again.
        ListObjectsV2Response page = page("", after.isEmpty() ? "" : after + "0", Optional.of("/"), most);
        return new Folders(
                page.commonPrefixes().stream()
                        .map(folder -> name(folder.prefix()).replaceFirst("/$", ""))
                        .toList(),
                !Boolean.TRUE.equals(page.isTruncated()));
    }

    private ListObjectsV2Response page(String start, String after, Optional<String> delimiter, int most) throws Fault {
        return ask(settings.timeout(), time -> {
            ListObjectsV2Request.Builder request = ListObjectsV2Request.builder()
                    .bucket(settings.bucket())
                    .prefix(key(start))
                    .maxKeys(most)
                    .overrideConfiguration(time);
            delimiter.ifPresent(request::delimiter);
            if (!after.isEmpty()) {
                request.startAfter(key(after));
            }
            ListObjectsV2Response answer = client.listObjectsV2(request.build());
            said(answer.isTruncated());
            return answer;
        });
    }

    /** Done also for those that are not there. */
    void delete(Collection<String> names) throws Fault {
        List<String> all = List.copyOf(names);
        for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
            List<ObjectIdentifier> some = all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE)).stream()
                    .map(name -> ObjectIdentifier.builder().key(key(name)).build())
                    .toList();
            ask(settings.timeout(), time -> {
                DeleteObjectsResponse answer = client.deleteObjects(request -> request.bucket(settings.bucket())
                        .delete(what -> what.objects(some))
                        .overrideConfiguration(time));
                return said(answer.deleted().size() == some.size() ? answer : null);
            });
        }
    }

    /** @return the id of the upload */
    String begin(String name) throws Fault {
        return ask(
                settings.timeout(),
                time -> said(client.createMultipartUpload(request -> {
                            request.bucket(settings.bucket()).key(key(name)).overrideConfiguration(time);
                            settings.encryption().ifPresent(with -> {
                                request.serverSideEncryption(with.algorithm());
                                with.key().ifPresent(request::ssekmsKeyId);
                            });
                        })
                        .uploadId()));
    }

    /** @param number from 1 */
    CompletedPart part(String name, String upload, int number, byte[] bytes) throws Fault {
        String tag = ask(
                LONG,
                time -> said(client.uploadPart(
                                request -> request.bucket(settings.bucket())
                                        .key(key(name))
                                        .uploadId(upload)
                                        .partNumber(number)
                                        .contentMD5(md5(bytes))
                                        .overrideConfiguration(time),
                                RequestBody.fromBytes(bytes))
                        .eTag()));
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    /** A part that is another object: its bytes do not come here. @param number from 1 */
    CompletedPart copied(String name, String upload, int number, String source) throws Fault {
        String tag = ask(
                LONG,
                time -> said(client.uploadPartCopy(request -> request.sourceBucket(settings.bucket())
                                        .sourceKey(key(source))
                                        .destinationBucket(settings.bucket())
                                        .destinationKey(key(name))
                                        .uploadId(upload)
                                        .partNumber(number)
                                        .overrideConfiguration(time))
                                .copyPartResult())
                        .eTag());
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    /** The object is there whole from now on, or not at all. */
    void complete(String name, String upload, List<CompletedPart> parts) throws Fault {
        ask(
                LONG,
                time -> said(client.completeMultipartUpload(request -> request.bucket(settings.bucket())
                                .key(key(name))
                                .uploadId(upload)
                                .multipartUpload(all -> all.parts(parts))
                                .overrideConfiguration(time))
                        .eTag()));
    }

    /** Uploads that were begun and neither completed nor given up, of names that begin with {@code start}. */
    List<Upload> uploads(String start) throws Fault {
        List<Upload> found = new ArrayList<>();
        ListMultipartUploadsResponse page = uploads(start, "", "");
        page.uploads().forEach(each -> found.add(upload(each)));
        while (Boolean.TRUE.equals(page.isTruncated())) {
            page = uploads(start, page.nextKeyMarker(), page.nextUploadIdMarker());
            page.uploads().forEach(each -> found.add(upload(each)));
        }
        return found;
    }

    private ListMultipartUploadsResponse uploads(String start, String key, String id) throws Fault {
        return ask(settings.timeout(), time -> {
            ListMultipartUploadsResponse answer = client.listMultipartUploads(request -> {
                request.bucket(settings.bucket()).prefix(key(start)).overrideConfiguration(time);
                if (!key.isEmpty()) {
                    request.keyMarker(key).uploadIdMarker(id);
                }
            });
            said(answer.isTruncated());
            return answer;
        });
    }

    private Upload upload(MultipartUpload upload) {
        return new Upload(name(upload.key()), upload.uploadId(), upload.initiated());
    }

    /** Done also if there is none. */
    void giveUp(Upload upload) throws Fault {
        try {
            ask(
                    settings.timeout(),
                    time -> client.abortMultipartUpload(request -> request.bucket(settings.bucket())
                            .key(key(upload.name()))
                            .uploadId(upload.id())
                            .overrideConfiguration(time)));
        } catch (Fault e) {
            if (e.kind() != Fault.Kind.GONE) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static byte[] bytes(ResponseBytes<GetObjectResponse> answer) {
        said(answer.response().eTag());
        return answer.asByteArray();
    }

    /** What every such answer has: without it, something else on the way has answered, and an empty list is none. */
    private static <T> T said(@Nullable T what) {
        if (what == null) {
            throw SdkException.builder()
                    .message("Not an answer of the service's")
                    .build();
        }
        return what;
    }

    private <T> T ask(Duration longest, Function<AwsRequestOverrideConfiguration, T> call) throws Fault {
        long end = System.nanoTime() + longest.toNanos();
        boolean mayBeDone = false;
        for (int number = 1; ; number++) {
            Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
            try {
                return call.apply(AwsRequestOverrideConfiguration.builder()
                        .apiCallTimeout(left)
                        .build());
            } catch (SdkException e) {
                Fault fault = Fault.of(e);
                boolean isOver = number == TRIES
                        || System.nanoTime() > end
                        || Thread.currentThread().isInterrupted();
                if (isOver || !fault.mayPass()) {
                    throw mayBeDone ? fault.afterUnknown() : fault;
                }
                mayBeDone |= fault.kind() == Fault.Kind.UNKNOWN;
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS << number));
        }
    }

    private String key(String name) {
        return settings.prefix() + name;
    }

    private String name(String key) {
        return key.substring(settings.prefix().length());
    }

    private static String md5(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has MD5", e);
        }
    }
}
