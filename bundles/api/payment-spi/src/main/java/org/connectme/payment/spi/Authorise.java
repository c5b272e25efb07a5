package org.connectme.payment.spi;

/**
 * @param operation   idempotency key
 * @param consultation our reference, for the service's records
 * @param method      what the provider's own form returned
 * @param description for the card statement, at most 22 characters
 */
public record Authorise(String operation, String consultation, Amount amount, String method, String description) {

    /** Without the method, which may be a secret. */
    @Override
    public String toString() {
        return "Authorise " + operation + " " + amount;
    }
}
