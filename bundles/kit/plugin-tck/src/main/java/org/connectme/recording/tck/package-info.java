/** Proves a recording store: extend {@link org.connectme.recording.tck.RecordingStoreKit}. */
@Export
@Version("1.0.0")
@NullMarked
package org.connectme.recording.tck;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
