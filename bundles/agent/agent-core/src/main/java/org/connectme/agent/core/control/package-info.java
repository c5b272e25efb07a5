/** Whether the consultant may put input into this computer: decided here, whatever the server says. */
@NullMarked
package org.connectme.agent.core.control;

import org.jspecify.annotations.NullMarked;
