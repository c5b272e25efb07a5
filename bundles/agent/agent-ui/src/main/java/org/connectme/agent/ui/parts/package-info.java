/** What the views are built of: text that wraps, columns, rows, buttons, fields, pictures. All for the event thread. */
@NullMarked
package org.connectme.agent.ui.parts;

import org.jspecify.annotations.NullMarked;
