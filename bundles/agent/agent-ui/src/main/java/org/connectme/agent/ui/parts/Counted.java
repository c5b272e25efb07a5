package org.connectme.agent.ui.parts;

import java.awt.Component;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import javax.swing.Icon;
import org.connectme.agent.ui.look.Look;

/** An icon with a number at its corner: so many are new. */
record Counted(Icon icon, int count) implements Icon {

    private static final int SIZE = 18;

    @Override
    public void paintIcon(Component on, Graphics graphics, int x, int y) {
        icon.paintIcon(on, graphics, x, y);
        Graphics2D pen = (Graphics2D) graphics.create();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        int size = Look.px(SIZE);
        int left = x + icon.getIconWidth() - size / 2;
        int top = y - size / 2;
        pen.setColor(Look.color("accent"));
        pen.fillOval(left, top, size, size);
        pen.setColor(Look.color("on-accent"));
        pen.setFont(Look.font(12, true));
        FontMetrics metrics = pen.getFontMetrics();
        String text = count > 9 ? "9+" : Integer.toString(count);
        pen.drawString(
                text,
                left + (size - metrics.stringWidth(text)) / 2,
                top + (size - metrics.getHeight()) / 2 + metrics.getAscent());
        pen.dispose();
    }

    @Override
    public int getIconWidth() {
        return icon.getIconWidth();
    }

    @Override
    public int getIconHeight() {
        return icon.getIconHeight();
    }
}
