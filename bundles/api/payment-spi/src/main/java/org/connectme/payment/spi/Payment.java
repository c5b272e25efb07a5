package org.connectme.payment.spi;

import java.time.Instant;

/**
 * A payment as the service knows it. Amounts in minor units of {@code currency}.
 *
 * @param held     what is or was on hold
 * @param captured what was taken; 0 unless CAPTURED
 * @param refunded of what was taken
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
        CHALLENGE,
        HELD,
        CAPTURED,
        RELEASED,
        EXPIRED,
        DECLINED
    }
}
