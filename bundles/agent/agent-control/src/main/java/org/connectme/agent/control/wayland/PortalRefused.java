package org.connectme.agent.control.wayland;

import java.io.IOException;

/** The person, or the system in their place, said no. */
final class PortalRefused extends IOException {

    private static final long serialVersionUID = 1;

    PortalRefused(String what) {
        super(what);
    }
}
