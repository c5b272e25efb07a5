/** Prints XHTML as PDF, right to left and left to right. */
@NullMarked
package org.connectme.pdf.openhtml;

import org.jspecify.annotations.NullMarked;
