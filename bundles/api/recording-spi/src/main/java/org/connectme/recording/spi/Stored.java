package org.connectme.recording.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * A recording as the store has it.
 *
 * @param recording its id
 * @param length    bytes from 0 to the end of what is durable; where nothing was written yet in between, 0 is read
 * @param seal      empty until it is sealed
 * @param openedAt  by the store's clock
 */
public record Stored(String recording, long length, Optional<Seal> seal, Instant openedAt) {

    /**
     * That nothing changes any more.
     *
     * @param length bytes
     * @param sha256 of all of them, 64 lower-case hex digits
     */
    public record Seal(long length, String sha256) {

        /** @throws IllegalArgumentException where it is none */
        public Seal {
            if (length < 0 || !sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("Not a seal: " + length + " bytes");
            }
        }
    }
}
