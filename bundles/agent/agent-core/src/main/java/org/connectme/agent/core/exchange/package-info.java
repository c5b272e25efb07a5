/** Files and text between the two sides: what becomes of bytes here. It knows of no consent; the desk does. */
@NullMarked
package org.connectme.agent.core.exchange;

import org.jspecify.annotations.NullMarked;
