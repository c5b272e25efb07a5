package org.connectme.core.evidence;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON in the one form of RFC 8785 (JCS): members sorted by name, no white space, only what must be escaped is.
 * So equal values are equal bytes, and a byte that is not where it must be is found by writing a value once more. Pure.
 */
public final class CanonicalJson {

    /** Whole numbers beyond this are not the same in every reader of JSON. */
    private static final long LARGEST = (1L << 53) - 1;

    private CanonicalJson() {}

    /**
     * @param value a Map with String keys, a List, a String, a whole number (Integer or Long), a Boolean or null
     * @throws IllegalArgumentException for anything else, and for a number that JSON cannot carry exactly
     */
    public static String write(@Nullable Object value) {
        StringBuilder json = new StringBuilder();
        write(value, json);
        return json.toString();
    }

    private static void write(@Nullable Object value, StringBuilder json) {
        if (value == null || value instanceof Boolean) {
            json.append(value);
        } else if (value instanceof Integer || value instanceof Long) {
            writeNumber(((Number) value).longValue(), json);
        } else if (value instanceof String text) {
            writeText(text, json);
        } else if (value instanceof List<?> list) {
            writeList(list, json);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, json);
        } else {
            throw new IllegalArgumentException("Not a value of JSON: " + value.getClass());
        }
    }

    private static void writeNumber(long number, StringBuilder json) {
        if (number > LARGEST || number < -LARGEST) {
            throw new IllegalArgumentException("JSON cannot carry this number exactly: " + number);
        }
        json.append(number);
    }

    private static void writeList(List<?> list, StringBuilder json) {
        json.append('[');
        String separator = "";
        for (Object each : list) {
            json.append(separator);
            write(each, json);
            separator = ",";
        }
        json.append(']');
    }

    /** Java compares strings by their UTF-16 units, which is just the order that the RFC asks for. */
    private static void writeMap(Map<?, ?> map, StringBuilder json) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put((String) name, value));
        json.append('{');
        String separator = "";
        for (Map.Entry<String, Object> member : sorted.entrySet()) {
            json.append(separator);
            writeText(member.getKey(), json);
            json.append(':');
            write(member.getValue(), json);
            separator = ",";
        }
        json.append('}');
    }

    private static void writeText(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < ' ') {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
