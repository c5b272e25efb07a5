/** Recordings: begun on consent, taken as they happen, sealed, kept and deleted. */
@NullMarked
package org.connectme.recording;

import org.jspecify.annotations.NullMarked;
