package org.connectme.agent.ui.view;

import java.awt.Rectangle;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JWindow;
import org.connectme.agent.ui.look.Look;

/** A thin frame around what is shown: four windows that stay on top and take no focus. */
final class FrameAround {

    private static final int THICK = 4;

    private final OnScreen onScreen;
    private final List<JWindow> sides = new ArrayList<>();
    private Rectangle around = new Rectangle();

    FrameAround(OnScreen onScreen) {
        this.onScreen = onScreen;
        for (int side = 0; side < 4; side++) {
            JWindow window = new JWindow();
            window.setFocusableWindowState(false);
            window.setAlwaysOnTop(true);
            sides.add(window);
        }
    }

    /** @param alert something is seen; else nothing is seen for now */
    void show(Rectangle screen, boolean alert) {
        for (JWindow side : sides) {
            side.getContentPane().setBackground(Look.color(alert ? "danger" : "still"));
            side.repaint();
        }
        if (screen.equals(around)) {
            return;
        }
        around = screen;
        int thick = Look.px(THICK);
        int right = screen.x + screen.width - thick;
        int bottom = screen.y + screen.height - thick;
        sides.get(0).setBounds(screen.x, screen.y, screen.width, thick);
        sides.get(1).setBounds(screen.x, bottom, screen.width, thick);
        sides.get(2).setBounds(screen.x, screen.y, thick, screen.height);
        sides.get(3).setBounds(right, screen.y, thick, screen.height);
        sides.forEach(onScreen::show);
    }

    List<? extends Window> windows() {
        return sides;
    }

    void close() {
        sides.forEach(onScreen::end);
    }
}
