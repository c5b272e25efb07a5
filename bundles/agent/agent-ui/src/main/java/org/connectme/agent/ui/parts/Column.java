package org.connectme.agent.ui.parts;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import javax.swing.BorderFactory;
import javax.swing.JPanel;
import org.connectme.agent.ui.look.Look;
import org.jspecify.annotations.Nullable;

/** Parts one below the other, each as wide as the column. May be a rounded surface of its own. */
public class Column extends JPanel implements Flowing {

    private static final long serialVersionUID = 1;

    private final int gap;
    private @Nullable String fill;
    private @Nullable String line;
    private @Nullable String mark;

    /** @param gap between the parts, in pixels of tokens.css */
    public Column(int gap, Component... parts) {
        super(null);
        this.gap = gap;
        setOpaque(false);
        for (Component part : parts) {
            add(part);
        }
    }

    /** A surface with a line around, as a card. */
    public static Column card(int gap, Component... parts) {
        return new Column(gap, parts).on("surface", "line").padded(20, 20);
    }

    /** @param border null for none */
    public Column on(String surface, @Nullable String border) {
        this.fill = surface;
        this.line = border;
        return this;
    }

    /** A thick line in this colour at the side where reading begins. */
    public Column marked(String token) {
        this.mark = token;
        return this;
    }

    public Column padded(int vertical, int horizontal) {
        int v = Look.px(vertical);
        int h = Look.px(horizontal);
        setBorder(BorderFactory.createEmptyBorder(v, h, v, h));
        return this;
    }

    @Override
    public int heightFor(int width) {
        Insets insets = getInsets();
        int inner = width - insets.left - insets.right;
        int height = insets.top + insets.bottom;
        boolean first = true;
        for (Component part : getComponents()) {
            int own = part.isVisible() ? Flowing.heightOf(part, inner) : 0;
            if (own > 0) {
                height += own + (first ? 0 : Look.px(gap));
                first = false;
            }
        }
        return height;
    }

    @Override
    public int naturalWidth() {
        int widest = 0;
        for (Component part : getComponents()) {
            if (part.isVisible()) {
                widest = Math.max(widest, Flowing.widthOf(part));
            }
        }
        Insets insets = getInsets();
        return widest + insets.left + insets.right;
    }

    @Override
    public Dimension getPreferredSize() {
        int width = naturalWidth();
        return new Dimension(width, heightFor(width));
    }

    @Override
    public void doLayout() {
        Insets insets = getInsets();
        int inner = getWidth() - insets.left - insets.right;
        int top = insets.top;
        for (Component part : getComponents()) {
            int own = part.isVisible() ? Flowing.heightOf(part, inner) : 0;
            part.setBounds(insets.left, top, inner, own);
            top += own > 0 ? own + Look.px(gap) : 0;
        }
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        if (fill == null) {
            return;
        }
        Graphics2D pen = (Graphics2D) graphics.create();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float radius = Look.px(Look.RADIUS) * 2f;
        RoundRectangle2D shape =
                new RoundRectangle2D.Float(0.5f, 0.5f, getWidth() - 1f, getHeight() - 1f, radius, radius);
        pen.setColor(Look.color(fill));
        pen.fill(shape);
        if (mark != null) {
            pen.setColor(Look.color(mark));
            int thick = Look.px(4);
            pen.clip(shape);
            pen.fillRect(getComponentOrientation().isLeftToRight() ? 0 : getWidth() - thick, 0, thick, getHeight());
        }
        if (line != null) {
            pen.setColor(Look.color(line));
            pen.draw(shape);
        }
        pen.dispose();
    }
}
