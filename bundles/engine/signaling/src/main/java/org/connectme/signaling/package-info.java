@NullMarked
package org.connectme.signaling;

import org.jspecify.annotations.NullMarked;
