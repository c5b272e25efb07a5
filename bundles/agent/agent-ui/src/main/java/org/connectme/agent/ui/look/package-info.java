/** How everything looks: colours and sizes of the web's tokens.css, light and dark. */
@NullMarked
package org.connectme.agent.ui.look;

import org.jspecify.annotations.NullMarked;
