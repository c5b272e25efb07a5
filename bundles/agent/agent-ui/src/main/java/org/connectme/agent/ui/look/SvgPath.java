package org.connectme.agent.ui.look;

import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the path of an icon as SVG writes it: M, L, H, V, C, A and Z, absolute and relative. */
final class SvgPath {

    private static final Pattern TOKEN = Pattern.compile("[MmLlHhVvCcAaZz]|-?(?:\\d+\\.\\d*|\\.\\d+|\\d+)");

    private final Matcher tokens;
    private final Path2D path = new Path2D.Double();
    private boolean more;
    private double x;
    private double y;

    private SvgPath(String text) {
        this.tokens = TOKEN.matcher(text);
        this.more = tokens.find();
    }

    static Path2D parse(String text) {
        SvgPath reader = new SvgPath(text);
        char command = 'M';
        while (reader.more) {
            char next = reader.tokens.group().charAt(0);
            if (Character.isLetter(next)) {
                command = next;
                reader.step();
            } else if (command == 'M' || command == 'm') {
                // Further pairs after a move are lines.
                command = command == 'M' ? 'L' : 'l';
            }
            reader.draw(command);
        }
        return reader.path;
    }

    private void draw(char command) {
        double fromX = Character.isLowerCase(command) ? x : 0;
        double fromY = Character.isLowerCase(command) ? y : 0;
        switch (Character.toUpperCase(command)) {
            case 'M' -> {
                to(fromX + number(), fromY + number());
                path.moveTo(x, y);
            }
            case 'L' -> line(fromX + number(), fromY + number());
            case 'H' -> line(fromX + number(), y);
            case 'V' -> line(x, fromY + number());
            case 'C' -> {
                double x1 = fromX + number();
                double y1 = fromY + number();
                double x2 = fromX + number();
                double y2 = fromY + number();
                to(fromX + number(), fromY + number());
                path.curveTo(x1, y1, x2, y2, x, y);
            }
            case 'A' -> {
                double radius = number();
                number();
                number();
                boolean large = number() != 0;
                boolean clockwise = number() != 0;
                arc(radius, large, clockwise, fromX + number(), fromY + number());
            }
            default -> {
                path.closePath();
                Point2D back = path.getCurrentPoint();
                to(back.getX(), back.getY());
            }
        }
    }

    /** Of circles only: SVG 1.1, appendix F.6.5, with both radii alike and no rotation. */
    private void arc(double radius, boolean large, boolean clockwise, double toX, double toY) {
        double halfX = (x - toX) / 2;
        double halfY = (y - toY) / 2;
        double half = halfX * halfX + halfY * halfY;
        double r = Math.max(radius, Math.sqrt(half));
        double factor = Math.sqrt(Math.max(0, (r * r - half) / half)) * (large == clockwise ? -1 : 1);
        double centerX = factor * halfY + (x + toX) / 2;
        double centerY = -factor * halfX + (y + toY) / 2;
        double start = Math.toDegrees(Math.atan2(y - centerY, x - centerX));
        double extent = Math.toDegrees(Math.atan2(toY - centerY, toX - centerX)) - start;
        if (clockwise && extent < 0) {
            extent += 360;
        } else if (!clockwise && extent > 0) {
            extent -= 360;
        }
        // Arc2D counts against the clock.
        Arc2D arc = new Arc2D.Double(centerX - r, centerY - r, 2 * r, 2 * r, -start, -extent, Arc2D.OPEN);
        path.append(arc.getPathIterator(new AffineTransform()), true);
        to(toX, toY);
    }

    private void line(double toX, double toY) {
        to(toX, toY);
        path.lineTo(x, y);
    }

    private void to(double newX, double newY) {
        x = newX;
        y = newY;
    }

    private double number() {
        double value = Double.parseDouble(tokens.group());
        step();
        return value;
    }

    private void step() {
        more = tokens.find();
    }
}
