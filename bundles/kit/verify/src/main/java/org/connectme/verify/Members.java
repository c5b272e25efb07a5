package org.connectme.verify;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.connectme.core.ConsultationId;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose members are known beforehand: one too many or too few is an error.
 *
 * @param place for people, such as "entry 12"
 * @param entry whose part of the file it is; null for none
 */
record Members(String place, @Nullable Integer entry, Map<?, ?> map) {

    static Members of(String place, @Nullable Integer entry, @Nullable Object value, Set<String> names)
            throws Unreadable {
        if (!(value instanceof Map<?, ?> map)) {
            throw new Unreadable(entry, place + " is no object");
        }
        Set<Object> rest = new TreeSet<>(map.keySet());
        rest.removeAll(names);
        if (!rest.isEmpty()) {
            throw new Unreadable(entry, place + " has \"" + rest.iterator().next() + "\", which does not belong there");
        }
        return new Members(place, entry, map);
    }

    String text(String name) throws Unreadable {
        if (map.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a text");
    }

    /** Lower case hexadecimal digits. */
    String hex(String name) throws Unreadable {
        String text = text(name);
        if (!text.matches("([0-9a-f]{2})+")) {
            throw wrong(name, "hexadecimal");
        }
        return text;
    }

    /** 64 lower case hexadecimal digits. */
    String hash(String name) throws Unreadable {
        String text = text(name);
        if (!text.matches("[0-9a-f]{64}")) {
            throw wrong(name, "a SHA-256 hash");
        }
        return text;
    }

    int number(String name) throws Unreadable {
        if (map.get(name) instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw wrong(name, "a whole number");
    }

    Instant instant(String name) throws Unreadable {
        String text = text(name);
        try {
            Instant instant = Instant.parse(text);
            if (instant.equals(instant.truncatedTo(ChronoUnit.MILLIS))) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw wrong(name, "an instant");
        }
        throw wrong(name, "an instant in whole milliseconds");
    }

    ConsultationId consultation(String name) throws Unreadable {
        String text = text(name);
        return ConsultationId.parse(text).orElseThrow(() -> wrong(name, "an id"));
    }

    List<?> list(String name) throws Unreadable {
        if (map.get(name) instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "a list");
    }

    @Nullable
    Object any(String name) {
        return map.get(name);
    }

    private Unreadable wrong(String name, String wanted) {
        String how = map.containsKey(name) ? " is not " + wanted : " is missing";
        return new Unreadable(entry, "\"" + name + "\" of " + place + how);
    }
}
