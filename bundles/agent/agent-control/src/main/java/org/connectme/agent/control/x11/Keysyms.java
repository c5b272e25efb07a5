package org.connectme.agent.control.x11;

import java.nio.charset.Charset;

/** Which character a keysym writes: X Window System Protocol, appendix A. */
final class Keysyms {

    private static final int UNICODE = 0x01000000;
    private static final int RETURN = 0xff0d;
    private static final int TAB = 0xff09;
    private static final int NONE = -1;

    /** Keysyms 6a1 to 6bf, and 7a1 to 7bb: pages that follow no character set. A blank is none. */
    private static final String CYRILLIC = "ђѓёєѕіїјљњћќґўџ№ЂЃЁЄЅІЇЈЉЊЋЌҐЎЏ";

    private static final String GREEK = "ΆΈΉΊΪ ΌΎΫ Ώ  ΅―" + " άέήίϊΐόύϋΰώ";

    private Keysyms() {}

    /** The keysym to bind to a key so that it writes this character. */
    static int of(int codePoint) {
        return switch (codePoint) {
            case '\n' -> RETURN;
            case '\t' -> TAB;
            default -> codePoint < 0x100 ? codePoint : UNICODE | codePoint;
        };
    }

    /**
     * The character that a layout's keysym writes; -1 if it writes none, or is of the pages of which no layout makes use
     * for letters.
     */
    static int codePoint(int keysym) {
        if (keysym >>> 24 == 1) {
            return keysym & 0xffffff;
        }
        int page = keysym >>> 8;
        int place = keysym & 0xff;
        return switch (page) {
            case 0 -> place >= 0x20 && place < 0x7f || place >= 0xa0 ? place : NONE;
            case 1 -> decoded("ISO-8859-2", place);
            case 2 -> decoded("ISO-8859-3", place);
            case 3 -> decoded("ISO-8859-4", place);
            case 5 -> place >= 0xac && place <= 0xf2 ? 0x560 + place : NONE;
            case 6 -> place >= 0xc0 ? decoded("KOI8-R", place) : listed(CYRILLIC, place);
            case 7 -> greek(place);
            case 0xc -> place >= 0xe0 && place <= 0xfa ? 0x4f0 + place : NONE;
            case 0xd -> place >= 0xa1 && place <= 0xf9 ? 0xd60 + place : NONE;
            case 0x13 -> place >= 0xbc && place <= 0xbe ? "ŒœŸ".charAt(place - 0xbc) : NONE;
            case 0x20 -> place >= 0xa0 && place <= 0xac ? keysym : NONE;
            case 0xff -> keysym == RETURN ? '\n' : keysym == TAB ? '\t' : NONE;
            default -> NONE;
        };
    }

    private static int greek(int place) {
        return switch (place) {
            case 0xd2 -> 'Σ';
            case 0xf2 -> 'σ';
            case 0xf3 -> 'ς';
            default -> place >= 0xc1 && place <= 0xf9 ? decoded("ISO-8859-7", place) : listed(GREEK, place);
        };
    }

    private static int listed(String characters, int place) {
        int index = place - 0xa1;
        return index >= 0 && index < characters.length() && characters.charAt(index) != ' '
                ? characters.charAt(index)
                : NONE;
    }

    private static int decoded(String charset, int place) {
        if (place < 0xa1 || !Charset.isSupported(charset)) {
            return NONE;
        }
        int character = new String(new byte[] {(byte) place}, Charset.forName(charset)).codePointAt(0);
        return character == 0xfffd ? NONE : character;
    }
}
