package org.connectme.agent.media;

import dev.onvoid.webrtc.media.video.VideoTrackSource;
import java.util.List;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.MediaFailed;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The cameras of this computer. One that is registered with a higher ranking takes the place of the system's own.
 * Called on the native part's thread only.
 */
@ConsumerType
public interface Cameras {

    List<Device> list();

    /**
     * Switches a camera on.
     *
     * @param id of one that is listed; null for whichever comes first
     * @throws MediaFailed {@code media.no-camera} if there is none, {@code media.camera-busy} if it cannot be had
     */
    Camera open(@Nullable String id) throws MediaFailed;

    /** A camera that is on. */
    interface Camera extends AutoCloseable {

        /** Belongs to this camera and ends with it. */
        VideoTrackSource source();

        /** Its light goes out. No track of the source is in use any more. */
        @Override
        void close();
    }
}
