package org.connectme.agent.ui.view;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import javax.accessibility.AccessibleRole;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Painted;

/** The call as a thin line: what was billable, and where the meter stood. The words below say the same. */
final class TimelineBar extends Painted {

    private static final long serialVersionUID = 1;

    private final transient List<Shown.Pause> pauses;

    TimelineBar(String name, List<Shown.Pause> pauses) {
        super(AccessibleRole.ICON);
        this.pauses = List.copyOf(pauses);
        getAccessibleContext().setAccessibleName(name);
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(Look.px(120), Look.px(12));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D pen = (Graphics2D) graphics.create();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        int round = getHeight();
        pen.clip(new RoundRectangle2D.Float(0, 0, getWidth(), getHeight(), round, round));
        pen.setColor(Look.color("live"));
        pen.fillRect(0, 0, getWidth(), getHeight());
        boolean leftToRight = getComponentOrientation().isLeftToRight();
        for (Shown.Pause pause : pauses) {
            int from = (int) Math.round(pause.from() * getWidth());
            int width = Math.max(2, (int) Math.round((pause.to() - pause.from()) * getWidth()));
            int left = leftToRight ? from : getWidth() - from - width;
            pen.setColor(Look.color("still-soft"));
            pen.fillRect(left, 0, width, getHeight());
            pen.setColor(Look.color("still"));
            pen.drawRect(left, 0, width - 1, getHeight() - 1);
        }
        pen.dispose();
    }
}
