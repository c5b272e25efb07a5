package org.connectme.payment.spi;

/**
 * What the service said when it was asked whether it can be used as configured.
 *
 * @param account the merchant's account as operators know it; no secret
 * @param test    no real money moves
 */
public record Probe(String account, boolean test) {}
