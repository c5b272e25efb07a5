package org.connectme.core;

import java.util.Optional;
import java.util.UUID;

/** Names one consultation, and with it one journal. Random (122 bits), so that knowing one tells nothing of another. */
public record ConsultationId(UUID value) {

    public static ConsultationId random() {
        return new ConsultationId(UUID.randomUUID());
    }

    /** Reads the canonical text form; empty for anything else, so that input from outside needs no exception. */
    public static Optional<ConsultationId> parse(String text) {
        return Ids.parse(text).map(ConsultationId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
