/** The database: PostgreSQL, run by this bundle or reached by URL. */
@NullMarked
package org.connectme.database.embedded;

import org.jspecify.annotations.NullMarked;
