package org.connectme.recording.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.connectme.recording.s3.S3Settings.Encryption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3SettingsTest {

    private static final String SECRET = "a-secret-that-nobody-sees";

    @Test
    void withoutABucketThereIsNoStore() throws Exception {
        assertThat(S3Settings.of(config(Map.of("bucket", " ")))).isEmpty();
    }

    @Test
    void whatIsLeftOutIsAmazonsInTheRegion() throws Exception {
        S3Settings settings =
                S3Settings.of(config(Map.of("region", "eu-central-1"))).orElseThrow();

        assertThat(settings.endpoint()).isEqualTo(URI.create("https://s3.eu-central-1.amazonaws.com"));
        assertThat(settings.place()).isEqualTo("https://s3.eu-central-1.amazonaws.com/a-bucket/recordings/");
        assertThat(settings.encryption()).isEmpty();
        assertThat(settings.keys()).isEqualTo(Path.of("/some/keys"));
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void encryptionOnTheServicesSideMayHaveAKeyOfItsOwn() throws Exception {
        assertThat(S3Settings.of(config(Map.of("encryption", "aws:kms", "encryption_key", "alias/ours")))
                        .orElseThrow()
                        .encryption())
                .contains(new Encryption("aws:kms", Optional.of("alias/ours")));
    }

    @ParameterizedTest
    @CsvSource({
        "bucket, No_Bucket",
        "bucket, a/b/c",
        "region, ../etc",
        "prefix, no-slash-at-the-end",
        "prefix, /begins/with/one/",
        "_access_key, ' '",
        "_secret_key, ' '",
        "endpoint, http://minio.example.com:9000",
        "endpoint, https://user:word@minio.example.com",
        "endpoint, ftp://127.0.0.1",
        "endpoint, 'https://a b'",
        "encryption, DES",
        "encryption_key, alias/ours"
    })
    void whatCannotBeUsedIsNamedAndNotSaid(String setting, String value) {
        assertThatThrownBy(() -> S3Settings.of(config(Map.of(setting, value))))
                .isInstanceOf(S3Settings.Unusable.class)
                .message()
                .contains(setting.replace('_', '.'))
                .doesNotContain(SECRET)
                .doesNotContain("user:word");
    }

    @Test
    void theSecretIsInNoText() throws Exception {
        assertThat(S3Settings.of(config(Map.of())).orElseThrow().toString()).doesNotContain(SECRET);
    }

    private static S3Config config(Map<String, String> differs) {
        return new S3Config() {
            @Override
            public String bucket() {
                return differs.getOrDefault("bucket", "a-bucket");
            }

            @Override
            public String endpoint() {
                return differs.getOrDefault("endpoint", "");
            }

            @Override
            public String region() {
                return differs.getOrDefault("region", "us-east-1");
            }

            @Override
            public String prefix() {
                return differs.getOrDefault("prefix", "recordings/");
            }

            @Override
            public String _access_key() {
                return differs.getOrDefault("_access_key", "an-access-key");
            }

            @Override
            public String _secret_key() {
                return differs.getOrDefault("_secret_key", SECRET);
            }

            @Override
            public String encryption() {
                return differs.getOrDefault("encryption", "");
            }

            @Override
            public String encryption_key() {
                return differs.getOrDefault("encryption_key", "");
            }

            @Override
            public String keys() {
                return "/some/keys";
            }

            @Override
            public int timeout_seconds() {
                return 4;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return S3Config.class;
            }
        };
    }
}
