package org.connectme.agent.ui.parts;

import java.awt.Color;
import java.util.function.Supplier;
import javax.swing.JLabel;
import org.connectme.agent.ui.look.Icon;

/** An icon beside a word; readers of the screen skip it. */
public final class IconLabel extends JLabel {

    private static final long serialVersionUID = 1;

    /** @param size in pixels of tokens.css */
    public IconLabel(Icon icon, int size, Supplier<Color> color) {
        super(icon.at(size, color));
        setFocusable(false);
    }
}
