package org.connectme.payment.spi;

/** @param operation idempotency key. @param reference the hold's. @param amount at most what is held */
public record Capture(String operation, String reference, Amount amount) {}
