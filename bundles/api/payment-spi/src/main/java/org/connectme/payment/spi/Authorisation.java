package org.connectme.payment.spi;

import java.time.Instant;

/** A hold, or the question whose answer leads to one. */
public sealed interface Authorisation {

    /** The service's own name of the payment. */
    String reference();

    /** @param heldUntil after this the service frees the hold by itself */
    record Held(String reference, Amount amount, String cardBrand, String cardLastFour, Instant heldUntil)
            implements Authorisation {}

    /** @param action JSON for the provider's own form, which shows the challenge */
    record Challenge(String reference, String action) implements Authorisation {}
}
