package org.connectme.agent.core;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Puts input into this computer. It is registered as a service only while the customer's consent for screen, keyboard
 * and mouse stands and a permit for it holds. Called by one thread at a time.
 */
@ConsumerType
public interface Injector extends AutoCloseable {

    /** @param code a position on the keyboard, as KeyboardEvent.code of W3C UI Events names it; an unknown one does nothing */
    void key(String code, boolean down);

    /**
     * The key that writes this character in the layout that this computer uses now, alone or with Shift; as a code for
     * {@link #key}. Empty if there is none or the system does not tell.
     */
    default Optional<String> position(int codePoint) {
        return Optional.empty();
    }

    /** Characters as they are, whatever keyboard layout this computer has. */
    void text(String text);

    /**
     * Characters one after the other as long as it may go on.
     *
     * @param mayGoOn asked before each; once it says no, nothing more is typed
     */
    default void text(String text, BooleanSupplier mayGoOn) {
        text.codePoints()
                .takeWhile(character -> mayGoOn.getAsBoolean())
                .forEach(character -> text(Character.toString(character)));
    }

    /**
     * How many characters of the text since the last time this was asked have no key here, and may not have been written.
     */
    default int takeUntyped() {
        return 0;
    }

    /** Why the system does not take any input now, as a code such as "control.system-refused"; empty if it does. */
    default Optional<String> pausedBy() {
        return Optional.empty();
    }

    /** Moves the pointer to a pixel of the whole desktop. */
    void move(int x, int y);

    /** @param button 0 left, 1 middle, 2 right, 3 back, 4 forward, as in MouseEvent.button */
    void button(int button, boolean down);

    /**
     * Turns the wheel, in 1/120 of a notch.
     *
     * @param dx positive to the right
     * @param dy positive downwards
     */
    void wheel(int dx, int dy);

    /** Lets go of everything that was pressed through here. */
    void releaseAll();

    /** Lets go of everything and puts back what was changed. Doing it twice is harmless. */
    @Override
    void close();
}
