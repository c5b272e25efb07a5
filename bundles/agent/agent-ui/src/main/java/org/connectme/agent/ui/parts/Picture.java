package org.connectme.agent.ui.parts;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.function.Consumer;
import javax.accessibility.AccessibleRole;
import org.connectme.agent.core.Frame;
import org.connectme.agent.ui.look.Look;
import org.jspecify.annotations.Nullable;

/**
 * Paints the newest picture of a source. Pictures come on any thread; each is copied into one of two images in turn, so
 * that what is being painted is never written to. What the window cannot keep up with is left out.
 */
public final class Picture extends Painted implements Consumer<Frame> {

    private static final long serialVersionUID = 1;

    /** How a picture fits into its place. */
    public enum Fit {
        /** Whole, with bars beside it. */
        WHOLE,
        /** Without bars, with its edges cut. */
        FILLING
    }

    private final boolean mirrored;
    private final boolean rounded;
    private Fit fit;
    private final Object pictures = new Object();
    private transient @Nullable BufferedImage shown;
    private transient @Nullable BufferedImage spare;
    private boolean waits;

    public Picture(String name, Fit fit, boolean mirrored, boolean rounded) {
        super(AccessibleRole.ICON);
        this.fit = fit;
        this.mirrored = mirrored;
        this.rounded = rounded;
        getAccessibleContext().setAccessibleName(name);
    }

    public void fit(Fit newFit) {
        fit = newFit;
        repaint();
    }

    /** Any thread. */
    @Override
    public void accept(Frame frame) {
        synchronized (pictures) {
            if (waits) {
                return;
            }
            BufferedImage next = spare;
            if (next == null || next.getWidth() != frame.width() || next.getHeight() != frame.height()) {
                next = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
            }
            int[] pixels = ((DataBufferInt) next.getRaster().getDataBuffer()).getData();
            System.arraycopy(frame.rgb(), 0, pixels, 0, frame.width() * frame.height());
            spare = shown;
            shown = next;
            waits = true;
        }
        repaint();
    }

    /** Nothing comes any more: the last picture must not stay. Any thread. */
    public void clear() {
        synchronized (pictures) {
            shown = null;
            spare = null;
            waits = false;
        }
        repaint();
    }

    @Override
    public Dimension getPreferredSize() {
        return isPreferredSizeSet() ? super.getPreferredSize() : new Dimension(Look.px(320), Look.px(180));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D pen = (Graphics2D) graphics.create();
        if (rounded) {
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            float radius = Look.px(6) * 2f;
            pen.clip(new RoundRectangle2D.Float(0, 0, getWidth(), getHeight(), radius, radius));
        }
        pen.setColor(Look.color("stage"));
        pen.fillRect(0, 0, getWidth(), getHeight());
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        // Painted under the lock: what is painted now is not written to meanwhile.
        synchronized (pictures) {
            waits = false;
            if (shown != null) {
                Rectangle place = place(shown.getWidth(), shown.getHeight(), getWidth(), getHeight(), fit);
                int left = mirrored ? place.x + place.width : place.x;
                pen.drawImage(shown, left, place.y, mirrored ? -place.width : place.width, place.height, null);
            }
        }
        pen.dispose();
    }

    static Rectangle place(int width, int height, int roomWidth, int roomHeight, Fit fit) {
        double across = (double) roomWidth / width;
        double down = (double) roomHeight / height;
        double scale = fit == Fit.WHOLE ? Math.min(across, down) : Math.max(across, down);
        int w = (int) Math.round(width * scale);
        int h = (int) Math.round(height * scale);
        return new Rectangle((roomWidth - w) / 2, (roomHeight - h) / 2, w, h);
    }
}
