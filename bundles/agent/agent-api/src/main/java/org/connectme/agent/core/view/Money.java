package org.connectme.agent.core.view;

import java.util.Currency;

/**
 * An amount.
 *
 * @param minorUnits whole minor units of the currency
 * @param currency ISO 4217
 */
public record Money(long minorUnits, String currency) {

    public Money {
        // Throws for what is none: an amount that nobody could print is not taken.
        Currency.getInstance(currency);
    }
}
