/** From a journal to the words of a mail. Pure: no I/O but the dictionaries in this bundle. */
@NullMarked
package org.connectme.invitation.letter;

import org.jspecify.annotations.NullMarked;
