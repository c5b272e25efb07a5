package org.connectme.payment.spi;

import java.time.Instant;

/**
 * A payment as the service knows it. Amounts in minor units of {@code currency}.
 *
 * @param reference the service's own name of it
 * @param held      what is or was on hold; 0 for a saved card
 * @param captured  what was taken; 0 unless CAPTURED
 * @param refunded  of what was taken
 * @param heldUntil for a saved card: how long it can be used at most
 */
public record Payment(
        String reference,
        State state,
        String currency,
        long held,
        long captured,
        long refunded,
        String cardBrand,
        String cardLastFour,
        Instant heldUntil) {

    /** Where a payment stands. */
    public enum State {
        /** Waits for the cardholder. */
        CHALLENGE,
        /** A card is kept; nothing is held. */
        SAVED,
        HELD,
        CAPTURED,
        /** Let go before anything was taken, or the saved card forgotten. */
        RELEASED,
        /** The hold's time ran out. */
        EXPIRED,
        DECLINED
    }
}
