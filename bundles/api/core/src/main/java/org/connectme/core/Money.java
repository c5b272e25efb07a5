package org.connectme.core;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An exact amount in whole minor units of an ISO 4217 currency (yen 1, cent 1/100, fils 1/1000).
 *
 * @param minorUnits may be negative only as the result of a subtraction
 */
public record Money(long minorUnits, Currency currency) implements Comparable<Money> {

    public static Money of(long minorUnits, String currencyCode) {
        return new Money(minorUnits, Currency.getInstance(currencyCode));
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /** @throws IllegalArgumentException if the currencies differ; @throws ArithmeticException on overflow */
    public Money plus(Money other) {
        return new Money(Math.addExact(minorUnits, same(other).minorUnits), currency);
    }

    /** @throws IllegalArgumentException if the currencies differ; @throws ArithmeticException on overflow */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minorUnits, same(other).minorUnits), currency);
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public boolean isZero() {
        return minorUnits == 0;
    }

    public boolean isPositive() {
        return minorUnits > 0;
    }

    /** The amount in major units with the currency's own number of decimals (0, 2 or 3). */
    public BigDecimal toDecimal() {
        return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits());
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minorUnits, same(other).minorUnits);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Amounts in " + currency + " and " + other.currency + " do not mix.");
        }
        return other;
    }

    /** For logs and tests, never for a page: a page writes amounts in its reader's own form. */
    @Override
    public String toString() {
        return toDecimal().toPlainString() + " " + currency;
    }
}
