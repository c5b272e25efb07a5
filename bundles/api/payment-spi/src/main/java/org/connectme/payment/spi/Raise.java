package org.connectme.payment.spi;

/**
 * Asks for a hold to be raised.
 *
 * @param operation idempotency key
 * @param reference the hold's
 * @param total     what is to be held afterwards in all, more than before: a total and not a difference, so that two
 *     of them can never add up
 */
public record Raise(String operation, String reference, Amount total) {}
