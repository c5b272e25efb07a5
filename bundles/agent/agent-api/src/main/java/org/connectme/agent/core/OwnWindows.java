package org.connectme.agent.core;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What injected input must leave alone: the app's own windows. Registered as a service by what shows them; without one
 * there is no control. Asked before each input, on any thread: answers at once from what it knows.
 */
@ConsumerType
public interface OwnWindows {

    /** Whether the person can see STOP, or the system shows its own. If not, control pauses. */
    boolean isStopVisible();

    /** Whether one of the app's windows would get what is typed now. */
    boolean hasFocus();

    /** Whether one of the app's windows lies at this pixel of the desktop. */
    boolean covers(int x, int y);

    /** Whether the pointer is over one of the app's windows now, whoever moved it there. */
    boolean hasPointer();

    /** The consultant points at this pixel of the desktop in SCREEN ONLY; shown for a moment. */
    void point(int x, int y);
}
