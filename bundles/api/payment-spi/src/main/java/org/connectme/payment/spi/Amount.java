package org.connectme.payment.spi;

/**
 * A positive amount in whole minor units of an ISO 4217 currency, by that standard's own number of decimals. A
 * service that counts otherwise is translated in its provider.
 *
 * @param minorUnits at least 1
 * @param currency   ISO 4217 code, three capital letters
 */
public record Amount(long minorUnits, String currency) {

    /** @throws IllegalArgumentException for anything that is not an amount */
    public Amount {
        if (minorUnits < 1 || !currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("Not an amount: " + minorUnits + " " + currency);
        }
    }
}
