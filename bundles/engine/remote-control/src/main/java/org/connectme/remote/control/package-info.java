/** Permits for remote control, as long as consent to it stands. */
@NullMarked
package org.connectme.remote.control;

import org.jspecify.annotations.NullMarked;
