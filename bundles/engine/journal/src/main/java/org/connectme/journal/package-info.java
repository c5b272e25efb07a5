/** Append, read, chain, deadlines and reactions, on PostgreSQL. */
@NullMarked
package org.connectme.journal;

import org.jspecify.annotations.NullMarked;
