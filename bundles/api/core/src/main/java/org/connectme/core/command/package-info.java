@Export
@Version("1.4.0")
@NullMarked
package org.connectme.core.command;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
