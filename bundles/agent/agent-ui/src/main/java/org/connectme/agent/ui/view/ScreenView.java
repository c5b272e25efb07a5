package org.connectme.agent.ui.view;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.KeyboardFocusManager;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import org.connectme.agent.ui.model.Choice;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Buttons;
import org.jspecify.annotations.Nullable;

/** One screen of the window: shows a value, says what the person wants. */
abstract class ScreenView<S extends Shown> extends JPanel {

    private static final long serialVersionUID = 1;

    private final transient Consumer<Intent> hands;
    private transient @Nullable S shown;

    ScreenView(Consumer<Intent> hands) {
        super(new BorderLayout());
        this.hands = hands;
        setOpaque(false);
    }

    /** Shows it; nothing happens when it looks as before. */
    final void show(S next) {
        S before = shown;
        if (next.equals(before)) {
            return;
        }
        shown = next;
        update(before, next);
    }

    /** @param before null at first */
    abstract void update(@Nullable S before, S now);

    /** What takes the focus when the screen appears. */
    Component first() {
        return this;
    }

    final void want(Intent intent) {
        hands.accept(intent);
    }

    /** Puts this in place of all that was here, and leaves the focus where it was. */
    final void replace(Component content) {
        Component focused =
                KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
        String name = focused != null && SwingUtilities.isDescendingFrom(focused, this) ? nameOf(focused) : "";
        removeAll();
        add(content, BorderLayout.CENTER);
        applyComponentOrientation(getComponentOrientation());
        revalidate();
        repaint();
        if (!name.isEmpty()) {
            Component same = named(this, name);
            if (same != null) {
                same.requestFocusInWindow();
            }
        }
    }

    private static String nameOf(Component component) {
        String name = component.getAccessibleContext() == null
                ? null
                : component.getAccessibleContext().getAccessibleName();
        return name == null ? "" : name;
    }

    private static @Nullable Component named(Container within, String name) {
        for (Component child : within.getComponents()) {
            if (child.isFocusable() && nameOf(child).equals(name)) {
                return child;
            }
            Component deeper = child instanceof Container container ? named(container, name) : null;
            if (deeper != null) {
                return deeper;
            }
        }
        return null;
    }

    final JButton button(Choice choice) {
        return button(choice, this::want);
    }

    /** One for what the person may choose. */
    static JButton button(Choice choice, Consumer<Intent> hands) {
        return busy(Buttons.of(kind(choice), choice.label(), () -> hands.accept(choice.intent())), choice);
    }

    /** The button that leads on. */
    final JButton forward(Choice choice, Runnable pressed) {
        return busy(Buttons.forward(kind(choice), choice.label(), pressed), choice);
    }

    /** A control that waits says so. */
    static JButton busy(JButton button, Choice choice) {
        button.setEnabled(!choice.busy());
        if (!button.getText().equals(choice.label())) {
            button.setText(choice.label());
        }
        return button;
    }

    static Buttons.Kind kind(Choice choice) {
        return switch (choice.kind()) {
            case USUAL -> Buttons.Kind.USUAL;
            case PRIMARY -> Buttons.Kind.PRIMARY;
            case DANGER -> Buttons.Kind.DANGER;
            case PLAIN -> Buttons.Kind.PLAIN;
        };
    }
}
