/** Consultants' accounts, sign-in and sessions. */
@NullMarked
package org.connectme.identity;

import org.jspecify.annotations.NullMarked;
