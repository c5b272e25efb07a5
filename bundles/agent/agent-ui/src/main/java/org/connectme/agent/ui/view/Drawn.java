package org.connectme.agent.ui.view;

import java.awt.BasicStroke;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import javax.accessibility.AccessibleRole;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Question.Drawing;
import org.connectme.agent.ui.parts.Painted;

/** Draws what would be seen or used: a screen, and with it keyboard and mouse. The words beside it say the same. */
final class Drawn extends Painted {

    private static final long serialVersionUID = 1;
    private static final int HEIGHT = 112;

    private final Drawing drawing;

    Drawn(Drawing drawing) {
        super(AccessibleRole.ICON);
        this.drawing = drawing;
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(Look.px(200), Look.px(HEIGHT));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D pen = (Graphics2D) graphics.create();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        float scale = Look.px(HEIGHT) / (float) HEIGHT;
        pen.translate(getWidth() / 2.0, 0);
        pen.scale(scale, scale);
        pen.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        if (drawing == Drawing.RECORDING) {
            pen.setColor(Look.color("alert"));
            Icon.RECORD.at(64, () -> Look.color("alert")).paintIcon(this, pen, -32, 24);
        } else {
            screen(pen, drawing == Drawing.SCREEN_KEYBOARD_MOUSE);
        }
        pen.dispose();
    }

    private static void screen(Graphics2D pen, boolean lent) {
        int left = lent ? -96 : -64;
        RoundRectangle2D screen = new RoundRectangle2D.Float(left, 8, 128, 78, 10, 10);
        pen.setColor(Look.color("alert-soft"));
        pen.fill(screen);
        pen.setColor(Look.color("alert"));
        pen.draw(screen);
        pen.drawLine(left + 64, 86, left + 64, 100);
        pen.drawLine(left + 40, 102, left + 88, 102);
        eye(pen, left + 64, 47);
        if (lent) {
            keyboard(pen, 46, 72);
            mouse(pen, 108, 36);
            pointer(pen, left + 100, 56);
        }
    }

    private static void eye(Graphics2D pen, float x, float y) {
        Path2D eye = new Path2D.Float();
        eye.moveTo(x - 20, y);
        eye.quadTo(x, y - 20, x + 20, y);
        eye.quadTo(x, y + 20, x - 20, y);
        pen.draw(eye);
        pen.drawOval(Math.round(x) - 5, Math.round(y) - 5, 10, 10);
    }

    private static void keyboard(Graphics2D pen, int x, int y) {
        pen.setColor(Look.color("surface"));
        pen.fillRoundRect(x, y, 84, 34, 8, 8);
        pen.setColor(Look.color("alert"));
        pen.drawRoundRect(x, y, 84, 34, 8, 8);
        for (int key = 0; key < 6; key++) {
            pen.drawLine(x + 10 + key * 12, y + 10, x + 14 + key * 12, y + 10);
        }
        pen.drawLine(x + 22, y + 23, x + 62, y + 23);
    }

    private static void mouse(Graphics2D pen, int x, int y) {
        pen.drawRoundRect(x - 12, y - 20, 24, 38, 24, 24);
        pen.drawLine(x, y - 14, x, y - 7);
    }

    private static void pointer(Graphics2D pen, float x, float y) {
        Path2D arrow = new Path2D.Float();
        arrow.moveTo(x, y);
        arrow.lineTo(x + 14, y + 6);
        arrow.lineTo(x + 7, y + 8);
        arrow.lineTo(x + 4, y + 15);
        arrow.closePath();
        pen.fill(arrow);
    }
}
