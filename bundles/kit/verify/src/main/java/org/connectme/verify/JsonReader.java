package org.connectme.verify;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) strictly: no member twice, nothing after the end, no lenience. Objects become Maps, arrays
 * Lists, whole numbers Longs and others BigDecimals. Of a place that is wrong it knows the path, as in
 * {@code entries[11].hash}. For one use on one thread.
 */
final class JsonReader {

    private static final int DEEPEST = 32;
    private static final String END = "],\"exportedAt\":";
    private static final String ENTRY = "{\"at\":\"";

    private final String text;
    private final List<String> path = new ArrayList<>();
    private final List<Integer> entryStarts = new ArrayList<>();
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static @Nullable Object read(String text) throws Unreadable {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        reader.space();
        if (reader.at < text.length()) {
            throw reader.wrong("there is something after the end");
        }
        return value;
    }

    /** The entry of a damaged file that a character is in; null if it is in none. */
    static @Nullable Integer entryAt(String text, int character) {
        JsonReader reader = new JsonReader(text);
        try {
            reader.value();
        } catch (Unreadable e) {
            // Damage to the beginning of an entry stops the reader there; any other is in the entry whose text it is
            // in.
            return e.entry() == null ? entryByItsText(text, character) : e.entry();
        }
        int end = text.indexOf(END);
        long begun =
                reader.entryStarts.stream().filter(start -> start <= character).count();
        return begun == 0 || end >= 0 && character >= end ? null : Integer.valueOf((int) begun);
    }

    private @Nullable Object value() throws Unreadable {
        space();
        char c = peek();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() throws Unreadable {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        deeper("");
        at++;
        space();
        if (peek() == '}') {
            at++;
            return shallower(members);
        }
        while (true) {
            space();
            if (peek() != '"') {
                throw wrong("the name of a member is missing");
            }
            String name = string();
            path.set(path.size() - 1, "." + name);
            space();
            take(':');
            if (members.containsKey(name)) {
                throw wrong("this member is there twice");
            }
            members.put(name, value());
            space();
            if (peek() == '}') {
                at++;
                return shallower(members);
            }
            take(',');
        }
    }

    private List<@Nullable Object> array() throws Unreadable {
        List<@Nullable Object> elements = new ArrayList<>();
        boolean areEntries = place().equals("entries");
        deeper("[0]");
        at++;
        space();
        if (peek() == ']') {
            at++;
            return shallower(elements);
        }
        while (true) {
            path.set(path.size() - 1, "[" + elements.size() + "]");
            space();
            if (areEntries) {
                if (peek() != '{' && !text.startsWith("\"at\":", at + 1)) {
                    // No entry, damaged or whole, begins here: the one before has ended too early.
                    path.set(path.size() - 1, "[" + (elements.size() - 1) + "]");
                    throw wrong("this is no entry");
                }
                entryStarts.add(at);
            }
            elements.add(value());
            space();
            if (peek() == ']') {
                at++;
                return shallower(elements);
            }
            take(',');
        }
    }

    private String string() throws Unreadable {
        StringBuilder string = new StringBuilder();
        at++;
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw wrong("a control character stands in a text");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        return string.toString();
    }

    private char escaped() throws Unreadable {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                    throw wrong("\\u without four hexadecimal digits");
                }
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> throw wrong("\\" + c + " means nothing");
        };
    }

    private @Nullable Object word(String word, @Nullable Object value) throws Unreadable {
        if (!text.startsWith(word, at)) {
            throw wrong("this is no value");
        }
        at += word.length();
        return value;
    }

    private Number number() throws Unreadable {
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(from, at);
        if (number.length() > 40 || !number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?")) {
            at = from;
            throw wrong("this is no value");
        }
        try {
            return Long.valueOf(number);
        } catch (NumberFormatException e) {
            return new BigDecimal(number);
        }
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws Unreadable {
        if (at >= text.length()) {
            throw wrong("it ends in the middle");
        }
        return text.charAt(at);
    }

    private void take(char expected) throws Unreadable {
        if (peek() != expected) {
            throw wrong("'" + expected + "' is missing");
        }
        at++;
    }

    private void deeper(String step) throws Unreadable {
        if (path.size() >= DEEPEST) {
            throw wrong("it is nested too deeply");
        }
        path.add(step);
    }

    private <T> T shallower(T value) {
        path.remove(path.size() - 1);
        return value;
    }

    private String place() {
        String place = String.join("", path);
        return place.startsWith(".") ? place.substring(1) : place;
    }

    private Unreadable wrong(String what) {
        String place = place();
        Integer entry = path.size() > 1 && place.startsWith("entries[")
                ? Integer.valueOf(entryStarts.size())
                : entryByItsText(text, at);
        return new Unreadable(
                entry, (place.isEmpty() ? "" : "at " + place + ", ") + "character " + (at + 1) + ": " + what);
    }

    /**
     * The entry that a character is in, told by how entries begin and not by how they nest, which damage upsets. Within a
     * text no quotation mark stands without a backslash, so no content can look like that.
     */
    private static @Nullable Integer entryByItsText(String text, int character) {
        int end = text.indexOf(END);
        if (end >= 0 && character >= end) {
            return null;
        }
        int count = 0;
        for (int i = text.indexOf(ENTRY); i >= 0 && i <= character; i = text.indexOf(ENTRY, i + 1)) {
            count++;
        }
        return count == 0 ? null : Integer.valueOf(count);
    }
}
