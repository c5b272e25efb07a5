package org.connectme.agent.ui.view;

import java.awt.ComponentOrientation;
import java.awt.Insets;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.WindowConstants;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Bar;
import org.connectme.agent.ui.model.Choice;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.parts.Buttons;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.IconLabel;
import org.connectme.agent.ui.parts.ReadingOrder;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Surface;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/** Stays on top of everything while the screen is shown or lent: who sees what, time, charges, STOP. Can be dragged. */
final class BarWindow {

    private static final int WIDTH = 820;

    private final Consumer<Intent> hands;
    private final OnScreen onScreen;
    private final JFrame frame = new JFrame();
    private final Text text = new Text("", Text.Style.STRONG);
    private final Text detail = new Text("", Text.Style.SMALL_QUIET);
    private final MeterStrip meters = new MeterStrip();
    private final Row choices = new Row(8, Row.Spread.START);
    private final JButton stop;
    private final Column content;
    private List<Choice> shownChoices = List.of();
    private @Nullable Point dragged;

    BarWindow(String name, Bar bar, ComponentOrientation orientation, Consumer<Intent> hands, OnScreen onScreen) {
        this.hands = hands;
        this.onScreen = onScreen;
        frame.setUndecorated(true);
        frame.setResizable(false);
        frame.setType(Window.Type.UTILITY);
        frame.setTitle(name);
        frame.setAlwaysOnTop(true);
        // What the person was typing into keeps the focus.
        frame.setAutoRequestFocus(false);
        frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
        stop = Buttons.withIcon(
                Buttons.Kind.DANGER,
                Icon.STOP,
                bar.stop().label(),
                () -> hands.accept(bar.stop().intent()));
        stop.setFont(Look.font(Look.LARGE, true));
        // STOP counts from the press, not from letting go.
        stop.addMouseListener(new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent event) {
                hands.accept(new Intent.Stop());
            }
        });
        IconLabel sign = new IconLabel(Icon.SCREEN, 24, () -> Look.color("alert"));
        content = new Column(
                        8,
                        new Row(
                                16,
                                Row.Spread.FIRST,
                                new Row(12, Row.Spread.LAST, sign, new Column(0, text, detail)),
                                stop),
                        new Row(16, Row.Spread.FIRST, meters.component(), choices))
                .padded(12, 16);
        JPanel all = Surface.of("surface");
        all.setBorder(BorderFactory.createLineBorder(Look.color("alert"), Look.px(2)));
        all.add(content);
        frame.setContentPane(all);
        frame.setFocusTraversalPolicy(new ReadingOrder());
        frame.applyComponentOrientation(orientation);
        MainWindow.bindStop(frame.getRootPane(), hands);
        MouseAdapter drag = new Drag();
        all.addMouseListener(drag);
        all.addMouseMotionListener(drag);
        show(bar);
        place(bar);
        onScreen.show(frame);
    }

    void show(Bar bar) {
        text.say(bar.text());
        detail.say(bar.detail());
        meters.show(bar.meters());
        if (!bar.choices().equals(shownChoices)) {
            shownChoices = bar.choices();
            choices.removeAll();
            for (Choice choice : bar.choices()) {
                choices.add(ScreenView.button(choice, hands));
            }
            choices.applyComponentOrientation(frame.getComponentOrientation());
        }
        fit();
    }

    private void fit() {
        Insets insets = frame.getContentPane() instanceof JPanel panel ? panel.getInsets() : new Insets(0, 0, 0, 0);
        int width = frame.getWidth() == 0 ? Look.px(WIDTH) : frame.getWidth();
        int height = content.heightFor(width - insets.left - insets.right) + insets.top + insets.bottom;
        if (frame.getHeight() != height) {
            frame.setSize(width, height);
        }
        frame.getContentPane().revalidate();
        frame.repaint();
    }

    /** At the upper edge, in the middle of the screen that is shown; a mere window may have no room for it. */
    private void place(Bar bar) {
        Rectangle room = bar.screen()
                .filter(screen -> !screen.isWindow())
                .map(Screens::bounds)
                .orElseGet(() -> frame.getGraphicsConfiguration().getBounds());
        int width = Math.min(Look.px(WIDTH), room.width - Look.px(16));
        frame.setSize(width, Math.max(1, frame.getHeight()));
        fit();
        frame.setLocation(room.x + (room.width - width) / 2, room.y + Look.px(8));
    }

    Window window() {
        return frame;
    }

    /** Whether the person can see STOP. Where the system keeps no window on top, it is brought there again and again. */
    boolean isVisible() {
        if (!frame.isShowing() || !stop.isShowing() || (frame.getExtendedState() & JFrame.ICONIFIED) != 0) {
            return false;
        }
        if (!Toolkit.getDefaultToolkit().isAlwaysOnTopSupported()) {
            frame.toFront();
        }
        Rectangle where = stop.getBounds();
        where.setLocation(stop.getLocationOnScreen());
        return Screens.seen(where);
    }

    void close() {
        onScreen.end(frame);
    }

    private final class Drag extends MouseAdapter {
        @Override
        public void mousePressed(MouseEvent event) {
            dragged = event.getPoint();
        }

        @Override
        public void mouseDragged(MouseEvent event) {
            if (dragged != null) {
                Point now = event.getLocationOnScreen();
                frame.setLocation(now.x - dragged.x, now.y - dragged.y);
            }
        }
    }
}
