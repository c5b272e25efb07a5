package org.connectme.payment.spi;

import java.util.Optional;

/**
 * Asks for a hold.
 *
 * @param operation       idempotency key, at most 200 characters of {@code [A-Za-z0-9-]}
 * @param consultation    our reference, for the service's records
 * @param seller          the consultant's id, for a service that pays out to several
 * @param amount          of the hold
 * @param method          what the provider's own form returned; with the customer away, the {@code reference} of a
 *     {@link Authorisation.Saved} card
 * @param description     for the card statement, at most 22 characters of {@code [A-Z0-9 ]}
 * @param receiptEmail    where the service may send a receipt of its own
 * @param customerPresent the customer is there and can answer a challenge
 */
public record Authorise(
        String operation,
        String consultation,
        String seller,
        Amount amount,
        String method,
        String description,
        Optional<String> receiptEmail,
        boolean customerPresent) {

    /** Without method and address, which are nobody's business in a log. */
    @Override
    public String toString() {
        return "Authorise " + operation + " " + amount;
    }
}
