package org.connectme.agent.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.view.Offer;
import org.connectme.agent.core.view.Offer.Plan;
import org.connectme.agent.core.view.Offer.Quote;
import org.connectme.agent.ui.words.Formats;
import org.connectme.agent.ui.words.Words;

/** A rate plan in plain sentences, as the pages say it (plan.ts). */
final class Plans {

    private static final long WORKED_SECONDS = 600;

    private Plans() {}

    static boolean isFree(Plan plan) {
        return plan.pricePerMinute() == 0 && plan.minimum() == 0;
    }

    /** The price in one line. */
    static String price(Plan plan, Words words, Formats formats) {
        if (isFree(plan)) {
            return words.say("plan.free");
        }
        String price = formats.money(plan.money(plan.pricePerMinute()));
        if (plan.tax().basisPoints() == 0) {
            return words.say("plan.price", "price", price);
        }
        return words.say(
                plan.tax().included() ? "plan.price.included" : "plan.price.excluded",
                "price",
                price,
                "tax",
                plan.tax().label(),
                "rate",
                formats.percent(plan.tax().basisPoints()));
    }

    /** The price, then what else is to be known, without the hold. */
    static List<String> lines(Plan plan, Words words, Formats formats) {
        List<String> lines = new ArrayList<>();
        lines.add(price(plan, words, formats));
        if (isFree(plan)) {
            return lines;
        }
        lines.add(
                plan.stepSeconds() > 1
                        ? words.say("plan.by-step", "step", formats.spell(plan.stepSeconds() * 1000L))
                        : words.say("plan.by-second"));
        if (plan.freeSeconds() > 0) {
            lines.add(words.say("plan.free-time", "time", formats.spell(plan.freeSeconds() * 1000)));
        }
        if (plan.minimum() > 0) {
            lines.add(words.say("plan.minimum", "amount", formats.money(plan.money(plan.minimum()))));
        }
        if (plan.cap() != null) {
            lines.add(words.say("plan.cap", "amount", formats.money(plan.money(plan.cap()))));
        }
        return lines;
    }

    /** "10 minutes cost €24.00." */
    static Optional<String> example(Offer offer, Words words, Formats formats) {
        return offer.examples().stream()
                .filter(quote -> quote.seconds() == WORKED_SECONDS)
                .findFirst()
                .or(() -> offer.examples().stream().findFirst())
                .filter(quote -> quote.gross().minorUnits() != 0)
                .map(quote -> example(quote, offer.plan(), words, formats));
    }

    private static String example(Quote quote, Plan plan, Words words, Formats formats) {
        String time = quote.seconds() % 60 == 0
                ? formats.minutes(quote.seconds() / 60)
                : formats.spell(quote.seconds() * 1000);
        String amount = formats.money(quote.gross());
        if (quote.tax().minorUnits() == 0) {
            return words.say("plan.example", "time", time, "amount", amount);
        }
        return words.say(
                "plan.example.tax",
                "time",
                time,
                "amount",
                amount,
                "tax",
                formats.money(quote.tax()),
                "label",
                plan.tax().label());
    }

    static Optional<String> hold(Plan plan, Words words, Formats formats) {
        return plan.hold() == 0
                ? Optional.empty()
                : Optional.of(words.say("plan.hold", "amount", formats.money(plan.money(plan.hold()))));
    }
}
