package org.connectme.simulation;

import java.util.Currency;
import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.RatePlan.Tax;
import org.connectme.core.Seller;

/** Offers of every kind: free, by the second or in steps, with minimum, cap and tax, in currencies of 0, 2, 3 decimals. */
final class Offers {

    private static final String[] CURRENCIES = {"EUR", "JPY", "KWD", "USD"};
    private static final Integer[] STEPS = {1, 1, 6, 30, 60};

    private Offers() {}

    static Offer roll(Dice dice, ConsultationId id, int version) {
        return new Offer(
                plan(dice, id, version), new Seller("Ana Weber", "Hill Street 1", ""), "en", "Terms.", "Privacy.", "");
    }

    private static RatePlan plan(Dice dice, ConsultationId id, int version) {
        boolean free = dice.chance(0.05);
        long price = free ? 0 : dice.between(1, 900);
        long minimum = free || dice.chance(0.6) ? 0 : dice.between(1, 1_500);
        Long cap = dice.chance(0.7) ? null : Long.valueOf(dice.between(1_500, 20_000));
        Tax tax = new Tax("VAT", (int) dice.between(0, 2_500), dice.chance(0.5));
        // small ones are used up within the call
        long usual = dice.chance(0.4) ? dice.between(2_000, 6_000) : dice.between(4_000, 60_000);
        long hold = free ? 0 : usual;
        return new RatePlan(
                new UUID(7, id.value().getLeastSignificantBits()),
                version,
                "Plan",
                Currency.getInstance(dice.oneOf(CURRENCIES)),
                price,
                dice.oneOf(STEPS),
                (int) (dice.chance(0.5) ? 0 : dice.between(1, 300)),
                minimum,
                cap,
                tax,
                hold);
    }
}
