package org.connectme.plugin.tck;

import java.util.regex.Pattern;

/** Whether a text is a JSON object (RFC 8259). The kit brings no library for so little. */
final class Json {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern STRING =
            Pattern.compile("\"([^\"\\\\\\p{Cntrl}]|\\\\([\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+\"");
    private static final Pattern WORD = Pattern.compile("true|false|null");
    private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]*");

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static boolean isObject(String text) {
        Json json = new Json(text);
        json.take(SPACE);
        if (!json.members('{', '}', true)) {
            return false;
        }
        json.take(SPACE);
        return json.at == text.length();
    }

    private boolean value() {
        take(SPACE);
        boolean is = members('{', '}', true) || members('[', ']', false) || take(STRING) || take(NUMBER) || take(WORD);
        take(SPACE);
        return is;
    }

    private boolean members(char open, char close, boolean named) {
        if (!take(open)) {
            return false;
        }
        take(SPACE);
        if (take(close)) {
            return true;
        }
        do {
            take(SPACE);
            if (named && !(take(STRING) && take(SPACE) && take(':'))) {
                return false;
            }
            if (!value()) {
                return false;
            }
        } while (take(','));
        return take(close);
    }

    private boolean take(char expected) {
        boolean is = at < text.length() && text.charAt(at) == expected;
        at += is ? 1 : 0;
        return is;
    }

    private boolean take(Pattern pattern) {
        var matcher = pattern.matcher(text).region(at, text.length());
        boolean is = matcher.lookingAt();
        at = is ? matcher.end() : at;
        return is;
    }
}
