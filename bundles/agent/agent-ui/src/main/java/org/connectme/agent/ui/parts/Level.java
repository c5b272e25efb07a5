package org.connectme.agent.ui.parts;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import javax.accessibility.AccessibleRole;
import org.connectme.agent.ui.look.Look;

/** A bar that is full at one and empty at none. */
public final class Level extends Painted {

    private static final long serialVersionUID = 1;

    private double share;

    public Level(String name) {
        super(AccessibleRole.PROGRESS_BAR);
        getAccessibleContext().setAccessibleName(name);
    }

    public void show(double newShare) {
        share = Math.max(0, Math.min(1, newShare));
        repaint();
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(Look.px(120), Look.px(10));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D pen = (Graphics2D) graphics.create();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        int round = getHeight();
        pen.setColor(Look.color("line"));
        pen.fillRoundRect(0, 0, getWidth(), getHeight(), round, round);
        int width = (int) Math.round(getWidth() * share);
        if (width > 0) {
            pen.setColor(Look.color("live"));
            int left = getComponentOrientation().isLeftToRight() ? 0 : getWidth() - width;
            pen.fillRoundRect(left, 0, width, getHeight(), round, round);
        }
        pen.dispose();
    }
}
