package org.connectme.agent.ui.model;

import java.util.Map;
import org.connectme.agent.core.Device;

/**
 * Devices and network as they are tried before a call.
 *
 * @param asked the person wanted to try camera and microphone
 * @param faults why a device that is wanted is not on, by its code such as "media.no-camera"
 */
public record Trial(
        boolean asked,
        boolean camera,
        boolean microphone,
        Map<Device.Kind, String> faults,
        boolean tones,
        Network network) {

    /** What is known of the network. */
    public enum Network {
        CHECKING,
        GOOD,
        FAIR,
        POOR,
        BLOCKED
    }

    public static final Trial NOTHING = new Trial(false, false, false, Map.of(), false, Network.CHECKING);

    public Trial {
        faults = Map.copyOf(faults);
    }
}
