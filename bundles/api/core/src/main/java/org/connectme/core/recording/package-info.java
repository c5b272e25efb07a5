/** What pages and operators may ask of recordings. */
@Export
@Version("1.0.0")
@NullMarked
package org.connectme.core.recording;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
