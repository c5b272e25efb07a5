/** The whole story as two people live it: real browsers, the shipped server, nothing between them. */
@NullMarked
package org.connectme.itests.browser;

import org.jspecify.annotations.NullMarked;
