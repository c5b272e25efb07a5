package org.connectme.agent.ui.words;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every text in one language. The pages' own dictionary, and over it what only the app says or says differently. */
public final class Words {

    /** Where the texts come from; a later one replaces what an earlier one says. */
    private static final List<String> PARTS = List.of("shared", "way", "live", "app");

    private static final Pattern VALUE = Pattern.compile("\\{(\\w+)}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Language language;
    private final Map<String, String> texts;

    private Words(Language language, Map<String, String> texts) {
        this.language = language;
        this.texts = texts;
    }

    /** Reads the dictionary; it travels with this bundle, so that it always can be had. */
    public static Words in(Language language) {
        Map<String, String> texts = new HashMap<>();
        for (String part : PARTS) {
            texts.putAll(read(part, language));
        }
        return new Words(language, Map.copyOf(texts));
    }

    static Map<String, String> read(String part, Language language) {
        String name = "/org/connectme/agent/ui/texts/" + part + "-" + language.tag() + ".json";
        try (InputStream file = Words.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("no texts " + name);
            }
            return JSON.readValue(file, new TypeReference<>() {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
    }

    public Language language() {
        return language;
    }

    /**
     * The text of a key.
     *
     * @param values name and value in turn, for what stands in {braces}
     */
    public String say(String key, Object... values) {
        return maybe(key, values).orElse(key);
    }

    /** Text of a key made at run time, such as an error's code; empty when there is none. */
    public Optional<String> maybe(String key, Object... values) {
        return Optional.ofNullable(texts.get(key)).map(text -> fill(text, values));
    }

    private static String fill(String text, Object... values) {
        if (values.length == 0) {
            return text;
        }
        return VALUE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values)));
    }

    private static String value(String name, Object... values) {
        for (int i = 0; i + 1 < values.length; i += 2) {
            if (values[i].equals(name)) {
                return String.valueOf(values[i + 1]);
            }
        }
        return "{" + name + "}";
    }
}
