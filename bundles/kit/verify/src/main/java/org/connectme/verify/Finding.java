package org.connectme.verify;

import org.jspecify.annotations.Nullable;

/**
 * What one check says.
 *
 * @param check stable name of the check, for programs
 * @param entry that it is about; null for the file as a whole
 * @param text  for people
 */
record Finding(Kind kind, String check, @Nullable Integer entry, String text) {

    enum Kind {
        /** Was checked and is right. */
        RIGHT,
        /** Was checked and is wrong: the file proves nothing any more. */
        WRONG,
        /** Worth knowing, and not wrong. */
        NOTE
    }
}
