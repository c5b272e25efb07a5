package org.connectme.payment.spi;

/**
 * Takes money from a hold.
 *
 * @param operation idempotency key
 * @param reference the hold's
 * @param amount    at most what is held, exactly that where the service has no PARTIAL_CAPTURE
 */
public record Capture(String operation, String reference, Amount amount) {}
