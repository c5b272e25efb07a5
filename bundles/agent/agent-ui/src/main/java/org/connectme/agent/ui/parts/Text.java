package org.connectme.agent.ui.parts;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.text.AttributedString;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import javax.accessibility.AccessibleRole;
import org.connectme.agent.ui.look.Look;
import org.jspecify.annotations.Nullable;

/**
 * Text that wraps, line height and all as on the pages. The app's own words are written in its language's direction;
 * what people wrote, paragraph by paragraph in its own.
 */
public final class Text extends Painted implements Flowing {

    private static final long serialVersionUID = 1;

    /** The texts there are. */
    public enum Style {
        BODY(Look.BASE, false, "ink", 1.5f),
        STRONG(Look.BASE, true, "ink", 1.5f),
        QUIET(Look.BASE, false, "quiet", 1.5f),
        SMALL(Look.SMALL, false, "ink", 1.4f),
        SMALL_QUIET(Look.SMALL, false, "quiet", 1.4f),
        LEAD(Look.LARGE, false, "ink", 1.4f),
        TITLE(Look.TITLE, true, "ink", 1.2f),
        HEADING(Look.LARGE, true, "ink", 1.2f),
        FIGURE(Look.FIGURE, true, "ink", 1.2f),
        ERROR(Look.SMALL, false, "alert", 1.4f),
        SEAL(12, false, "quiet", 1.4f),
        ON_STAGE(Look.BASE, false, "on-stage-quiet", 1.4f);

        private final int size;
        private final boolean strong;
        private final String color;
        private final float leading;

        Style(int size, boolean strong, String color, float leading) {
            this.size = size;
            this.strong = strong;
            this.color = color;
            this.leading = leading;
        }
    }

    /** The same wherever it is measured and painted, so that a line never wraps otherwise than it was planned. */
    private static final FontRenderContext SMOOTH = new FontRenderContext(
            null, RenderingHints.VALUE_TEXT_ANTIALIAS_ON, RenderingHints.VALUE_FRACTIONALMETRICS_ON);

    private final Style style;
    private final boolean centered;
    private @Nullable String color;
    private boolean end;
    private boolean own;
    private boolean laidOutLeftToRight;
    private String text;
    private transient List<Line> lines = List.of();
    private int laidOutFor = -1;
    private transient @Nullable Font laidOutIn;

    private record Line(TextLayout layout, boolean leftToRight) {}

    public Text(String text, Style style) {
        this(text, style, false);
    }

    private Text(String text, Style style, boolean centered) {
        super(AccessibleRole.LABEL);
        this.text = text;
        this.style = style;
        this.centered = centered;
        getAccessibleContext().setAccessibleName(text);
    }

    public static Text centered(String text, Style style) {
        return new Text(text, style, true);
    }

    /** In another token's colour. */
    public Text in(String token) {
        this.color = token;
        return this;
    }

    /** Written by a person: each paragraph in its own direction. */
    public Text asWritten() {
        this.own = true;
        return this;
    }

    /** At the side where reading ends, whatever its own direction: amounts below each other. */
    public Text atEnd() {
        this.end = true;
        return this;
    }

    public String text() {
        return text;
    }

    public void say(String newText) {
        if (newText.equals(text)) {
            return;
        }
        text = newText;
        laidOutFor = -1;
        getAccessibleContext().setAccessibleName(newText);
        revalidate();
        repaint();
    }

    @Override
    public int heightFor(int width) {
        if (text.isEmpty()) {
            return 0;
        }
        layOut(width);
        return lines.size() * lineHeight();
    }

    @Override
    public int naturalWidth() {
        layOut(Integer.MAX_VALUE / 4);
        double widest = 0;
        for (Line line : lines) {
            widest = Math.max(widest, line.layout().getAdvance());
        }
        return (int) Math.ceil(widest) + 1;
    }

    @Override
    public Dimension getPreferredSize() {
        int width = naturalWidth();
        return new Dimension(width, heightFor(width));
    }

    private int lineHeight() {
        return Math.round(Look.px(style.size) * style.leading);
    }

    private void layOut(int width) {
        Font font = Look.font(style.size, style.strong);
        boolean leftToRight = getComponentOrientation().isLeftToRight();
        if (width == laidOutFor && font.equals(laidOutIn) && leftToRight == laidOutLeftToRight) {
            return;
        }
        List<Line> broken = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            addLines(paragraph.isEmpty() ? " " : paragraph, font, Math.max(1, width), broken);
        }
        lines = broken;
        laidOutFor = width;
        laidOutIn = font;
        laidOutLeftToRight = leftToRight;
    }

    private void addLines(String paragraph, Font font, int width, List<Line> into) {
        boolean leftToRight = getComponentOrientation().isLeftToRight();
        if (own) {
            int otherwise = leftToRight ? Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT : Bidi.DIRECTION_DEFAULT_RIGHT_TO_LEFT;
            leftToRight = new Bidi(paragraph, otherwise).baseIsLeftToRight();
        }
        AttributedString written = new AttributedString(paragraph);
        written.addAttribute(TextAttribute.FONT, font);
        written.addAttribute(
                TextAttribute.RUN_DIRECTION,
                leftToRight ? TextAttribute.RUN_DIRECTION_LTR : TextAttribute.RUN_DIRECTION_RTL);
        LineBreakMeasurer measurer = new LineBreakMeasurer(written.getIterator(), SMOOTH);
        while (measurer.getPosition() < paragraph.length()) {
            into.add(new Line(measurer.nextLayout(width), leftToRight));
        }
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        if (text.isEmpty()) {
            return;
        }
        layOut(getWidth());
        Graphics2D pen = (Graphics2D) graphics.create();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        pen.setColor(ink());
        float top = 0;
        for (Line line : lines) {
            TextLayout layout = line.layout();
            float height = layout.getAscent() + layout.getDescent();
            float baseline = top + (lineHeight() - height) / 2 + layout.getAscent();
            layout.draw(pen, startOf(line), baseline);
            top += lineHeight();
        }
        pen.dispose();
    }

    private float startOf(Line line) {
        // What a line of the other direction ends with, a space, hangs over at its left.
        TextLayout layout = line.layout();
        float free = getWidth() - (layout.isLeftToRight() ? layout.getVisibleAdvance() : layout.getAdvance());
        if (centered) {
            return free / 2;
        }
        boolean left = end ? !getComponentOrientation().isLeftToRight() : line.leftToRight();
        return left ? 0 : free;
    }

    private Color ink() {
        return Look.color(color == null ? style.color : color);
    }
}
