package org.connectme.agent.core;

import org.osgi.annotation.versioning.ConsumerType;

/** Registered as a service by what can reach the clipboard of this system. */
@ConsumerType
public interface ClipboardFactory {

    boolean serves();

    /** Touches nothing yet. */
    Clipboard open();
}
