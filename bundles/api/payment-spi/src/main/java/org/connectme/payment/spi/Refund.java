package org.connectme.payment.spi;

/**
 * Gives money back.
 *
 * @param operation idempotency key
 * @param reference the captured payment's
 * @param amount    at most what was captured and not yet given back
 */
public record Refund(String operation, String reference, Amount amount) {}
