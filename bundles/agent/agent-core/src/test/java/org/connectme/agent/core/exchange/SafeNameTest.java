package org.connectme.agent.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafeNameTest {

    static Stream<Arguments> names() {
        return Stream.of(
                // as they are
                Arguments.of("driver.zip", "driver.zip"),
                Arguments.of("Übersicht 2026 (1).pdf", "Übersicht 2026 (1).pdf"),
                Arguments.of("请求.txt", "请求.txt"),
                Arguments.of("ملف.pdf", "ملف.pdf"),
                Arguments.of("a.tar.gz", "a.tar.gz"),
                // folders, streams, drives
                Arguments.of("../../.bashrc", "bashrc"),
                Arguments.of("/etc/passwd", "passwd"),
                Arguments.of("C:\\Windows\\System32\\evil.dll", "evil.dll"),
                Arguments.of("..\\..\\x", "x"),
                Arguments.of("a.txt:evil.exe", "a.txt_evil.exe"),
                Arguments.of("C:x", "C_x"),
                Arguments.of("..", "file"),
                Arguments.of(".", "file"),
                Arguments.of("", "file"),
                Arguments.of("   ", "file"),
                Arguments.of("folder/", "file"),
                // hidden, cut off
                Arguments.of(".profile", "profile"),
                Arguments.of("evil.exe. . .", "evil.exe"),
                Arguments.of(" a \t b ", "a b"),
                // devices of Windows
                Arguments.of("CON", "_CON"),
                Arguments.of("nul.txt", "_nul.txt"),
                Arguments.of("com1.tar.gz", "_com1.tar.gz"),
                Arguments.of("LPT\u00B9", "_LPT\u00B9"),
                Arguments.of("CONTRACT.pdf", "CONTRACT.pdf"),
                // letters that are not what they seem
                Arguments.of("invoice\u202Efdp.exe", "invoicefdp.exe"),
                Arguments.of("a\u2066b\u2069\u200Bc\uFEFF.txt", "abc.txt"),
                Arguments.of("a\u0000b\nc\u001B.txt", "abc.txt"),
                Arguments.of("half\uD800.txt", "half.txt"),
                Arguments.of("u\u0308.txt", "ü.txt"),
                Arguments.of("<script>\"|?*.txt", "_script_____.txt"),
                // what a file manager acts on
                Arguments.of("photo.lnk", "photo.lnk_"),
                Arguments.of("x.URL", "x.URL_"),
                Arguments.of("x.desktop", "x.desktop_"),
                Arguments.of("Desktop.ini", "_Desktop.ini"),
                Arguments.of("autorun.inf", "_autorun.inf"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameIsAFilesAndSaysWhatItIs(String given, String expected) {
        assertThat(SafeName.of(given)).isEqualTo(expected);
    }

    @Test
    void aLongNameKeepsItsBeginningAndItsEnding() {
        String name = SafeName.of("報告".repeat(200) + ".pdf");

        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(170, 180);
        assertThat(name).startsWith("報告報告").endsWith(".pdf");
    }

    @Test
    void aNumberGoesBeforeTheEnding() {
        assertThat(SafeName.numbered("a.pdf", 2)).isEqualTo("a (2).pdf");
        assertThat(SafeName.numbered("README", 3)).isEqualTo("README (3)");
    }

    @Test
    void whateverIsGivenTheNameIsPlainAndStaysSoWhenTakenAgain() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String parts = "ab./\\:* \u202E\u0000\u200FcC\uD83D\uDE00\uD800NUL.~%$\u0301\u00AD-\u2028\t\n";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder given = new StringBuilder();
            for (int j = random.nextInt(40); j > 0; j--) {
                given.append(parts.charAt(random.nextInt(parts.length())));
            }
            String name = SafeName.of(given.toString());
            assertThat(name)
                    .as("seed %d, %s", seed, given)
                    .isNotBlank()
                    .doesNotContain("/", "\\", ":", "\u0000", "\n", "\u202E", "\u200F")
                    .doesNotStartWith(".")
                    .doesNotEndWith(".")
                    .doesNotEndWith(" ");
        }
    }
}
