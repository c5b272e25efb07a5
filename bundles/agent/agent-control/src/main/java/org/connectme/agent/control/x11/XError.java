package org.connectme.agent.control.x11;

import java.io.IOException;

/** The display refused a request. The connection lives on. */
final class XError extends IOException {

    private static final long serialVersionUID = 1;

    XError(int code, int major, int minor) {
        super("X error " + code + " for request " + major + "." + minor);
    }
}
