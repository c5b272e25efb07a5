package org.connectme.agent.core;

import org.osgi.annotation.versioning.ConsumerType;

/** Keys that work whichever window has the focus. */
@ConsumerType
public interface GlobalKeys {

    enum Key {
        /** Ctrl+Alt+End: ends control. (Function keys with Ctrl and Alt leave the desktop on Linux.) */
        STOP,
        /** Ctrl+Alt+Home: begins and ends a private moment. */
        PRIVATE_MOMENT
    }

    /** Whether this is the one for the system that runs now. */
    boolean serves();

    /**
     * Takes the key for this app until the result is closed. Injected input does not press it.
     *
     * @param pressed called on a thread of its own; must not block
     * @throws InjectorFailed when another program has it, or the system gives none
     */
    Grab grab(Key key, Runnable pressed) throws InjectorFailed;

    /** A key that is taken. */
    interface Grab extends AutoCloseable {
        @Override
        void close();
    }
}
