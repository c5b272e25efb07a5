@Export
@Version("1.5.0")
@NullMarked
package org.connectme.core.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
