package org.connectme.payment.spi;

/**
 * Asks for a card to be kept for a hold that is placed later, with the customer away.
 *
 * @param operation    idempotency key
 * @param consultation our reference, for the service's records
 * @param seller       the consultant's id
 * @param method       what the provider's own form returned
 */
public record Save(String operation, String consultation, String seller, String method) {

    /** Without the method, which may be a secret. */
    @Override
    public String toString() {
        return "Save " + operation;
    }
}
