package org.connectme.agent.core;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The monitors of this desktop one by one, and its windows. Registered as a service by what knows this kind of system;
 * without one there is only the desktop as a whole. Any thread may call; nothing here blocks long.
 */
@ConsumerType
public interface Monitors {

    /**
     * One monitor as it is now.
     *
     * @param id the same as long as it is plugged in, whatever else changes
     * @param name for people, such as "HDMI-1"
     * @param x left edge in pixels of the whole desktop
     * @param y upper edge in pixels of the whole desktop
     * @param width in desktop pixels
     * @param height in desktop pixels
     * @param whole whether it is all of the desktop, and there is nothing beside it
     */
    record Monitor(String id, String name, int x, int y, int width, int height, boolean whole) {}

    /**
     * One window of another program as it is now, without what the window manager draws around it.
     *
     * @param id the same until it is closed
     * @param title may be empty
     * @param program what the program calls itself; may be empty
     * @param x left edge in pixels of the whole desktop
     * @param y upper edge in pixels of the whole desktop
     * @param width in desktop pixels
     * @param height in desktop pixels
     * @param drawn false while it is minimised, or on a workspace that is not shown
     */
    record Window(String id, String title, String program, int x, int y, int width, int height, boolean drawn) {}

    /**
     * The windows of other programs, the topmost first; none where a window cannot be looked at by itself. How the one that
     * is looked at changes is told by {@link #watch}.
     */
    default List<Window> windows() {
        return List.of();
    }

    /** All monitors there are, the leftmost first; none when this is not the one for the system that runs now. */
    List<Monitor> list();

    /**
     * Tells of each change of {@link #list}, and of a window that is looked at (a few times a second at most); on a thread
     * of its own, which must not be held up.
     *
     * @return ends it
     */
    Runnable watch(Runnable changed);

    /** How far the system is with lending a monitor's picture. */
    enum Lending {
        LENT,
        /** The system asks the person, in a dialog of its own. */
        ASKING,
        /** The person said no there, or nothing. */
        REFUSED,
        /** It was given back, or the person took it back by the system's own indicator. */
        ENDED,
        /** The system did not do it. */
        FAILED
    }

    /**
     * Asks for a monitor's picture where the system wants to be asked; elsewhere it does nothing. Comes back at once: how
     * {@link #lending} changes is told by {@link #watch}.
     */
    default void ask(String id) {}

    /** Always LENT where the system does not want to be asked. */
    default Lending lending(String id) {
        return Lending.LENT;
    }

    /** What was asked for is not wanted any more; a dialog that is still open goes. */
    default void giveBack() {}

    /** What all monitors together are called in {@link #look}. */
    String DESKTOP = "desktop";

    /**
     * Takes pictures of one monitor or window by itself, or of all of the desktop, when something changes there.
     *
     * @param id a monitor's, a window's, or {@link #DESKTOP}
     * @return empty when it is not there, or the system has no way to: then {@link #view} may
     */
    default Optional<Look> look(String id, Viewer viewer) {
        return Optional.empty();
    }

    /** Gets the pictures of a {@link Look}. */
    @ConsumerType
    interface Viewer {

        /**
         * Something changed on the screen; the first picture comes by itself. On the look's own thread, which takes the next
         * picture once this is done.
         *
         * @param pixels of 32 bits, blue first, line after line, in a direct buffer that is used again after this call
         */
        void picture(ByteBuffer pixels, int width, int height);
    }

    /**
     * Pictures of one monitor, with the pointer, at the moment something changes and at most 60 a second for long; never a
     * pixel of another monitor, nor of what was that monitor a moment ago: not while monitors are moved, turned or unplugged
     * either. Of a window, whatever covers it, and never a pixel of what does. It follows the size, and is silent once what it
     * looks at is gone, or while that is not drawn. It outlives the service that gave it.
     */
    interface Look extends AutoCloseable {

        /** No picture comes after this. Doing it twice is harmless. Not to be called by the viewer. */
        @Override
        void close();
    }

    /** Shows this monitor by itself; empty when it is not there, or the system has no way to. */
    Optional<View> view(String id);

    /**
     * A window of the system's, never to be seen on the desktop, that shows one monitor and never a pixel of another, nor
     * of what was that monitor a moment ago: not while monitors are moved, turned or unplugged either. It follows the
     * monitor's size, and is black once the monitor is gone. It outlives the service that gave it.
     */
    interface View extends AutoCloseable {

        /** The system's number of the window. */
        long window();

        /** Doing it twice is harmless. */
        @Override
        void close();
    }

    /**
     * Takes just what changes on one monitor, or on all of the desktop, the moment it does.
     *
     * @param id a monitor's, or {@link #DESKTOP}
     * @return empty when it is not there, or the system has no way to
     */
    default Optional<Look> patches(String id, Patcher patcher) {
        return Optional.empty();
    }

    /**
     * Gets patches. On the look's own thread, which takes the next one once this is done. A {@link Look} at patches shows no
     * pixel that one at whole pictures would not show.
     */
    @ConsumerType
    interface Patcher {

        /**
         * Whether what changed may be taken now. What is not taken is not told again, and the next change a little later.
         *
         * @param pixels how many changed
         * @param whole of so many
         */
        boolean wants(int pixels, int whole);

        /**
         * A part of the picture as it is now, with the pointer.
         *
         * @param takenMillis by {@link System#nanoTime}, before it was taken
         * @param pixels of 32 bits, blue first, line after line, in a buffer that is used again after this call
         */
        void patch(Patch patch, long takenMillis, ByteBuffer pixels);
    }

    /**
     * A rectangle within a picture, in its pixels.
     *
     * @param wholeWidth the picture's
     * @param wholeHeight the picture's
     */
    record Patch(int wholeWidth, int wholeHeight, int x, int y, int width, int height) {}
}
