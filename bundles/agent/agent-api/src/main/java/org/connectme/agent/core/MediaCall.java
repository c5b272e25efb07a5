package org.connectme.agent.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** The customer's half of one call, from entering it to leaving it. Any thread may call; nothing here blocks long. */
@ConsumerType
public interface MediaCall extends AutoCloseable {

    /** What a call needs from around it. Called on the call's own threads; must not block but where it is said. */
    @ProviderType
    interface Wiring {

        /** A signal for the other side; false when it cannot be taken now, and it is not kept then. */
        boolean signal(JsonNode data);

        /** What of the other side's media came: protocol.ts, {@code PageReport}. */
        void report(JsonNode mediaReport);

        /**
         * The way to the other side, with fresh credentials. May block for seconds: asked on a worker.
         *
         * @throws IOException when the server could not be asked
         */
        IceServers ice() throws IOException;

        /** Something of what the call's getters say changed: read them again. */
        void changed();

        /** What the consultant's page said past the server, as it came: nothing in it was checked. */
        void control(Channel channel, String text);

        /** {@link Channel#COMMANDS} opened, or is gone: what was held down is to be let go. */
        void controlOpen(boolean open);
    }

    /**
     * From here on another one is around this call, which goes on: a new version of the core took the place of the last.
     * It is told at once whether the channels are open, and to read everything again.
     */
    void rewire(Wiring next);

    /** A signal from the other side: protocol.ts, {@code SignalData}; nothing in it was checked. */
    void receive(JsonNode signal);

    /**
     * The way through the server came or went.
     *
     * @param resumed false: nobody knows what was lost, greet again
     */
    void signaling(boolean open, boolean resumed);

    /** As the server says. */
    void otherReachable(boolean online);

    /** Ends voice, picture and screen until signaling is there again. */
    void suspend();

    /** Whether the other side's media comes. */
    boolean isFlowing();

    Sending other();

    Sending own();

    /**
     * Codes of why something that was switched on cannot be had: {@code media.no-microphone},
     * {@code media.no-sound-system}, {@code media.no-camera}, {@code media.camera-busy}, {@code media.no-speaker},
     * {@code media.no-screen}, {@code media.screen-gone}, {@code media.screen-refused}, {@code media.screen-ended},
     * {@code media.window-gone}, {@code media.window-hidden} (its last picture stands still), {@code media.wayland} or
     * {@code media.failed}.
     */
    List<String> faults();

    void microphone(boolean on);

    void camera(boolean on);

    /** Takes this device for its kind, now and while this call lasts. */
    void use(Device device);

    /** Shows this screen to the other side; not one pixel leaves before. Another one takes the place of the first. */
    void share(Screen screen);

    /** Not one pixel leaves after. */
    void stopSharing();

    /** What is shared. */
    Optional<Screen> shared();

    /** A private moment: black in place of the shared screen, and in place of the camera too. */
    void blank(boolean on);

    /** Where a source's pictures go from now on, on a thread of the call; one sink a source, the newest. */
    void frames(Source source, Consumer<Frame> sink);

    /** Says something to the consultant's page on {@link Channel#COMMANDS}; false when it is not open. */
    boolean send(String text);

    /**
     * Says something to the consultant's page on {@link Channel#COMMANDS} or {@link Channel#EXCHANGE}; false when that is
     * not open.
     */
    default boolean send(Channel channel, String text) {
        return channel == Channel.COMMANDS && send(text);
    }

    /** Ends everything and waits until it ended. Doing it twice is harmless. */
    @Override
    void close();
}
