package org.connectme.agent.ui.look;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.FlatLightLaf;
import com.formdev.flatlaf.util.UIScale;
import java.awt.Color;
import java.awt.Font;
import java.awt.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;

/** The app's own look over FlatLaf. All of it is for the event thread. */
public final class Look {

    /** Text sizes of tokens.css, in pixels. */
    public static final int SMALL = 14;

    public static final int BASE = 16;
    public static final int LARGE = 20;
    public static final int TITLE = 28;
    public static final int FIGURE = 40;

    /** What a finger or a shaky hand still hits. */
    public static final int TARGET = 44;

    public static final int RADIUS = 12;

    private static final String PREFIX = "cm.";

    private Look() {}

    /** Puts all windows, now and later, into this scheme. */
    public static void wear(Tokens tokens, Scheme scheme) {
        // FlatLaf's classes are looked up by name, which in a container only their own loader can do.
        UIManager.put("ClassLoader", FlatLaf.class.getClassLoader());
        FlatLaf.setGlobalExtraDefaults(defaults(tokens, scheme));
        if (scheme == Scheme.DARK) {
            FlatDarkLaf.setup();
        } else {
            FlatLightLaf.setup();
        }
        for (Window window : Window.getWindows()) {
            SwingUtilities.updateComponentTreeUI(window);
            window.repaint();
        }
    }

    private static Map<String, String> defaults(Tokens tokens, Scheme scheme) {
        Map<String, String> all = new HashMap<>();
        tokens.colors(scheme).forEach((name, color) -> all.put(PREFIX + name, hex(color)));
        Properties own = new Properties();
        try (InputStream file = Look.class.getResourceAsStream("/org/connectme/agent/ui/flatlaf.properties")) {
            if (file == null) {
                throw new IllegalStateException("no flatlaf.properties");
            }
            own.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        own.forEach((name, value) -> all.put((String) name, (String) value));
        return all;
    }

    private static String hex(Color color) {
        String solid = String.format("#%06x", color.getRGB() & 0xffffff);
        return color.getAlpha() == 255 ? solid : solid + String.format("%02x", color.getAlpha());
    }

    /** A token's colour in the scheme that is worn now, such as "accent". */
    public static Color color(String token) {
        Color color = UIManager.getColor(PREFIX + token);
        if (color == null) {
            throw new IllegalArgumentException("no colour " + token);
        }
        return color;
    }

    /** A mixture of two tokens. @param share of the second, between 0 and 1 */
    public static Color mixed(Color first, Color second, double share) {
        return new Color(
                mixed(first.getRed(), second.getRed(), share),
                mixed(first.getGreen(), second.getGreen(), share),
                mixed(first.getBlue(), second.getBlue(), share));
    }

    private static int mixed(int first, int second, double share) {
        return (int) Math.round(first + (second - first) * share);
    }

    /** @param size one of the sizes above */
    public static Font font(int size, boolean strong) {
        Font base = UIManager.getFont("defaultFont");
        return base.deriveFont(strong ? Font.BOLD : Font.PLAIN, UIScale.scale((float) size));
    }

    /** So many pixels of tokens.css on this screen. */
    public static int px(int pixels) {
        return UIScale.scale(pixels);
    }
}
