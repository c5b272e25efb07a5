package org.connectme.core;

import java.util.Optional;
import java.util.UUID;

/** Strict reading of identifiers: {@link UUID#fromString} alone accepts short and odd forms. */
final class Ids {

    private static final int LENGTH = 36;

    private Ids() {}

    static Optional<UUID> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(text);
            // Every message of a call comes through here: comparing costs less than a pattern.
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
