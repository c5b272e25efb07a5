/** Permissions the customer was asked for, gave and took back. */
@NullMarked
package org.connectme.consent;

import org.jspecify.annotations.NullMarked;
