/** Checks a consultation's evidence file, alone: core and metering are the only code it shares with the server. */
@NullMarked
package org.connectme.verify;

import org.jspecify.annotations.NullMarked;
