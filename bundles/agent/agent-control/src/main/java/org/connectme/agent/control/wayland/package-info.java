/**
 * Screen and input on Wayland desktops, by the system's own portal: org.freedesktop.portal.ScreenCast, RemoteDesktop and
 * GlobalShortcuts of the XDG Desktop Portal, and the picture by PipeWire.
 */
@NullMarked
package org.connectme.agent.control.wayland;

import org.jspecify.annotations.NullMarked;
