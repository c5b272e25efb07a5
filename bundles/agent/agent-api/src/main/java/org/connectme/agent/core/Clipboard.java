package org.connectme.agent.core;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** This computer's clipboard, as plain text. Registered as a service only while consent to it stands. */
@ConsumerType
public interface Clipboard {

    /**
     * What it has; empty when that is no text. May wait for the program that owns it.
     *
     * @throws IOException when it cannot be read now
     */
    String text() throws IOException;

    /** @throws IOException when it cannot be written now */
    void put(String text) throws IOException;
}
