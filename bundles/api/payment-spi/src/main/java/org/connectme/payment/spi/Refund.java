package org.connectme.payment.spi;

/** @param operation idempotency key. @param reference the captured payment's. @param amount at most what is left of it */
public record Refund(String operation, String reference, Amount amount) {}
