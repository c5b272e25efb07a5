/** Recordings as encrypted files in a folder. */
@NullMarked
package org.connectme.recording.files;

import org.jspecify.annotations.NullMarked;
