package org.connectme.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Names one consultation, and with it one journal. Random (122 bits), so that knowing one tells nothing of another. */
public record ConsultationId(UUID value) {

    public static ConsultationId random() {
        return new ConsultationId(UUID.randomUUID());
    }

    /**
     * The id that this request of this consultant's has, however often it is sent: what opens a journal twice finds the
     * first one there. As random as the request, and nobody else's request leads to it.
     */
    public static ConsultationId of(ConsultantId consultant, UUID request) {
        String text = "consultation/1\n" + consultant + "\n" + request;
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
        long most = hash.getLong() & ~0xF000L | 0x8000L;
        long least = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new ConsultationId(new UUID(most, least)); // version 8 of RFC 9562: made as its maker likes
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
