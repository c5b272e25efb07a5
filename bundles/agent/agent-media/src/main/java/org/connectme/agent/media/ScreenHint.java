package org.connectme.agent.media;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.lang.reflect.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says to the native part that the pictures of a track are a screen's: sharp letters, no lower resolution, and a fifth of
 * the bytes. WebRTC has a word for it (the content hint of a track) that webrtc-java 0.14 does not pass on, so it is said
 * to the native object itself, by the places that its functions have in that version on 64-bit Linux. What is asked first
 * must answer as a new track does; else nothing is said, and the picture is sent as a camera's.
 */
final class ScreenHint {

    private static final Logger logger = LoggerFactory.getLogger(ScreenHint.class);

    private static final int ENABLED = 6;
    private static final int HINT = 12;
    private static final int SET_HINT = 13;
    private static final int NONE = 0;
    private static final int DETAILED = 2;

    private ScreenHint() {}

    /** @param track just made: nothing was said of it yet */
    static void give(VideoTrack track) {
        try {
            Pointer object = new Pointer(handle(track));
            if (ask(object, ENABLED) != (track.isEnabled() ? 1 : 0) || ask(object, HINT) != NONE) {
                logger.warn("The native part is not the one that is known; the screen is sent as a camera's picture");
                return;
            }
            function(object, SET_HINT).invokeVoid(new Object[] {object, DETAILED});
            if (ask(object, HINT) != DETAILED) {
                logger.warn("The native part does not know what a screen is");
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            logger.warn("It cannot be said that this is a screen: {}", e.toString());
        }
    }

    private static long handle(VideoTrack track) throws ReflectiveOperationException {
        Class<?> base = VideoTrack.class;
        while (base.getSuperclass() != Object.class) {
            base = base.getSuperclass();
        }
        Field handle = base.getDeclaredField("nativeHandle");
        handle.setAccessible(true);
        return handle.getLong(track);
    }

    private static int ask(Pointer object, int place) {
        return function(object, place).invokeInt(new Object[] {object}) & 0xFF;
    }

    private static Function function(Pointer object, int place) {
        return Function.getFunction(object.getPointer(0).getPointer((long) place * Long.BYTES));
    }
}
