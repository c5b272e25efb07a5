package org.connectme.agent.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.FocusTraversalPolicy;
import java.awt.Rectangle;
import java.awt.Window;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import javax.accessibility.AccessibleContext;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JScrollBar;
import javax.swing.JScrollPane;
import javax.swing.RootPaneContainer;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.look.Scheme;
import org.connectme.agent.ui.parts.Flowing;
import org.connectme.agent.ui.words.Language;

/**
 * Every scene of the {@link Gallery} on a display where everything is drawn twice as large: in the language with the longest
 * words, and in one that is read from right to left.
 */
final class EveryScene {

    /** As large as a window can be there. */
    private static final Dimension SIZE = new Dimension(840, 740);

    private static final long SETTLED_NANOS = 2_000_000_000L;
    private static final long STEP_NANOS = 20_000_000L;

    public static void main(String[] arguments) throws Exception {
        for (Method method : EveryScene.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(OnDisplay.class)) {
                Played.play(new EveryScene(), method);
            }
        }
        System.exit(0);
    }

    @OnDisplay
    void textOfTwiceTheSizeIsNowhereCutOffAllOfItCanBeReachedAndTabGoesAsOneReads() throws Exception {
        assertThat(Look.px(100)).as("the scale").isEqualTo(200);
        List<String> troubles = inEachScene((where, window) -> {
            assertAllIsWhole(where, window);
            assertTabGoesAsOneReads(where, window);
        });
        assertThat(troubles).isEmpty();
    }

    private static void assertAllIsWhole(String where, Window window) {
        Container content = ((RootPaneContainer) window).getContentPane();
        List<Component> parts = parts(content);
        assertThat(parts).as(where).isNotEmpty();
        for (Component part : parts) {
            assertWhole(part, content, where + ": " + name(part));
        }
    }

    private static void assertTabGoesAsOneReads(String where, Window window) {
        Container content = ((RootPaneContainer) window).getContentPane();
        List<Component> controls =
                parts(content).stream().filter(EveryScene::isPressed).toList();
        List<Component> way = way(window);
        assertThat(way).as(where).containsAll(controls);
        for (int i = 1; i < way.size(); i++) {
            assertThat(isBefore(way.get(i), way.get(i - 1), content))
                    .as(where + ": Tab leads back from " + name(way.get(i - 1)) + " to " + name(way.get(i)))
                    .isFalse();
        }
    }

    private interface Looking {
        void at(String where, Window window);
    }

    private static List<String> inEachScene(Looking looking) throws Exception {
        List<String> troubles = new ArrayList<>();
        for (Language language : List.of(Language.DE, Language.AR)) {
            for (Map.Entry<String, Gallery.Scene> scene : Gallery.scenes().entrySet()) {
                Front front = Gallery.open(scene.getValue(), language, Scheme.LIGHT, SIZE);
                String where = scene.getKey() + " " + language.tag();
                // A display without a window manager tells sizes a moment later.
                long end = System.nanoTime() + SETTLED_NANOS;
                List<String> seen = looks(where, looking);
                while (!seen.isEmpty() && System.nanoTime() < end) {
                    LockSupport.parkNanos(STEP_NANOS);
                    seen = looks(where, looking);
                }
                troubles.addAll(seen);
                EventQueue.invokeAndWait(front::close);
            }
        }
        return troubles;
    }

    /** What is amiss in the windows there are. */
    private static List<String> looks(String where, Looking looking) throws Exception {
        FutureTask<List<String>> look = new FutureTask<>(() -> {
            List<String> troubles = new ArrayList<>();
            for (Window window : Window.getWindows()) {
                // Not what frames the screen.
                boolean speaks = window instanceof JFrame || window instanceof JDialog;
                if (window.isShowing() && speaks) {
                    window.validate();
                    try {
                        looking.at(where, window);
                    } catch (AssertionError trouble) {
                        troubles.add(trouble.getMessage());
                    }
                }
            }
            return troubles;
        });
        EventQueue.invokeAndWait(look);
        return look.get();
    }

    /** Where Tab leads, once around. */
    private static List<Component> way(Window window) {
        FocusTraversalPolicy policy = window.getFocusTraversalPolicy();
        Set<Component> way = new LinkedHashSet<>();
        Component next = policy.getFirstComponent(window);
        while (next != null && way.add(next)) {
            next = policy.getComponentAfter(window, next);
        }
        return new ArrayList<>(way);
    }

    /** Whether one comes before the other where people read. */
    private static boolean isBefore(Component one, Component other, Container content) {
        Rectangle first = place(seenAs(one, other), content);
        Rectangle second = place(seenAs(other, one), content);
        int common = Math.min(first.y + first.height, second.y + second.height) - Math.max(first.y, second.y);
        if (common <= Math.min(first.height, second.height) / 2) {
            return first.y < second.y;
        }
        boolean leftToRight = content.getComponentOrientation().isLeftToRight();
        return leftToRight ? first.x + first.width <= second.x : first.x >= second.x + second.width;
    }

    /** The widest pane that the part scrolls in and the other does not, if any. */
    private static Component seenAs(Component part, Component other) {
        Component seen = part;
        for (Component each = part; each != null; each = each.getParent()) {
            if (each instanceof JScrollPane && !SwingUtilities.isDescendingFrom(other, each)) {
                seen = each;
            }
        }
        return seen;
    }

    private static Rectangle place(Component part, Container content) {
        return SwingUtilities.convertRectangle(part.getParent(), part.getBounds(), content);
    }

    /** All that is read or pressed. */
    private static List<Component> parts(Container within) {
        List<Component> found = new ArrayList<>();
        for (Component child : within.getComponents()) {
            if (!child.isVisible() || child instanceof JScrollBar) {
                continue;
            }
            boolean isText =
                    child instanceof Flowing && !(child instanceof Container box && box.getComponentCount() > 0);
            if (isText || isPressed(child) || child instanceof JLabel) {
                found.add(child);
            } else if (child instanceof Container box) {
                found.addAll(parts(box));
            }
        }
        return found;
    }

    private static boolean isPressed(Component part) {
        return part instanceof AbstractButton || part instanceof JTextComponent || part instanceof JComboBox;
    }

    private static void assertWhole(Component part, Container content, String what) {
        if (part instanceof Flowing text) {
            assertThat(part.getHeight())
                    .as(what + " of " + part.getSize() + " in " + content.getSize())
                    .isGreaterThanOrEqualTo(text.heightFor(part.getWidth()));
        } else if (part instanceof AbstractButton || part instanceof JLabel) {
            assertThat(part.getWidth())
                    .as(what + " in " + content.getSize())
                    .isGreaterThanOrEqualTo(part.getPreferredSize().width);
            assertThat(part.getHeight()).as(what).isGreaterThanOrEqualTo(part.getPreferredSize().height);
        }
        Rectangle place = place(part, content);
        if (place.isEmpty()) {
            return;
        }
        String where = what + " at " + place + " in " + content.getSize();
        assertThat(place.x).as(where).isGreaterThanOrEqualTo(0);
        assertThat(place.x + place.width).as(where).isLessThanOrEqualTo(content.getWidth());
        if (SwingUtilities.getAncestorOfClass(JScrollPane.class, part) == null) {
            assertThat(place.y).as(where).isGreaterThanOrEqualTo(0);
            assertThat(place.y + place.height).as(where).isLessThanOrEqualTo(content.getHeight());
        }
    }

    private static String name(Component part) {
        AccessibleContext context = part.getAccessibleContext();
        String name = context == null ? null : context.getAccessibleName();
        return part.getClass().getSimpleName() + " \u201c" + (name == null ? "" : name) + "\u201d";
    }
}
