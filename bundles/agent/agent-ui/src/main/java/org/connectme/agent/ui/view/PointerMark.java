package org.connectme.agent.ui.view;

import java.awt.Rectangle;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import javax.swing.JWindow;
import javax.swing.Timer;
import org.connectme.agent.ui.look.Look;

/** A ring where the consultant points; hollow, so that what is pointed at can still be clicked. Goes after a moment. */
final class PointerMark {

    private static final int SIZE = 48;
    private static final int THICK = 6;
    private static final int STAYS_MILLIS = 2_000;

    private final OnScreen onScreen;
    private final JWindow ring = new JWindow();
    private final Timer goes = new Timer(STAYS_MILLIS, event -> ring.setVisible(false));

    PointerMark(OnScreen onScreen) {
        this.onScreen = onScreen;
        int size = Look.px(SIZE);
        int thick = Look.px(THICK);
        Area shape = new Area(new Ellipse2D.Float(0, 0, size, size));
        shape.subtract(new Area(new Ellipse2D.Float(thick, thick, size - 2f * thick, size - 2f * thick)));
        ring.setFocusableWindowState(false);
        ring.setAlwaysOnTop(true);
        ring.setSize(size, size);
        ring.setShape(shape);
        goes.setRepeats(false);
    }

    /** @param x in pixels of the desktop */
    void point(int x, int y) {
        double scale = Screens.scale(ring.getGraphicsConfiguration());
        ring.getContentPane().setBackground(Look.color("danger"));
        Rectangle bounds = ring.getBounds();
        ring.setLocation(
                (int) Math.round(x / scale) - bounds.width / 2, (int) Math.round(y / scale) - bounds.height / 2);
        onScreen.show(ring);
        goes.restart();
    }

    boolean isShowing() {
        return ring.isShowing();
    }

    void close() {
        goes.stop();
        onScreen.end(ring);
    }
}
