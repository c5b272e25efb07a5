package org.connectme.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnOriginTest {

    /** As a file of settings has them, and as a list of values. */
    private static final String[] LOOPBACK = {"localhost, 127.0.0.1 ,", "[::1]"};

    private final OwnOrigin local = new OwnOrigin("", LOOPBACK);
    private final OwnOrigin open = new OwnOrigin("https://Consult.example:8443", LOOPBACK);

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost:8181", "127.0.0.1:80", "[::1]:8181", "[::1]"})
    void loopbackNamesAreOurs(String host) {
        assertThat(local.isOurs(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "evil.example:localhost",
                "localhost@evil.example",
                "localhost:8181:1",
                "localhost/",
                "",
                " localhost",
                "localhost:",
                "127.0.0.1.evil.example",
                "[::2]"
            })
    void everyOtherHostIsRefused(String host) {
        assertThat(local.isOurs(host)).isFalse();
    }

    @Test
    void aMissingHostIsRefused() {
        assertThat(local.isOurs(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8181, localhost:8181, false, true",
        "https://localhost, localhost:443, true, true",
        "http://localhost, localhost:80, false, true",
        "https://localhost:8181, localhost:8181, false, false",
        "http://localhost:8182, localhost:8181, false, false",
        "http://127.0.0.1:8181, localhost:8181, false, false",
        "http://localhost:8181.evil.example, localhost:8181, false, false",
        "http://localhost:8181/, localhost:8181, false, false",
        "null, localhost:8181, false, false",
    })
    void onlySchemeHostAndPortTogetherAreTheOwnOrigin(String origin, String host, boolean secure, boolean own) {
        assertThat(local.isOwn(Optional.of(origin), host, secure)).isEqualTo(own);
    }

    @Test
    void aMissingOriginIsNotTheOwn() {
        assertThat(local.isOwn(Optional.empty(), "localhost", false)).isFalse();
    }

    @Test
    void thePublicUrlIsOursBehindAnyProxy() {
        assertThat(open.isOurs("consult.example")).isTrue();
        assertThat(open.isSecurePublic("consult.example")).isTrue();
        assertThat(open.isSecurePublic("localhost")).isFalse();
        assertThat(open.isOwn(Optional.of("https://consult.example:8443"), "localhost:8181", false))
                .isTrue();
        assertThat(open.isOwn(Optional.of("https://consult.example"), "localhost:8181", false))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"consult.example", "ftp://x", "https://x/path", "https://u@x", "https://x?y"})
    void aPublicUrlOfAnotherFormIsRefusedAtTheStart(String url) {
        assertThatThrownBy(() -> new OwnOrigin(url, LOOPBACK)).isInstanceOf(IllegalArgumentException.class);
    }
}
