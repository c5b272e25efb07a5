/** Speaks to the programs of a Linux desktop: D-Bus Specification 0.41, with file descriptors, which Java's sockets lack. */
@NullMarked
package org.connectme.agent.control.dbus;

import org.jspecify.annotations.NullMarked;
