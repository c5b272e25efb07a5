@Export
@Version("1.3.0")
@NullMarked
package org.connectme.agent.core;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
