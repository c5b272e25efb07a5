package org.connectme.core.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.connectme.core.ConsultationId;
import org.connectme.core.Sha256;

/**
 * The hash chain over one journal: a removed, changed or reordered entry breaks every hash after it. Personal fields
 * are hashed as stored, that is encrypted, so that erasing them leaves the chain intact.
 */
public final class Chain {

    /** What stands before the first entry. */
    public static final String ORIGIN = "0".repeat(64);

    private Chain() {}

    /**
     * @param before hash of the entry before, or {@link #ORIGIN}
     * @param at     truncated to milliseconds, as it is stored
     * @param stored the event's JSON exactly as stored
     */
    public static String next(String before, ConsultationId id, int seq, Instant at, String type, String stored) {
        String header = "entry/1\n" + id + "\n" + seq + "\n" + at.toEpochMilli() + "\n" + type + "\n";
        return Sha256.hex(
                HexFormat.of().parseHex(before),
                header.getBytes(StandardCharsets.UTF_8),
                stored.getBytes(StandardCharsets.UTF_8));
    }
}
