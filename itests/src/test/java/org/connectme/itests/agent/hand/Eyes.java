package org.connectme.itests.agent.hand;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleState;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.text.JTextComponent;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Tells a test what a screen reader would say of the app's windows, and where it stands on the screen. A bundle of its own
 * in the app; it reads and presses nothing. The test listens at {@code itests.eyes}, a socket that no cut of the network
 * reaches.
 */
public final class Eyes implements BundleActivator {

    @Override
    public void start(BundleContext context) throws IOException {
        SocketChannel test = SocketChannel.open(UnixDomainSocketAddress.of(System.getProperty("itests.eyes")));
        Thread thread = new Thread(() -> serve(test), "eyes");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop(BundleContext context) {
        // The test's end of the line goes with the app.
    }

    private static void serve(SocketChannel test) {
        try (test) {
            BufferedReader asked = new BufferedReader(Channels.newReader(test, StandardCharsets.UTF_8));
            OutputStream out = Channels.newOutputStream(test);
            while (asked.readLine() != null) {
                List<String> seen = new ArrayList<>();
                EventQueue.invokeAndWait(() -> look(seen));
                out.write((String.join("\n", seen) + "\n.\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (Exception gone) {
            System.err.println("The test looks no more: " + gone);
        }
    }

    private static void look(List<String> seen) {
        for (Window window : Window.getWindows()) {
            boolean iconified = window instanceof Frame frame && (frame.getExtendedState() & Frame.ICONIFIED) != 0;
            if (window.isShowing() && !iconified) {
                seen.add(line(
                        title(window),
                        "window",
                        title(window),
                        "",
                        true,
                        window.isFocused(),
                        false,
                        where(window),
                        where(window)));
                look(window, title(window), seen);
            }
        }
    }

    private static String title(Window window) {
        if (window instanceof JDialog dialog) {
            return dialog.getTitle();
        }
        return window instanceof Frame frame ? frame.getTitle() : "";
    }

    private static void look(Container within, String window, List<String> seen) {
        for (Component each : within.getComponents()) {
            if (!each.isShowing()) {
                continue;
            }
            AccessibleContext context = each.getAccessibleContext();
            String name = context == null ? null : context.getAccessibleName();
            String typed = each instanceof JTextComponent field ? field.getText() : "";
            if (context != null && (name != null && !name.isBlank() || each instanceof JTextComponent)) {
                boolean ticked = context.getAccessibleStateSet().contains(AccessibleState.CHECKED);
                seen.add(line(
                        window,
                        context.getAccessibleRole().toDisplayString(Locale.ENGLISH),
                        name == null ? "" : name,
                        typed,
                        each.isEnabled(),
                        each.isFocusOwner(),
                        ticked,
                        where(each),
                        visible(each)));
            }
            if (each instanceof Container container) {
                look(container, window, seen);
            }
        }
    }

    private static Rectangle where(Component component) {
        return new Rectangle(component.getLocationOnScreen(), component.getSize());
    }

    /** The part that no scroll pane hides. */
    private static Rectangle visible(Component component) {
        Rectangle part =
                component instanceof JComponent swing ? swing.getVisibleRect() : new Rectangle(component.getSize());
        Point at = component.getLocationOnScreen();
        part.translate(at.x, at.y);
        return part;
    }

    private static String line(
            String window,
            String role,
            String name,
            String typed,
            boolean enabled,
            boolean focused,
            boolean ticked,
            Rectangle where,
            Rectangle visible) {
        return String.join(
                "\t",
                plain(window),
                role,
                plain(name),
                plain(typed),
                String.valueOf(enabled),
                String.valueOf(focused),
                String.valueOf(ticked),
                place(where),
                place(visible));
    }

    private static String plain(String text) {
        return text.replaceAll("\\s", " ");
    }

    private static String place(Rectangle where) {
        return where.x + "," + where.y + "," + where.width + "," + where.height;
    }
}
