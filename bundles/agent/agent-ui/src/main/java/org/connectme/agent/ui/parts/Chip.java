package org.connectme.agent.ui.parts;

import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import javax.accessibility.AccessibleRole;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.look.Look;

/** A state in a word, an icon and a colour. */
public final class Chip extends Painted {

    private static final long serialVersionUID = 1;
    private static final int ICON = 16;

    private String text = "";
    private Icon icon = Icon.RUN;
    private String token = "quiet";

    public Chip() {
        super(AccessibleRole.LABEL);
    }

    public void show(Icon newIcon, String newToken, String newText) {
        icon = newIcon;
        token = newToken;
        text = newText;
        getAccessibleContext().setAccessibleName(newText);
        revalidate();
        repaint();
    }

    @Override
    public Dimension getPreferredSize() {
        FontMetrics metrics = getFontMetrics(Look.font(Look.SMALL, true));
        return new Dimension(metrics.stringWidth(text) + Look.px(ICON + 8 + 24), Look.px(28));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D pen = (Graphics2D) graphics.create();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        boolean quiet = token.equals("quiet");
        pen.setColor(Look.color(quiet ? "line" : token + "-soft"));
        pen.fillRoundRect(0, 0, getWidth(), getHeight(), getHeight(), getHeight());
        pen.setColor(Look.color(quiet ? "ink" : token));
        pen.setFont(Look.font(Look.SMALL, true));
        FontMetrics metrics = pen.getFontMetrics();
        int edge = Look.px(12);
        int mark = Look.px(ICON);
        boolean leftToRight = getComponentOrientation().isLeftToRight();
        int iconLeft = leftToRight ? edge : getWidth() - edge - mark;
        int textLeft = leftToRight ? edge + mark + Look.px(8) : edge;
        icon.at(ICON, pen::getColor).paintIcon(this, pen, iconLeft, (getHeight() - mark) / 2);
        pen.drawString(text, textLeft, (getHeight() - metrics.getHeight()) / 2 + metrics.getAscent());
        pen.dispose();
    }
}
