package org.connectme.payment.spi;

/**
 * A positive amount in whole minor units of an ISO 4217 currency, by that standard's own number of decimals. A
 * service that counts otherwise is translated in its provider.
 */
public record Amount(long minorUnits, String currency) {}
