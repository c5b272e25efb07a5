package org.connectme.core;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What the customer is asked to agree to: one exact plan and the exact texts. It travels whole in the journal, so
 * that neither a later edit nor a lost table can change what was agreed.
 *
 * @param language       BCP 47 tag of the texts
 * @param withdrawalWaiver text of the waiver of withdrawal for a service begun at once; empty where not asked for
 */
public record Offer(
        RatePlan plan, Seller seller, String language, String terms, String privacy, String withdrawalWaiver) {

    /** SHA-256, hex, over a fixed textual form of the plan and the seller. */
    public String planHash() {
        RatePlan p = plan;
        String text = String.join(
                "\n",
                "plan/1",
                p.id().toString(),
                Integer.toString(p.version()),
                p.name(),
                p.currency().getCurrencyCode(),
                Long.toString(p.pricePerMinute()),
                Integer.toString(p.stepSeconds()),
                Integer.toString(p.freeSeconds()),
                Long.toString(p.minimum()),
                String.valueOf(p.cap()),
                p.tax().label(),
                Integer.toString(p.tax().basisPoints()),
                Boolean.toString(p.tax().included()),
                Long.toString(p.hold()),
                seller.name(),
                seller.address(),
                seller.taxNumber());
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256, hex, over terms, privacy notice and waiver exactly as shown. */
    public String termsHash() {
        String text =
                String.join("\u0000", "terms/1", language.toLowerCase(Locale.ROOT), terms, privacy, withdrawalWaiver);
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
