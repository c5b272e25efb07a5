package org.connectme.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    @ParameterizedTest
    @CsvSource({"/,/", "/join,/join", "/join/,/join/", "/a/b%20c,/a/b c", "/%C3%A9,/é", "/a.b/..c,/a.b/..c"})
    void plainPathsAreDecodedOnce(String raw, String decoded) {
        assertThat(Targets.path(raw)).contains(decoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "join",
                "*",
                "http://x/",
                "/../x",
                "/a/..",
                "/a/./b",
                "/.",
                "//",
                "//x",
                "/a//b",
                "/a/%2e%2e/b",
                "/a/%2E",
                "/a%2fb",
                "/a%2Fb",
                "/a%5cb",
                "/a\\b",
                "/a;x",
                "/a;x=1/b",
                "/a%3bx",
                "/a%00",
                "/a%0d%0ab",
                "/a%7f",
                "/%252e%252e/",
                "/a%",
                "/a%1",
                "/a%zz",
                "/%ff",
                "/%c0%af",
                "/%ed%a0%80",
                "/é",
                "/a b",
                "/a\tb"
            })
    void pathsThatCanBeReadInTwoWaysAreRefused(String raw) {
        assertThat(Targets.path(raw)).isEmpty();
    }

    @Test
    void aPathIsBounded() {
        assertThat(Targets.path("/" + "a".repeat(2_000))).isEmpty();
    }

    @Test
    void aQueryNamesEachParameterOnce() {
        assertThat(Targets.query("from=2026-01-01T00%3A00Z&q=a+b&empty=&flag"))
                .contains(Map.of("from", "2026-01-01T00:00Z", "q", "a b", "empty", "", "flag", ""));
        assertThat(Targets.query(null)).contains(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=2", "=1", "&", "a=%", "a=%00", "a=%ff", "a=1&&b=2"})
    void aQueryThatCanBeReadInTwoWaysIsRefused(String raw) {
        assertThat(Targets.query(raw)).isEmpty();
    }

    @Test
    void aQueryIsBounded() {
        assertThat(Targets.query("a=" + "x".repeat(3_000))).isEmpty();
    }

    @Test
    void foreignCookiesArePassedOverAndAnAmbiguousOneCountsForNothing() {
        assertThat(Targets.cookies(List.of("a=1; json={\"x\":1}; b=2=3; =4; c", "twice=1; twice=2")))
                .isEqualTo(Map.of("a", "1", "b", "2=3"));
    }
}
