package org.connectme.verify;

import org.jspecify.annotations.Nullable;

/** The file, or a part of it, is not what it must be. The message says where and what, for people. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable Integer entry;

    /** @param entry whose part of the file it is; null for none */
    Unreadable(@Nullable Integer entry, String message) {
        super(message);
        this.entry = entry;
    }

    @Nullable
    Integer entry() {
        return entry;
    }
}
