package org.connectme.agent.core;

import com.fasterxml.jackson.databind.JsonNode;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes input out of what the consultant's page says: docs/protocol.md, "Remote control". It holds what it knows of one
 * control, such as keys that are down, so a new one is made for each.
 */
@ConsumerType
public interface ControlInput {

    /** Registered as a service; makes one for each control. */
    @ConsumerType
    interface Factory {
        ControlInput begin();
    }

    /**
     * Does what the message says. Consent, size and rate were checked; the fields were not, and a message that makes no
     * sense does nothing. Called by one thread at a time.
     *
     * @param message key, text, button, wheel, held, release or move
     * @param injector where it goes; refuses by itself what the customer's own windows must not get
     * @param shared the screen that places between 0 and 1 belong to
     */
    void take(Channel channel, JsonNode message, Injector injector, Screen shared);

    /**
     * Called every 100 ms while control stands, by the same thread: what is held without word from the other side for
     * 2 s is let go here.
     */
    void tick(Injector injector);
}
