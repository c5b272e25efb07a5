package org.connectme.core;

import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A charging scheme in one exact version. A version never changes once made; an edited plan is a new version.
 *
 * @param pricePerMinute minor units a minute; net when {@link Tax#included} is false, gross otherwise
 * @param stepSeconds    billing step; each step begun counts; 1 bills by the second
 * @param freeSeconds    not charged, taken off the total before anything else
 * @param minimum        minor units charged as soon as anything is chargeable; 0 for none
 * @param cap            minor units never exceeded before tax; null for none
 * @param hold           gross minor units to authorise, the ceiling of every capture; 0 only in a free plan
 */
public record RatePlan(
        UUID id,
        int version,
        String name,
        Currency currency,
        long pricePerMinute,
        int stepSeconds,
        int freeSeconds,
        long minimum,
        @Nullable Long cap,
        Tax tax,
        long hold) {

    /**
     * @param label      as printed on the receipt, such as "VAT"
     * @param basisPoints rate in hundredths of a percent: 1900 is 19 %
     * @param included   whether prices already contain it
     */
    public record Tax(String label, int basisPoints, boolean included) {}

    /** A free plan asks for no card. */
    public boolean isFree() {
        return pricePerMinute == 0 && minimum == 0;
    }

    public Money holdAmount() {
        return new Money(hold, currency);
    }
}
