package org.connectme.agent.ui.look;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The colours of the pages' tokens.css by name, such as "accent-soft". What is not said for dark is as in light. */
public final class Tokens {

    private static final Pattern BLOCK = Pattern.compile("(@media[^{]*\\{\\s*)?:root\\s*\\{([^}]*)}");
    private static final Pattern TOKEN = Pattern.compile("--cm-([\\w-]+):\\s*([^;]+);");
    private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{6})");
    private static final Pattern RGB = Pattern.compile("rgb\\((\\d+) (\\d+) (\\d+) / (\\d+)%\\)");

    private final Map<String, Color> light = new HashMap<>();
    private final Map<String, Color> dark = new HashMap<>();

    private Tokens(String css) {
        Matcher block = BLOCK.matcher(css);
        while (block.find()) {
            String media = block.group(1);
            if (media == null) {
                read(block.group(2), light);
            } else if (media.contains("prefers-color-scheme: dark")) {
                read(block.group(2), dark);
            }
        }
    }

    /** Reads the file that travels with this bundle. */
    public static Tokens load() {
        try (InputStream file = Tokens.class.getResourceAsStream("/org/connectme/agent/ui/tokens.css")) {
            if (file == null) {
                throw new IllegalStateException("no tokens.css");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Tokens parse(String css) {
        return new Tokens(css);
    }

    /** Each colour in this scheme. */
    public Map<String, Color> colors(Scheme scheme) {
        Map<String, Color> all = new HashMap<>(light);
        if (scheme == Scheme.DARK) {
            all.putAll(dark);
        }
        return all;
    }

    private static void read(String declarations, Map<String, Color> into) {
        Matcher token = TOKEN.matcher(declarations);
        while (token.find()) {
            String name = token.group(1);
            color(token.group(2).strip()).ifPresent(color -> into.put(name, color));
        }
    }

    private static Optional<Color> color(String value) {
        Matcher hex = HEX.matcher(value);
        if (hex.matches()) {
            return Optional.of(new Color(Integer.parseInt(hex.group(1), 16)));
        }
        Matcher rgb = RGB.matcher(value);
        if (!rgb.matches()) {
            return Optional.empty();
        }
        int alpha = Math.round(Integer.parseInt(rgb.group(4)) * 2.55f);
        return Optional.of(new Color(
                Integer.parseInt(rgb.group(1)), Integer.parseInt(rgb.group(2)), Integer.parseInt(rgb.group(3)), alpha));
    }
}
