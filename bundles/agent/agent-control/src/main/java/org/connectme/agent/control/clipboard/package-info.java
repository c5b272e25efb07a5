/** The system's clipboard, for as long as it is lent. */
@NullMarked
package org.connectme.agent.control.clipboard;

import org.jspecify.annotations.NullMarked;
