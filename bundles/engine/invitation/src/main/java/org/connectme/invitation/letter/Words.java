package org.connectme.invitation.letter;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One language: its dictionary and the locale for its amounts and times. Immutable. */
final class Words {

    static final Set<String> LANGUAGES = Set.of("en", "de", "ar");

    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar");
    private static final String FALLBACK = "en";
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final Map<String, Properties> DICTIONARIES = new ConcurrentHashMap<>();

    private final Locale locale;
    private final Properties dictionary;

    private Words(Locale locale, Properties dictionary) {
        this.locale = locale;
        this.dictionary = dictionary;
    }

    /** @param tag BCP 47; a language nobody translated yet reads English */
    static Words in(String tag) {
        Locale asked = Locale.forLanguageTag(tag);
        Locale locale = LANGUAGES.contains(asked.getLanguage()) ? asked : Locale.forLanguageTag(FALLBACK);
        return new Words(locale, DICTIONARIES.computeIfAbsent(locale.getLanguage(), Words::read));
    }

    Locale locale() {
        return locale;
    }

    boolean isRightToLeft() {
        return RIGHT_TO_LEFT.contains(locale.getLanguage());
    }

    /** @param values alternately the name of a place in the text, and what stands there */
    String say(String key, String... values) {
        String text = dictionary.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("The dictionary of " + locale + " has no " + key);
        }
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), values)));
    }

    Set<String> keys() {
        return dictionary.stringPropertyNames();
    }

    /** The places of a text that are to be filled in, by name. */
    List<String> places(String key) {
        return PLACE.matcher(dictionary.getProperty(key))
                .results()
                .map(place -> place.group(1))
                .sorted()
                .toList();
    }

    private static String value(String name, String... values) {
        for (int i = 0; i < values.length; i += 2) {
            if (values[i].equals(name)) {
                return values[i + 1];
            }
        }
        throw new IllegalArgumentException("Nothing was given for {" + name + "}");
    }

    private static Properties read(String language) {
        String path = "words_" + language + ".properties";
        try (InputStream in = Words.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The dictionary " + path + " is missing in the bundle.");
            }
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            Properties dictionary = new Properties();
            dictionary.load(reader);
            return dictionary;
        } catch (IOException e) {
            throw new UncheckedIOException("The dictionary " + path + " cannot be read.", e);
        }
    }
}
