/** How a bundle gets at its own tables, whichever PostgreSQL they are in. */
@Export
@Version("1.0.0")
@NullMarked
package org.connectme.database;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
