package org.connectme.agent.ui.view;

import java.awt.ComponentOrientation;
import java.awt.KeyboardFocusManager;
import java.awt.MouseInfo;
import java.awt.PointerInfo;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.connectme.agent.ui.model.Bar;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Question;
import org.jspecify.annotations.Nullable;

/** What lies over all windows: a question, the bar with STOP, the frame around the screen, the consultant's pointer. */
public final class Overlays {

    private static final boolean WAYLAND =
            System.getenv().getOrDefault("WAYLAND_DISPLAY", "").length() > 0;

    private final Consumer<Intent> hands;
    private final LongSupplier nanos;
    private final OnScreen onScreen;
    private ComponentOrientation orientation = ComponentOrientation.LEFT_TO_RIGHT;
    private String barName = "";
    private @Nullable QuestionDialog question;
    private @Nullable BarWindow bar;
    private @Nullable FrameAround frame;
    private @Nullable PointerMark pointer;

    /** @param nanos the monotonic clock */
    public Overlays(Consumer<Intent> hands, LongSupplier nanos, OnScreen onScreen) {
        this.hands = hands;
        this.nanos = nanos;
        this.onScreen = onScreen;
    }

    /** In another direction and language: what is open is made anew. */
    public void speak(ComponentOrientation newOrientation, String newBarName) {
        orientation = newOrientation;
        barName = newBarName;
        closeQuestion();
        closeBar();
    }

    /** @param near where a question appears */
    public void show(Optional<Question> asked, Optional<Bar> shown, Window near) {
        shown.ifPresentOrElse(this::showBar, this::closeBar);
        asked.ifPresentOrElse(one -> ask(one, near), this::closeQuestion);
    }

    private void ask(Question asked, Window near) {
        if (question != null && question.key().equals(asked.key())) {
            question.retell(asked);
            return;
        }
        closeQuestion();
        question = new QuestionDialog(asked, near, orientation, hands, nanos, onScreen);
        question.open();
    }

    private void showBar(Bar shown) {
        if (bar == null) {
            bar = new BarWindow(barName, shown, orientation, hands, onScreen);
        } else {
            bar.show(shown);
        }
        if (shown.screen().isEmpty()) {
            closeFrame();
            return;
        }
        if (frame == null) {
            frame = new FrameAround(onScreen);
        }
        frame.show(Screens.bounds(shown.screen().get()), shown.alert());
    }

    /** In SCREEN ONLY the consultant points. @param x in pixels of the desktop */
    public void point(int x, int y) {
        if (bar != null) {
            if (pointer == null) {
                pointer = new PointerMark(onScreen);
            }
            pointer.point(x, y);
        }
    }

    /**
     * Whether nothing is to be injected at all: on Wayland no window knows for certain where it lies, nor whose pointer it
     * is, while the person is asked something.
     */
    public boolean pausesInput() {
        return question != null && WAYLAND;
    }

    /** Whether the person's pointer is over one of the app's windows. */
    public static boolean hasPointer() {
        PointerInfo pointer = MouseInfo.getPointerInfo();
        return pointer != null
                && Arrays.stream(Window.getWindows())
                        .anyMatch(window ->
                                Screens.isThere(window) && window.getBounds().contains(pointer.getLocation()));
    }

    /** Whether what is typed goes to one of the app's windows; one that was disposed of with the focus has it for ever in Java. */
    public static boolean hasKeyboard() {
        Window active = KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow();
        return active != null && active.isShowing();
    }

    public boolean isStopVisible() {
        return bar != null && bar.isVisible();
    }

    /** Where the app's windows lie, in pixels of the desktop: injected input leaves them alone. */
    public List<Rectangle> bounds() {
        List<Rectangle> all = new ArrayList<>();
        for (Window window : Window.getWindows()) {
            if (Screens.isThere(window) && (frame == null || !frame.windows().contains(window))) {
                all.add(Screens.pixels(window));
            }
        }
        return all;
    }

    public void close() {
        closeQuestion();
        closeBar();
    }

    private void closeQuestion() {
        if (question != null) {
            question.close();
            question = null;
        }
    }

    private void closeBar() {
        closeFrame();
        if (bar != null) {
            bar.close();
            bar = null;
        }
        if (pointer != null) {
            pointer.close();
            pointer = null;
        }
    }

    private void closeFrame() {
        if (frame != null) {
            frame.close();
            frame = null;
        }
    }
}
