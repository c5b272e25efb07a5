package org.connectme.agent.core;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What can be tried before a call, on the very devices that it will use. Nothing of camera and microphone leaves this
 * computer or is kept. Any thread may ask; each question may take seconds. A call that opens ends what is tried.
 */
@ProviderType
public interface Rehearsal {

    /** Something that is switched on until it is closed; closing it twice does nothing more. */
    interface On extends AutoCloseable {
        @Override
        void close();
    }

    /** How well media come through the network. */
    enum Quality {
        GOOD,
        /** Enough for sound. */
        FAIR,
        POOR,
        /** Nothing arrives. */
        BLOCKED
    }

    /**
     * Switches a camera on.
     *
     * @param chosen null for whichever comes first
     * @param pictures gets them on a thread of the camera's
     * @throws MediaFailed {@code media.no-camera}, {@code media.camera-busy}
     */
    On camera(@Nullable Device chosen, Consumer<Frame> pictures) throws MediaFailed;

    /**
     * Listens to a microphone.
     *
     * @param chosen null for the system's own
     * @param level how loud it is, from 0 (60 dB below the loudest there is) to 1, some twenty times a second, on a
     *     thread of the microphone's
     * @throws MediaFailed {@code media.no-microphone}, {@code media.no-sound-system}
     */
    On microphone(@Nullable Device chosen, DoubleConsumer level) throws MediaFailed;

    /**
     * Plays three tones, and returns when they were played: after about a second.
     *
     * @param chosen null for the system's own speaker
     * @throws MediaFailed {@code media.no-speaker}, {@code media.no-sound-system}
     */
    void tones(@Nullable Device chosen) throws MediaFailed;

    /** What two soft tones tell. */
    enum Chime {
        /** Rising. */
        BEGINS,
        /** Falling. */
        ENDS
    }

    /**
     * Plays two soft tones, in a call too, and returns when they were played: after less than a second.
     *
     * @param chosen null for the system's own speaker
     * @throws MediaFailed {@code media.no-speaker}, {@code media.no-sound-system}
     */
    void chime(@Nullable Device chosen, Chime chime) throws MediaFailed;

    /**
     * Sends a picture of its own from this computer through the network to itself, by the relay where there is one, and
     * judges by what arrives. Takes some five seconds, and at most fifteen.
     */
    CompletableFuture<Quality> network(IceServers servers);
}
