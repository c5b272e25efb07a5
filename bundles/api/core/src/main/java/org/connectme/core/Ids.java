package org.connectme.core;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Strict reading of identifiers: {@link UUID#fromString} alone accepts short and odd forms. */
final class Ids {

    private static final Pattern CANONICAL = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Ids() {}

    static Optional<UUID> parse(String text) {
        return CANONICAL.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
