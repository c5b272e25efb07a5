package org.connectme.agent.ui.parts;

import java.awt.Dimension;
import java.awt.Graphics;
import javax.accessibility.AccessibleRole;
import org.connectme.agent.ui.look.Look;

/** A thin line between two things. */
public final class Rule extends Painted {

    private static final long serialVersionUID = 1;

    public Rule() {
        super(AccessibleRole.SEPARATOR);
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(1, 1);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        graphics.setColor(Look.color("line"));
        graphics.fillRect(0, 0, getWidth(), getHeight());
    }
}
