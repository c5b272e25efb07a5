package org.connectme.agent.ui.parts;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import javax.swing.BorderFactory;
import javax.swing.JPanel;
import javax.swing.JScrollBar;
import javax.swing.JScrollPane;
import javax.swing.JViewport;
import javax.swing.ScrollPaneConstants;
import javax.swing.Scrollable;
import org.connectme.agent.ui.look.Look;

/** One step of the way: a column that scrolls, and below it what leads on, always in sight. */
public final class Page extends JPanel {

    private static final long serialVersionUID = 1;
    private static final int WIDEST = 576;

    public Page(Column content, Component... forward) {
        super(new BorderLayout());
        setOpaque(false);
        JScrollPane scroll = scrolling(content.padded(20, 0));
        add(scroll, BorderLayout.CENTER);
        if (forward.length > 0) {
            Column foot = new Column(8, forward).padded(12, 0);
            JPanel below = new JPanel(new BorderLayout());
            below.setOpaque(false);
            below.add(new Middle(foot));
            add(below, BorderLayout.SOUTH);
            align(below, scroll);
        }
    }

    /** What leads on stands right below the column, also where a bar beside that takes room. */
    private static void align(JPanel below, JScrollPane scroll) {
        JScrollBar bar = scroll.getVerticalScrollBar();
        bar.addComponentListener(new ComponentAdapter() {
            @Override
            public void componentShown(ComponentEvent event) {
                inset(bar.getPreferredSize().width);
            }

            @Override
            public void componentHidden(ComponentEvent event) {
                inset(0);
            }

            private void inset(int width) {
                boolean leftToRight = scroll.getComponentOrientation().isLeftToRight();
                below.setBorder(
                        BorderFactory.createEmptyBorder(0, leftToRight ? 0 : width, 0, leftToRight ? width : 0));
                below.revalidate();
            }
        });
    }

    /** The column in the middle of what scrolls, never wider than can be read. */
    public static JScrollPane scrolling(Column content) {
        JScrollPane scroll = new JScrollPane(
                new Middle(content),
                ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
                ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setOpaque(false);
        scroll.getViewport().setOpaque(false);
        scroll.getVerticalScrollBar().setUnitIncrement(Look.px(24));
        // Focus moves through it by what is inside; the pane itself is no stop.
        scroll.setFocusable(false);
        return scroll;
    }

    private static final class Middle extends JPanel implements Scrollable {

        private static final long serialVersionUID = 1;

        private final Column content;

        private Middle(Column content) {
            super(null);
            this.content = content;
            setOpaque(false);
            add(content);
        }

        private int contentWidth(int width) {
            return Math.min(Look.px(WIDEST), width - 2 * Look.px(16));
        }

        @Override
        public Dimension getPreferredSize() {
            int width = getParent() instanceof JViewport view ? view.getWidth() : Math.max(getWidth(), parentWidth());
            return new Dimension(width, content.heightFor(contentWidth(width)));
        }

        private int parentWidth() {
            return getParent() == null ? Look.px(420) : getParent().getWidth();
        }

        @Override
        public void doLayout() {
            int width = contentWidth(getWidth());
            content.setBounds((getWidth() - width) / 2, 0, width, content.heightFor(width));
        }

        @Override
        public Dimension getPreferredScrollableViewportSize() {
            return getPreferredSize();
        }

        @Override
        public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
            return Look.px(24);
        }

        @Override
        public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
            return Math.max(Look.px(24), visible.height - Look.px(48));
        }

        @Override
        public boolean getScrollableTracksViewportWidth() {
            return true;
        }

        @Override
        public boolean getScrollableTracksViewportHeight() {
            return false;
        }
    }
}
