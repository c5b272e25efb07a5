/**
 * Input for X11. Speaks the X protocol itself, over a connection of its own: no native code, so no error of the display
 * can take the app down, and none of the window toolkit's handlers is touched.
 */
@NullMarked
package org.connectme.agent.control.x11;

import org.jspecify.annotations.NullMarked;
