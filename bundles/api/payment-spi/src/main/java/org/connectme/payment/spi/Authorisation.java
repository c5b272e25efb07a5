package org.connectme.payment.spi;

import java.time.Instant;

/** What a card step led to: a hold, a saved card, or the question whose answer leads there. */
public sealed interface Authorisation {

    /** The service's own name of the payment, at most 200 printable ASCII characters. */
    String reference();

    /**
     * @param amount    that is on hold in all
     * @param heldUntil after this the service frees the hold by itself
     */
    record Held(String reference, Amount amount, String cardBrand, String cardLastFour, Instant heldUntil)
            implements Authorisation {}

    /** A card that is kept. Its reference is the {@code method} of a later {@link Authorise}; releasing forgets it. */
    record Saved(String reference, String cardBrand, String cardLastFour) implements Authorisation {}

    /**
     * The cardholder has to confirm.
     *
     * @param action JSON for the provider's own form, which shows the challenge; at most 8 KiB
     */
    record Challenge(String reference, String action) implements Authorisation {

        /** Without the action, which may carry a secret of the cardholder's session. */
        @Override
        public String toString() {
            return "Challenge " + reference;
        }
    }
}
