/** Billable time and amounts, folded from the journal. */
@NullMarked
package org.connectme.metering;

import org.jspecify.annotations.NullMarked;
