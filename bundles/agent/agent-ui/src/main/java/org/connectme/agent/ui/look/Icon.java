package org.connectme.agent.ui.look;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.util.function.Supplier;

/** The pages' icons (icons.ts): lines on a field of 24 by 24. */
public enum Icon {
    MIC("M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0ZM5 11a7 7 0 0 0 14 0M12 18v3"),
    MIC_OFF("M9 9v2a3 3 0 0 0 5 2.2M15 11V6a3 3 0 0 0-5.7-1.3M5 11a7 7 0 0 0 11.5 5.4M19 11a7 7 0 0 1-.4 2.3M12 18v3"
            + "M4 4l16 16"),
    CAMERA("M5 6h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2ZM15 11l6-3v8l-6-3"),
    CAMERA_OFF("M11 6h2a2 2 0 0 1 2 2v2.5l6-3v9M15 15v1a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 1.5-1.9M4 4l16 16"),
    SCREEN("M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM12 14V8m0 0-3 3m3-3 3 3M8 21h8"),
    SCREEN_OFF("M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM9 8l6 5m0-5-6 5M8 21h8"),
    CHAT("M4 5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H10l-5 4v-4H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Z"),
    MORE("M5 11.5v1M12 11.5v1M19 11.5v1"),
    HANG_UP("M3 14c5-6 13-6 18 0l-2.4 2.6a1 1 0 0 1-1.3.1l-2.6-1.8a1 1 0 0 1-.4-1V12a12 12 0 0 0-4.6 0v1.9a1 1 0 0 1"
            + "-.4 1l-2.6 1.8a1 1 0 0 1-1.3-.1Z"),
    RUN("M4 13a8 8 0 0 1 16 0a8 8 0 0 1-16 0M12 9v4l2.5 2M9 2h6"),
    PAUSE("M8 5v14M16 5v14"),
    STOP("M8 6h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2Z"),
    OFF("M5 13a10 10 0 0 1 4-2.5M2 9a15 15 0 0 1 5-3M19 13a10 10 0 0 0-5-2.8M22 9a15 15 0 0 0-11-4M9 16.5a5 5 0 0 1 6 0"
            + "M12 20v.1M4 4l16 16"),
    INFO("M3 12a9 9 0 0 1 18 0a9 9 0 0 1-18 0M12 11v5M12 8v.1"),
    ALERT("M12 4 2.5 20h19ZM12 10v4M12 17v.1"),
    CHECK("M5 13l4.5 4.5L19 7"),
    CROSS("M6 6l12 12M18 6 6 18"),
    BACK("M14 6l-6 6 6 6"),
    SPEAKER("M4 9v6h4l5 4V5L8 9ZM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11"),
    SEND("M4 12l16-8-5 16-3-7Z"),
    PERSON("M8 8a4 4 0 0 1 8 0a4 4 0 0 1-8 0M4 21a8 8 0 0 1 16 0"),
    RECORD("M3 12a9 9 0 0 1 18 0a9 9 0 0 1-18 0M10 12a2 2 0 0 1 4 0a2 2 0 0 1-4 0"),
    CONTROL("M5 4l14 6-6 2-2 6Z"),
    HIDDEN("M3 12c4-7 14-7 18 0M6 16l1.5-2M12 17.5V15M18 16l-1.5-2M4 4l16 16"),
    SETTINGS("M4 7h9M19 7h1M4 17h1M11 17h9M13 7a3 3 0 0 1 6 0a3 3 0 0 1-6 0M5 17a3 3 0 0 1 6 0a3 3 0 0 1-6 0");

    private static final float FIELD = 24;

    private final Path2D shape;

    Path2D shape() {
        return shape;
    }

    Icon(String path) {
        this.shape = SvgPath.parse(path);
    }

    /** @param size in pixels of tokens.css */
    public javax.swing.Icon at(int size, Supplier<Color> color) {
        return new Drawn(size, color);
    }

    private final class Drawn implements javax.swing.Icon {

        private final int size;
        private final Supplier<Color> color;

        private Drawn(int size, Supplier<Color> color) {
            this.size = size;
            this.color = color;
        }

        @Override
        public void paintIcon(Component on, Graphics graphics, int x, int y) {
            Graphics2D pen = (Graphics2D) graphics.create();
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            pen.translate(x, y);
            pen.scale(getIconWidth() / FIELD, getIconHeight() / FIELD);
            boolean turned = Icon.this == BACK && !on.getComponentOrientation().isLeftToRight();
            if (turned) {
                pen.translate(FIELD, 0);
                pen.scale(-1, 1);
            }
            pen.setColor(color.get());
            float width = Icon.this == MORE || Icon.this == PAUSE ? 3 : 2;
            pen.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            pen.draw(shape);
            pen.dispose();
        }

        @Override
        public int getIconWidth() {
            return Look.px(size);
        }

        @Override
        public int getIconHeight() {
            return Look.px(size);
        }
    }
}
