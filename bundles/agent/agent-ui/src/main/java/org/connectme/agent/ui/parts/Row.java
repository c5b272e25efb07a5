package org.connectme.agent.ui.parts;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.Insets;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JPanel;
import org.connectme.agent.ui.look.Look;

/** Parts side by side, from where reading begins; what does not fit goes to the next line. */
public final class Row extends JPanel implements Flowing {

    private static final long serialVersionUID = 1;

    /** Where the parts of a line stand, or which of them takes what is left. */
    public enum Spread {
        START,
        CENTER,
        END,
        /** The first part grows. */
        FIRST,
        /** The last part grows. */
        LAST,
        /** All parts grow alike. */
        ALL,
        /** Two parts on one line, the first with two fifths of it. */
        SHARED
    }

    private final int gap;
    private final Spread spread;
    private boolean top;

    /** @param gap between the parts, in pixels of tokens.css */
    public Row(int gap, Spread spread, Component... parts) {
        super(null);
        this.gap = gap;
        this.spread = spread;
        setOpaque(false);
        for (Component part : parts) {
            add(part);
        }
    }

    @Override
    public int heightFor(int width) {
        Insets insets = getInsets();
        int inner = width - insets.left - insets.right;
        int height = insets.top + insets.bottom;
        List<List<Component>> lines = lines(inner);
        for (List<Component> line : lines) {
            height += heightOf(line, widths(line, inner));
        }
        return height + Math.max(0, lines.size() - 1) * Look.px(gap);
    }

    /** Parts of a line stand at its upper edge, not in its middle. */
    public Row top() {
        this.top = true;
        return this;
    }

    @Override
    public int naturalWidth() {
        Insets insets = getInsets();
        int width = insets.left + insets.right;
        boolean first = true;
        for (Component part : getComponents()) {
            if (part.isVisible()) {
                width += Flowing.widthOf(part) + (first ? 0 : Look.px(gap));
                first = false;
            }
        }
        return width;
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
        for (List<Component> line : lines(inner)) {
            int[] widths = widths(line, inner);
            int height = heightOf(line, widths);
            place(line, widths, insets.left, inner, top, height);
            top += height + Look.px(gap);
        }
    }

    private void place(List<Component> line, int[] widths, int left, int inner, int y, int height) {
        int used = Look.px(gap) * (line.size() - 1);
        for (int width : widths) {
            used += width;
        }
        int free = Math.max(0, inner - used);
        int at = spread == Spread.END ? free : spread == Spread.CENTER ? free / 2 : 0;
        boolean leftToRight = getComponentOrientation().isLeftToRight();
        for (int i = 0; i < line.size(); i++) {
            int own = Flowing.heightOf(line.get(i), widths[i]);
            int x = leftToRight ? left + at : left + inner - at - widths[i];
            line.get(i).setBounds(x, y + (this.top ? 0 : (height - own) / 2), widths[i], own);
            at += widths[i] + Look.px(gap);
        }
    }

    /** A part that grows may shrink too, down to where it still can be read: then nothing need wrap. */
    private List<List<Component>> lines(int inner) {
        List<List<Component>> lines = new ArrayList<>();
        List<Component> line = new ArrayList<>();
        int used = 0;
        for (Component part : getComponents()) {
            if (!part.isVisible()) {
                continue;
            }
            int width = spread == Spread.SHARED ? 0 : least(part);
            if (!line.isEmpty() && used + Look.px(gap) + width > inner) {
                lines.add(line);
                line = new ArrayList<>();
                used = 0;
            }
            used += (line.isEmpty() ? 0 : Look.px(gap)) + width;
            line.add(part);
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private int least(Component part) {
        int natural = Flowing.widthOf(part);
        return grows(part) && spread != Spread.ALL ? Math.min(natural, Look.px(120)) : natural;
    }

    private boolean grows(Component part) {
        return switch (spread) {
            case FIRST -> part == getComponent(0);
            case LAST -> part == getComponent(getComponentCount() - 1);
            case ALL -> true;
            default -> false;
        };
    }

    private int[] widths(List<Component> line, int inner) {
        int free = inner - Look.px(gap) * (line.size() - 1);
        if (spread == Spread.SHARED && line.size() == 2) {
            return new int[] {free * 2 / 5, free - free * 2 / 5};
        }
        int growing = 0;
        for (Component part : line) {
            if (grows(part)) {
                growing++;
            } else {
                free -= Flowing.widthOf(part);
            }
        }
        int[] widths = new int[line.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] =
                    grows(line.get(i)) ? Math.max(0, free / growing) : Math.min(inner, Flowing.widthOf(line.get(i)));
        }
        return widths;
    }

    private static int heightOf(List<Component> line, int[] widths) {
        int height = 0;
        for (int i = 0; i < widths.length; i++) {
            height = Math.max(height, Flowing.heightOf(line.get(i), widths[i]));
        }
        return height;
    }
}
