/** What is shown, as a pure function of the consultation's state and of what the person did in the window. */
@NullMarked
package org.connectme.agent.ui.model;

import org.jspecify.annotations.NullMarked;
