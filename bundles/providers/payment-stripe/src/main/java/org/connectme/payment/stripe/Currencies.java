package org.connectme.payment.stripe;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The currencies that Stripe takes and counts as ISO 4217 does (docs.stripe.com/currencies). Left out are those that it
 * counts otherwise or contradicts itself on: MGA, ISK, IQD, LYD, CLF and UGX.
 */
final class Currencies {

    static final Set<String> WITHOUT_DECIMALS =
            Set.of("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");

    static final Set<String> WITH_TWO_DECIMALS = Set.of(
            "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BMD", "BND",
            "BOB", "BRL", "BSD", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CNY", "COP", "CRC", "CVE", "CZK", "DKK",
            "DOP", "DZD", "EGP", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GIP", "GMD", "GTQ", "GYD", "HKD", "HNL",
            "HTG", "HUF", "IDR", "ILS", "INR", "JMD", "KES", "KGS", "KHR", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD",
            "LSL", "MAD", "MDL", "MKD", "MMK", "MNT", "MOP", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN",
            "NIO", "NOK", "NPR", "NZD", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "SAR", "SBD",
            "SCR", "SEK", "SGD", "SHP", "SOS", "SRD", "SZL", "THB", "TJS", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH",
            "USD", "UYU", "UZS", "WST", "XCD", "YER", "ZAR", "ZMW");

    /** Amounts in them must end in 0. */
    static final Set<String> WITH_THREE_DECIMALS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    /** Stripe's own table; for all others it only says that the amount must be worth what the account settles in. */
    private static final Map<String, Long> MINIMUMS = Map.ofEntries(
            Map.entry("AED", 200L),
            Map.entry("CZK", 1500L),
            Map.entry("DKK", 250L),
            Map.entry("GBP", 30L),
            Map.entry("HKD", 400L),
            Map.entry("HUF", 17500L),
            Map.entry("MXN", 1000L),
            Map.entry("MYR", 200L),
            Map.entry("NOK", 300L),
            Map.entry("PLN", 200L),
            Map.entry("RON", 200L),
            Map.entry("SEK", 300L),
            Map.entry("THB", 1000L));

    private static final long USUAL_MINIMUM = 50;

    /** Eight digits everywhere; some currencies could have more. */
    private static final long MAXIMUM = 99_999_990;

    private final Map<String, Long> ownMinimums;

    Currencies(Map<String, Long> ownMinimums) {
        this.ownMinimums = ownMinimums;
    }

    /**
     * @param minimum in minor units
     * @param quantum amounts are multiples of it
     */
    record Range(long minimum, long maximum, long quantum) {}

    /** @return empty for a currency that is not taken */
    Optional<Range> range(String currency) {
        if (!takes(currency)) {
            return Optional.empty();
        }
        long quantum = WITH_THREE_DECIMALS.contains(currency) ? 10 : 1;
        long usual = MINIMUMS.getOrDefault(currency, USUAL_MINIMUM * quantum);
        long minimum = ownMinimums.getOrDefault(currency, usual);
        return Optional.of(new Range(minimum, MAXIMUM, quantum));
    }

    private static boolean takes(String currency) {
        return WITH_TWO_DECIMALS.contains(currency)
                || WITHOUT_DECIMALS.contains(currency)
                || WITH_THREE_DECIMALS.contains(currency);
    }
}
