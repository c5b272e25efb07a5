package org.connectme.agent.media;

import dev.onvoid.webrtc.PeerConnectionFactory;
import org.connectme.agent.core.MediaFailed;

/** The native part: one factory for all calls, and the sound that belongs to it. On its own thread only. */
record Engine(Sound sound, PeerConnectionFactory factory) implements AutoCloseable {

    static Engine start() throws MediaFailed {
        Sound sound = Sound.open();
        try {
            return new Engine(sound, Native.ask("media.no-native", () -> new PeerConnectionFactory(sound.module())));
        } catch (MediaFailed e) {
            sound.close();
            throw e;
        }
    }

    @Override
    public void close() {
        factory.dispose();
        sound.close();
    }
}
