package org.connectme.invitation.letter;

import java.util.ArrayList;
import java.util.List;
import org.connectme.core.Money;
import org.connectme.core.RatePlan;

/** A rate plan as a sentence. */
final class PlanWords {

    private final Words words;
    private final Figures figures;

    PlanWords(Words words, Figures figures) {
        this.words = words;
        this.figures = figures;
    }

    String price(RatePlan plan) {
        if (plan.isFree()) {
            return words.say("plan.nothing");
        }
        List<String> parts = new ArrayList<>();
        parts.add(words.say("plan.price", "price", amount(plan, plan.pricePerMinute())));
        parts.add(
                plan.stepSeconds() == 1
                        ? words.say("plan.second")
                        : words.say("plan.step", "step", figures.duration(plan.stepSeconds())));
        if (plan.freeSeconds() > 0) {
            parts.add(words.say("plan.free", "time", figures.duration(plan.freeSeconds())));
        }
        if (plan.minimum() > 0) {
            parts.add(words.say("plan.minimum", "amount", amount(plan, plan.minimum())));
        }
        Long cap = plan.cap();
        if (cap != null) {
            parts.add(words.say("plan.cap", "amount", amount(plan, cap)));
        }
        if (plan.tax().basisPoints() > 0) {
            parts.add(tax(plan.tax()));
        }
        return String.join(words.say("list.separator"), parts);
    }

    String tax(RatePlan.Tax tax) {
        return words.say(
                tax.included() ? "plan.tax.included" : "plan.tax.excluded",
                "label",
                Lines.single(tax.label()),
                "rate",
                figures.percent(tax.basisPoints()));
    }

    private String amount(RatePlan plan, long minorUnits) {
        return figures.money(new Money(minorUnits, plan.currency()));
    }
}
