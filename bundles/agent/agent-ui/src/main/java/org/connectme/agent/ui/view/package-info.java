/** Thin Swing views of what the model says. Everything here is for the event thread. */
@NullMarked
package org.connectme.agent.ui.view;

import org.jspecify.annotations.NullMarked;
