package org.connectme.agent.control.dbus;

import java.io.IOException;

/** What came is no D-Bus. */
final class Malformed extends IOException {

    private static final long serialVersionUID = 1;

    Malformed(String why) {
        super(why);
    }
}
