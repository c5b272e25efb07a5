/** Reads the WebM streams of pages strictly, and writes the file. Pure. */
@NullMarked
package org.connectme.recording.webm;

import org.jspecify.annotations.NullMarked;
