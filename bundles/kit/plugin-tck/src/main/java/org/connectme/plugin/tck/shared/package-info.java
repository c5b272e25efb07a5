/** What the kits for payment plug-ins and for recording stores share. Not for authors. */
@NullMarked
package org.connectme.plugin.tck.shared;

import org.jspecify.annotations.NullMarked;
