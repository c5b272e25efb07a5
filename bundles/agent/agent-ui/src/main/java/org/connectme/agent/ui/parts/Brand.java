package org.connectme.agent.ui.parts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Stream;
import javax.swing.Icon;
import javax.swing.JLabel;
import org.connectme.agent.ui.look.Look;

/** The name with its mark, as on the pages. */
public final class Brand extends JLabel {

    private static final long serialVersionUID = 1;

    public Brand(String name) {
        super(name);
        setFont(Look.font(Look.BASE, true));
        setIcon(new Mark(Look.px(24)));
        setIconTextGap(Look.px(8));
    }

    /** The mark in the sizes that systems ask for. */
    public static List<Image> images() {
        return Stream.of(16, 24, 32, 48, 64, 128, 256).map(Brand::image).toList();
    }

    private static Image image(int size) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = image.createGraphics();
        new Mark(size).paint(pen, new Color(0x0f6b5c), Color.WHITE);
        pen.dispose();
        return image;
    }

    private record Mark(int size) implements Icon {

        private static final double FIELD = 32;

        @Override
        public void paintIcon(Component on, Graphics graphics, int x, int y) {
            Graphics2D pen = (Graphics2D) graphics.create();
            pen.translate(x, y);
            paint(pen, Look.color("accent"), Look.color("on-accent"));
            pen.dispose();
        }

        private void paint(Graphics2D pen, Color ground, Color ink) {
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            pen.scale(size / FIELD, size / FIELD);
            pen.setColor(ground);
            pen.fillRoundRect(0, 0, 32, 32, 18, 18);
            pen.setColor(ink);
            pen.setStroke(new BasicStroke(3.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            pen.draw(new Arc2D.Double(8.6, 9, 14, 14, 56, 248, Arc2D.OPEN));
            pen.fillOval(20, 13, 6, 6);
        }

        @Override
        public int getIconWidth() {
            return size;
        }

        @Override
        public int getIconHeight() {
            return size;
        }
    }
}
