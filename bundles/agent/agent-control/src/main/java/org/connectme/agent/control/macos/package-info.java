/** Input for macOS, by Quartz events. */
@NullMarked
package org.connectme.agent.control.macos;

import org.jspecify.annotations.NullMarked;
