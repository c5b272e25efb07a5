/** Input for Windows, by SendInput. */
@NullMarked
package org.connectme.agent.control.windows;

import org.jspecify.annotations.NullMarked;
