package org.connectme.agent.core.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the customer is asked to agree to. */
public record Offer(
        Plan plan,
        Seller seller,
        String language,
        String terms,
        String privacy,
        String withdrawalWaiver,
        String planHash,
        String termsHash,
        List<Quote> examples) {

    public Offer {
        Bounds.present("plan", plan);
        Bounds.present("seller", seller);
        language = Bounds.text(language);
        terms = Bounds.text(terms);
        privacy = Bounds.text(privacy);
        withdrawalWaiver = Bounds.text(withdrawalWaiver);
        Bounds.present("planHash", planHash);
        Bounds.present("termsHash", termsHash);
        examples = Bounds.list("examples", examples);
    }

    public record Seller(String name, String address, String taxNumber) {

        public Seller {
            name = Bounds.text(name);
            address = Bounds.text(address);
            taxNumber = Bounds.text(taxNumber);
        }
    }

    /** The charging scheme; amounts in minor units of its currency. */
    public record Plan(
            String id,
            int version,
            String name,
            String currency,
            long pricePerMinute,
            int stepSeconds,
            long freeSeconds,
            long minimum,
            @Nullable Long cap,
            Tax tax,
            long hold) {

        public Plan {
            Bounds.present("currency", currency);
            Bounds.present("tax", tax);
            name = Bounds.text(name);
        }

        /** An amount in this plan's currency. */
        public Money money(long minorUnits) {
            return new Money(minorUnits, currency);
        }
    }

    public record Tax(String label, int basisPoints, boolean included) {

        public Tax {
            label = Bounds.text(label);
        }
    }

    /** What a call of so many seconds would cost. */
    public record Quote(long seconds, long chargeableSeconds, Money net, Money tax, Money gross) {

        public Quote {
            Bounds.present("net", net);
            Bounds.present("tax", tax);
            Bounds.present("gross", gross);
        }
    }
}
