package org.connectme.invitation.letter;

/** Makes what people typed fit to stand in a mail. */
final class Lines {

    private static final int SUBJECT_LENGTH = 150;

    private Lines() {}

    /** One line without control characters, so that it can stand in a header. */
    static String single(String typed) {
        return visible(typed).replaceAll("\\s+", " ").strip();
    }

    /** As {@link #single}, cut to what mail programs show of a subject. */
    static String subject(String typed) {
        String line = single(typed);
        int end = Math.min(line.length(), SUBJECT_LENGTH);
        boolean splitsPair = end < line.length() && Character.isHighSurrogate(line.charAt(end - 1));
        return line.substring(0, splitsPair ? end - 1 : end);
    }

    /** Several lines, each without control characters. */
    static String several(String typed) {
        return String.join("\n", typed.lines().map(Lines::visible).toList()).strip();
    }

    /** Control characters, line separators and what turns the direction of the text around become blanks. */
    private static String visible(String typed) {
        StringBuilder visible = new StringBuilder();
        typed.codePoints().forEach(c -> visible.appendCodePoint(isVisible(c) ? c : ' '));
        return visible.toString();
    }

    private static boolean isVisible(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE
                && !isDirection(c);
    }

    private static boolean isDirection(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }
}
