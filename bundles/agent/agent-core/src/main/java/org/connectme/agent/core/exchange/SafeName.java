package org.connectme.agent.core.exchange;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes a name that somebody else chose into one that is a file's on every system and says what it is: no folder, no
 * stream, no device, nothing hidden, no letter that turns the direction, and nothing that a file manager acts on when it
 * only shows the folder. Pure.
 */
public final class SafeName {

    /** With room for a number behind it, and for what file systems count in bytes. */
    private static final int MOST_BYTES = 180;

    private static final String NAMELESS = "file";
    private static final Pattern DEVICE =
            Pattern.compile("(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|CLOCK\\$|(COM|LPT)[0-9\u00B9\u00B2\u00B3])");
    private static final Set<String> OF_THE_FOLDER = Set.of("desktop.ini", "autorun.inf", "thumbs.db");
    private static final Set<String> ACTED_ON = Set.of(
            "desktop",
            "lnk",
            "url",
            "scf",
            "library-ms",
            "search-ms",
            "searchconnector-ms",
            "webloc",
            "inetloc",
            "fileloc",
            "theme",
            "themepack");

    private SafeName() {}

    public static String of(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(last, Normalizer.Form.NFC)
                .codePoints()
                .filter(SafeName::isShown)
                .forEach(c -> plain.appendCodePoint("<>:\"|?*".indexOf(c) < 0 ? c : '_'));
        String name = trimmed(plain.toString().replaceAll("[\\p{Z}\\s]+", " "));
        name = shortened(name.isEmpty() ? NAMELESS : name);
        String stem = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        boolean isTaken = DEVICE.matcher(stem.strip().toUpperCase(Locale.ROOT)).matches()
                || OF_THE_FOLDER.contains(name.toLowerCase(Locale.ROOT));
        return (isTaken ? "_" : "") + name + (ACTED_ON.contains(ending(name)) ? "_" : "");
    }

    /** The same with a number, for when there is such a file already. */
    public static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        return dot <= 0
                ? name + " (" + number + ")"
                : name.substring(0, dot) + " (" + number + ")" + name.substring(dot);
    }

    /** Neither control nor format characters (those turn the direction, or are not seen), nor halves of a character. */
    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> c == '\t';
            default -> true;
        };
    }

    /** No hidden file, and no end that Windows would cut off. */
    private static String trimmed(String name) {
        return name.replaceAll("^[. ]+", "").replaceAll("[. ]+$", "");
    }

    /** Its beginning, with its ending: that says what it is. */
    private static String shortened(String name) {
        if (bytes(name) <= MOST_BYTES) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && bytes(name.substring(dot)) <= 20 ? name.substring(dot) : "";
        String stem = name.substring(0, name.length() - ending.length());
        while (bytes(stem) + bytes(ending) > MOST_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return trimmed(stem) + ending;
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
