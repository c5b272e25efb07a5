package org.connectme.agent.ui.view;

import java.awt.GraphicsConfiguration;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.geom.AffineTransform;
import java.util.Locale;
import javax.swing.JFrame;
import org.connectme.agent.core.Screen;

/** Pixels of the desktop, and what windows count in: on a scaled display these differ. */
final class Screens {

    private static final String AWAY = "cm.away";

    private Screens() {}

    /** Where a screen that can be shown lies, as windows count. */
    static Rectangle bounds(Screen screen) {
        return new Rectangle(
                (int) Math.round(screen.x() / screen.scale()),
                (int) Math.round(screen.y() / screen.scale()),
                (int) Math.round(screen.width() / screen.scale()),
                (int) Math.round(screen.height() / screen.scale()));
    }

    /** Where a window lies, in pixels of the desktop. macOS counts in points in both. */
    static Rectangle pixels(Window window) {
        return scaled(window.getBounds(), scale(window.getGraphicsConfiguration()));
    }

    static double scale(GraphicsConfiguration where) {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")) {
            return 1;
        }
        AffineTransform transform = where.getDefaultTransform();
        return transform.getScaleX() > 0 ? transform.getScaleX() : 1;
    }

    static Rectangle scaled(Rectangle bounds, double scale) {
        return new Rectangle(
                (int) Math.floor(bounds.x * scale),
                (int) Math.floor(bounds.y * scale),
                (int) Math.ceil(bounds.width * scale),
                (int) Math.ceil(bounds.height * scale));
    }

    /** Notes that the system put this window out of sight, or shows it again. */
    static void isAway(JFrame frame, boolean away) {
        frame.getRootPane().putClientProperty(AWAY, away);
    }

    /** Whether it can be on the screen; one that was put away still counts as showing for Java. */
    static boolean isThere(Window window) {
        boolean away = window instanceof JFrame frame
                && Boolean.TRUE.equals(frame.getRootPane().getClientProperty(AWAY));
        return window.isShowing() && !away;
    }

    /** Whether all of it lies on the screens there are. */
    static boolean seen(Rectangle where) {
        long inside = 0;
        for (GraphicsDevice device :
                GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices()) {
            Rectangle common =
                    where.intersection(device.getDefaultConfiguration().getBounds());
            if (!common.isEmpty()) {
                inside = Math.max(inside, (long) common.width * common.height);
            }
        }
        return inside >= (long) where.width * where.height;
    }
}
