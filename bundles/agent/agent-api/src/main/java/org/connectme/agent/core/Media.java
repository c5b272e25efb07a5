package org.connectme.agent.core;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Voice, picture, screen and the channels between the two sides; one call at a time. Any thread may ask. */
@ConsumerType
public interface Media {

    /** What is plugged in now; may take a moment. */
    List<Device> devices();

    /** What can be shared now. */
    List<Screen> screens();

    /**
     * Begins the customer's half of a call: it answers what the consultant offers. Never blocks long. Nothing is
     * captured before it is switched on.
     *
     * @throws MediaFailed when this system cannot do it
     */
    MediaCall open(MediaCall.Wiring wiring) throws MediaFailed;
}
