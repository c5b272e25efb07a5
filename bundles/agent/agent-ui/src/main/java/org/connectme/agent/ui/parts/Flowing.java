package org.connectme.agent.ui.parts;

import java.awt.Component;

/** Something whose height depends on how wide it may be, as wrapped text's does. Swing's layouts cannot ask for that. */
public interface Flowing {

    /** @param width in pixels */
    int heightFor(int width);

    /** As wide as it would like to be. */
    int naturalWidth();

    static int heightOf(Component component, int width) {
        return component instanceof Flowing flowing ? flowing.heightFor(width) : component.getPreferredSize().height;
    }

    static int widthOf(Component component) {
        return component instanceof Flowing flowing ? flowing.naturalWidth() : component.getPreferredSize().width;
    }
}
