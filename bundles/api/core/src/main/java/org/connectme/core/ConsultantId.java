package org.connectme.core;

import java.util.Optional;
import java.util.UUID;

/** Names one consultant's account. */
public record ConsultantId(UUID value) {

    public static ConsultantId random() {
        return new ConsultantId(UUID.randomUUID());
    }

    /** Reads the canonical text form; empty for anything else. */
    public static Optional<ConsultantId> parse(String text) {
        return Ids.parse(text).map(ConsultantId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
