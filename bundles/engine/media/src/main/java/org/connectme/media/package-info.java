/** What both sides report of flowing media, and what follows from it. */
@NullMarked
package org.connectme.media;

import org.jspecify.annotations.NullMarked;
