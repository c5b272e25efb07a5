@NullMarked
package org.connectme.journal;

import org.jspecify.annotations.NullMarked;
