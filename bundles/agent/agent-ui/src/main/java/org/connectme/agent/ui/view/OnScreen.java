package org.connectme.agent.ui.view;

import java.awt.Window;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Shows the app's windows, and is the only one who does. Once it is closed none of them is on the screen, and whatever is
 * still to come shows none again: another version's windows may be there by then. Of the event thread.
 */
public final class OnScreen {

    private final Set<Window> windows = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean closed;

    void show(Window window) {
        if (closed) {
            window.dispose();
            return;
        }
        windows.add(window);
        window.setVisible(true);
    }

    /** It is not shown any more, and what it took of the system is given back. */
    void end(Window window) {
        windows.remove(window);
        window.dispose();
    }

    /** For good. */
    public void close() {
        closed = true;
        // All are hidden before the first is disposed of: the system hears of each that it has the focus no more.
        windows.forEach(window -> window.setVisible(false));
        windows.forEach(Window::dispose);
        windows.clear();
    }
}
