package org.connectme.agent.ui.parts;

import java.awt.BorderLayout;
import java.awt.Graphics;
import javax.swing.JPanel;
import org.connectme.agent.ui.look.Look;

/** A plain area in a token's colour, whatever scheme is worn. */
public final class Surface extends JPanel {

    private static final long serialVersionUID = 1;

    private final String token;

    private Surface(String token) {
        super(new BorderLayout());
        this.token = token;
    }

    public static Surface of(String token) {
        return new Surface(token);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        graphics.setColor(Look.color(token));
        graphics.fillRect(0, 0, getWidth(), getHeight());
    }
}
