package org.connectme.agent.control.dbus;

import java.io.IOException;

/** The other program answered with an error. */
public final class BusRefused extends IOException {

    private static final long serialVersionUID = 1;

    /** @param name such as {@code org.freedesktop.DBus.Error.UnknownMethod} */
    public BusRefused(String name) {
        super(name);
    }
}
