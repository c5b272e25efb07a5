package org.connectme.agent.ui.parts;

import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import javax.accessibility.AccessibleRole;
import org.connectme.agent.ui.look.Look;

/** A person's initials in a circle. */
public final class Portrait extends Painted {

    private static final long serialVersionUID = 1;
    private static final int SIZE = 64;

    private final String initials;

    public Portrait(String initials) {
        super(AccessibleRole.ICON);
        this.initials = initials;
        setPreferredSize(new Dimension(Look.px(SIZE), Look.px(SIZE)));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D pen = (Graphics2D) graphics.create();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Look.color("accent-soft"));
        pen.fillOval(0, 0, getWidth(), getHeight());
        pen.setColor(Look.color("accent"));
        pen.setFont(Look.font(Look.LARGE, true));
        FontMetrics metrics = pen.getFontMetrics();
        pen.drawString(
                initials,
                (getWidth() - metrics.stringWidth(initials)) / 2,
                (getHeight() - metrics.getHeight()) / 2 + metrics.getAscent());
        pen.dispose();
    }
}
