package org.connectme.agent.ui.view;

import com.formdev.flatlaf.FlatClientProperties;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.ComponentOrientation;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.FocusEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.accessibility.AccessibleContext;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.JRootPane;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import org.connectme.agent.core.Frame;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Choice;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Local;
import org.connectme.agent.ui.model.Notice;
import org.connectme.agent.ui.model.Place;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Brand;
import org.connectme.agent.ui.parts.Buttons;
import org.connectme.agent.ui.parts.ReadingOrder;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Text;
import org.connectme.agent.ui.words.Words;
import org.jspecify.annotations.Nullable;

/** The window: name, language and help above, and the screen of the place where the person is. */
public final class MainWindow implements Senses {

    private static final int WIDTH = 420;
    private static final int HEIGHT = 720;

    private static final String FOCUS = "permanentFocusOwner";

    private final PropertyChangeListener follow = MainWindow::follow;
    private final JFrame frame = new JFrame();
    private final JPanel header = new JPanel(new BorderLayout());
    private final JPanel strip = new JPanel(new BorderLayout());
    private final JPanel middle = new JPanel(new BorderLayout());
    private final Map<Place, ScreenView<?>> views = new EnumMap<>(Place.class);
    private final Consumer<Intent> hands;
    private final OnScreen onScreen;
    private final CallView call;
    private final WaitingView waiting;
    private Optional<Notice> stripped = Optional.empty();
    private @Nullable Place place;

    /** @param closing the person wants to close the window */
    public MainWindow(Consumer<Intent> hands, Runnable closing, Runnable activated, OnScreen onScreen) {
        this.hands = hands;
        this.onScreen = onScreen;
        call = new CallView(hands);
        waiting = new WaitingView(hands);
        views.put(Place.CODE, new CodeView(hands));
        views.put(Place.INVITATION, new InvitationView(hands));
        views.put(Place.ABOUT, new AboutView(hands));
        views.put(Place.TERMS, new TermsView(hands));
        views.put(Place.CARD, new CardView(hands));
        views.put(Place.WAITING, waiting);
        views.put(Place.CALL, call);
        views.put(Place.SUMMARY, new SummaryView(hands));
        views.put(Place.SETTINGS, new SettingsView(hands));
        views.put(Place.CHECK, new CheckView(hands));
        PlainView plain = new PlainView(hands);
        for (Place told : new Place[] {Place.OPENING, Place.OVER, Place.ELSEWHERE, Place.OUTDATED}) {
            views.put(told, plain);
        }
        frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                closing.run();
            }

            // Only once the system has done it: a window that is still there keeps input out.
            @Override
            public void windowIconified(WindowEvent event) {
                Screens.isAway(frame, true);
            }

            @Override
            public void windowDeiconified(WindowEvent event) {
                Screens.isAway(frame, false);
            }

