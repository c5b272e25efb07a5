package org.connectme.agent.ui.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    private static final Pattern VALUE = Pattern.compile("\\{\\w+}");
    private static final Pattern SAID = Pattern.compile("say\\(\\s*\"([\\w.-]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"shared", "way", "live", "app"})
    void everyTextStandsInEveryLanguageWithTheSameValues(String part) {
        Map<String, String> english = Words.read(part, Language.EN);

        for (Language language : Language.values()) {
            Map<String, String> texts = Words.read(part, language);
            assertThat(texts.keySet()).as(language.tag()).isEqualTo(english.keySet());
            texts.forEach((key, text) -> {
                Set<String> values = values(text);
                if (!key.startsWith("unit.")) {
                    assertThat(values).as(language.tag() + " " + key).isEqualTo(values(english.get(key)));
                }
                assertThat(text).as(language.tag() + " " + key).isNotBlank();
            });
        }
    }

    private static Set<String> values(String text) {
        return VALUE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everythingThatTheWindowSaysIsInTheDictionary() throws IOException {
        Words words = Words.in(Language.EN);
        List<String> said;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            said = sources.filter(path -> path.toString().endsWith(".java"))
                    .flatMap(path -> SAID.matcher(read(path)).results().map(found -> found.group(1)))
                    .filter(key -> !key.endsWith(".") && !key.endsWith("-"))
                    .toList();
        }

        assertThat(said).hasSizeGreaterThan(100);
        assertThat(said).allSatisfy(key -> assertThat(words.maybe(key)).as(key).isPresent());
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theAppSaysAppWhereThePagesSayPage(Language language) {
        assertThat(Words.in(language).say("banner.you-offline.before"))
                .isNotEqualTo(Words.read("live", language).get("banner.you-offline.before"));
    }

    @Test
    void aValueThatIsNotGivenStaysVisibleInsteadOfVanishing() {
        assertThat(Words.in(Language.EN).say("banner.paused", "other", "x")).isEqualTo("{name} paused the meter.");
    }

    @Test
    void aValueMayHoldWhatLooksLikeAnother() {
        assertThat(Words.in(Language.EN).say("consent.reason", "reason", "$1 {name}"))
                .isEqualTo("Reason: $1 {name}");
    }

    @Test
    void aLanguageIsKnownWhateverItsRegion() {
        assertThat(Language.of("de-AT")).contains(Language.DE);
        assertThat(Language.of("AR-EG")).contains(Language.AR);
        assertThat(Language.of("fr")).isEmpty();
    }
}