            @Override
            public void windowActivated(WindowEvent event) {
                activated.run();
            }
        });
        frame.setIconImages(Brand.images());
        bindStop(frame.getRootPane(), hands);
        KeyboardFocusManager.getCurrentKeyboardFocusManager().addPropertyChangeListener(FOCUS, follow);
        JPanel all = new JPanel(new BorderLayout());
        middle.setOpaque(false);
        strip.setOpaque(false);
        JPanel top = new JPanel(new BorderLayout());
        top.add(header, BorderLayout.NORTH);
        top.add(strip, BorderLayout.SOUTH);
        all.add(top, BorderLayout.NORTH);
        all.add(middle, BorderLayout.CENTER);
        frame.setContentPane(all);
        frame.setFocusTraversalPolicy(new ReadingOrder());
        Rectangle room = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
        frame.setMinimumSize(new Dimension(Math.min(Look.px(360), room.width), Math.min(Look.px(480), room.height)));
        frame.setSize(Math.min(Look.px(WIDTH), room.width), Math.min(Look.px(HEIGHT), room.height));
        frame.setLocationRelativeTo(null);
    }

    /** Where the system gives no key that works everywhere, it works at least in the app's own windows. */
    static void bindStop(JRootPane root, Consumer<Intent> hands) {
        root.registerKeyboardAction(
                event -> hands.accept(new Intent.Stop()),
                KeyStroke.getKeyStroke("ctrl alt END"),
                JComponent.WHEN_IN_FOCUSED_WINDOW);
    }

    /**
     * What the keyboard reaches comes into sight: Swing itself does not scroll there. What the mouse presses stays where
     * it is, or the press would end beside it.
     */
    private static void follow(PropertyChangeEvent focus) {
        boolean byMouse = EventQueue.getCurrentEvent() instanceof FocusEvent gained
                && gained.getCause() == FocusEvent.Cause.MOUSE_EVENT;
        if (!byMouse
                && focus.getNewValue() instanceof JComponent component
                && SwingUtilities.getAncestorOfClass(JScrollPane.class, component) != null) {
            component.scrollRectToVisible(new Rectangle(component.getSize()));
        }
    }

    /** In another language: everything is written anew, and what was typed stays. */
    public void speak(Words newWords) {
        ComponentOrientation orientation = newWords.language().isRightToLeft()
                ? ComponentOrientation.RIGHT_TO_LEFT
                : ComponentOrientation.LEFT_TO_RIGHT;
        frame.setTitle(newWords.say("app.title"));
        header.removeAll();
        stripped = Optional.empty();
        strip.removeAll();
        header.setBorder(BorderFactory.createCompoundBorder(
                BorderFactory.createMatteBorder(0, 0, 1, 0, Look.color("line")),
                BorderFactory.createEmptyBorder(Look.px(4), Look.px(16), Look.px(4), Look.px(8))));
        JButton help = Buttons.of(Buttons.Kind.PLAIN, newWords.say("app.help"), () -> hands.accept(new Intent.Help()));
        JButton settings =
                Buttons.of(Buttons.Kind.PLAIN, "", () -> hands.accept(new Intent.Toggle(Local.Panel.SETTINGS)));
        settings.setIcon(Icon.SETTINGS.at(22, () -> Look.color("accent")));
        settings.setToolTipText(newWords.say("settings.title"));
        settings.getAccessibleContext().setAccessibleName(newWords.say("settings.title"));
        header.add(
                new Row(4, Row.Spread.FIRST, new Brand(newWords.say("app.name")), languages(newWords), settings, help));
        views.values().forEach(view -> view.applyComponentOrientation(orientation));
        frame.applyComponentOrientation(orientation);
        frame.revalidate();
    }

    private Component languages(Words newWords) {
        LanguageChoice box = new LanguageChoice(
                newWords.say("app.language"), newWords.language().ordinal(), hands);
        box.setFont(Look.font(Look.SMALL, false));
        box.putClientProperty(
                FlatClientProperties.STYLE,
                "background:$cm.ground; borderColor:$cm.ground;" + "buttonBackground:$cm.ground; padding:4,4,4,4");
        return box;
    }

    public void show(Shown shown) {
        ScreenView<?> view = views.get(shown.place());
        tell(view, shown);
        if (shown.place() == place) {
            return;
        }
        place = shown.place();
        boolean bare = place == Place.CALL;
        header.setVisible(!bare);
        middle.removeAll();
        middle.add(view);
        middle.revalidate();
        middle.repaint();
        frame.getAccessibleContext()
                .firePropertyChange(AccessibleContext.ACCESSIBLE_VISIBLE_DATA_PROPERTY, false, true);
        focus(view);
    }

    @SuppressWarnings("unchecked")
    private static <S extends Shown> void tell(ScreenView<?> view, S shown) {
        // Each place has the view of its own kind of screen: the constructor says so.
        ((ScreenView<S>) view).show(shown);
    }

    /** Pictures come on any thread. */
    public void remote(Frame picture) {
        call.remote(picture);
    }

    public void screen(Frame picture) {
        call.screen(picture);
    }

    public void own(Frame picture) {
        call.own(picture);
    }

    /** The own picture before the call. Any thread. */
    @Override
    public void picture(Frame picture) {
        waiting.picture(picture);
    }

    /** How loud the microphone is, from 0 to 1. Any thread. */
    @Override
    public void level(double loudness) {
        SwingUtilities.invokeLater(() -> waiting.level(loudness));
    }

    /** A line above every screen; nothing where there is nothing to tell. */
    public void strip(Optional<Notice> told) {
        if (told.equals(stripped)) {
            return;
        }
        stripped = told;
        strip.removeAll();
        told.ifPresent(notice -> strip.add(line(notice)));
        strip.applyComponentOrientation(frame.getComponentOrientation());
        strip.revalidate();
        strip.repaint();
    }

    /** Quiet: nothing here is in a hurry. */
    private Row line(Notice notice) {
        Row line = new Row(8, Row.Spread.FIRST, new Text(notice.text(), Text.Style.SMALL_QUIET));
        for (Choice choice : notice.choices()) {
            line.add(ScreenView.button(choice, hands));
        }
        line.setBorder(BorderFactory.createCompoundBorder(
                BorderFactory.createMatteBorder(0, 0, 1, 0, Look.color("line")),
                BorderFactory.createEmptyBorder(0, Look.px(16), 0, Look.px(8))));
        return line;
    }

    /** Once everything is laid out: what is not yet on the screen cannot take the focus. */
    private static void focus(ScreenView<?> view) {
        SwingUtilities.invokeLater(() -> view.first().requestFocusInWindow());
    }

    public void open() {
        onScreen.show(frame);
        if (place != null) {
            focus(views.get(place));
        }
    }

    /** Out of the way, or back again. */
    public void putAway(boolean away) {
        if (away) {
            frame.setExtendedState(frame.getExtendedState() | JFrame.ICONIFIED);
        } else {
            Screens.isAway(frame, false);
            frame.setExtendedState(frame.getExtendedState() & ~JFrame.ICONIFIED);
            onScreen.show(frame);
            frame.toFront();
        }
    }

    public Window window() {
        return frame;
    }

    public void close() {
        KeyboardFocusManager.getCurrentKeyboardFocusManager().removePropertyChangeListener(FOCUS, follow);
        onScreen.end(frame);
    }
}
