package org.connectme.metering;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.RatePlan;
import org.connectme.core.account.Rating;
import org.connectme.core.command.Refusal;
import org.connectme.metering.RatingRules.Price;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Prices of plans, for examples and for the check of a draft. Stateless; any thread. */
@Component
public final class PlanRating implements Rating {

    static final long HIGHEST_PRICE_PER_MINUTE = 10_000_000;
    static final long HIGHEST_HOLD = 200_000_000;
    static final int LONGEST_STEP_SECONDS = 3_600;
    static final int LONGEST_FREE_SECONDS = 24 * 3_600;
    static final int LONGEST_NAME = 100;

    private static final Set<Integer> DECIMALS = Set.of(0, 2, 3);
    private static final List<Long> EXAMPLE_MINUTES = List.of(10L, 30L, 60L);

    @Override
    public Optional<Refusal> check(RatePlan plan) {
        Optional<Refusal> wrongValue = checkValues(plan);
        return wrongValue.isPresent() ? wrongValue : checkHold(plan);
    }

    @Override
    public Quote quote(RatePlan plan, long seconds) {
        RatingRules rules = new RatingRules(plan, true);
        Price price = rules.price(rules.fittingSeconds(ceiling(plan), Math.max(0, seconds)));
        return new Quote(seconds, price.chargeableSeconds(), price.net(), price.tax(), price.gross());
    }

    @Override
    public List<Quote> examples(RatePlan plan) {
        return EXAMPLE_MINUTES.stream()
                .map(minutes -> quote(plan, minutes * 60))
                .toList();
    }

    private static @Nullable Long ceiling(RatePlan plan) {
        return plan.isFree() ? null : Long.valueOf(plan.hold());
    }

    private static Optional<Refusal> checkValues(RatePlan plan) {
        if (!isLine(plan.name(), LONGEST_NAME) || plan.name().isBlank()) {
            return refuse("plan.name", "Give the plan a name of 1 to 100 characters in one line.");
        }
        if (!DECIMALS.contains(plan.currency().getDefaultFractionDigits())) {
            return refuse("plan.currency", "Choose a currency with 0, 2 or 3 decimals.");
        }
        if (plan.pricePerMinute() < 0 || plan.pricePerMinute() > HIGHEST_PRICE_PER_MINUTE) {
            return refuse("plan.price", "The price a minute must be 0 to 10,000,000 minor units.");
        }
        if (plan.stepSeconds() < 1 || plan.stepSeconds() > LONGEST_STEP_SECONDS) {
            return refuse("plan.step", "The billing step must be 1 to 3,600 seconds.");
        }
        if (plan.freeSeconds() < 0 || plan.freeSeconds() > LONGEST_FREE_SECONDS) {
            return refuse("plan.free-time", "Free time must be 0 to 86,400 seconds.");
        }
        if (plan.minimum() < 0 || plan.minimum() > HIGHEST_HOLD) {
            return refuse("plan.minimum", "The minimum must be 0 to 200,000,000 minor units.");
        }
        Long cap = plan.cap();
        if (cap != null && (cap < 1 || cap > HIGHEST_HOLD)) {
            return refuse("plan.cap", "The cap must be 1 to 200,000,000 minor units, or left empty.");
        }
        if (cap != null && cap < plan.minimum()) {
            return refuse("plan.cap-below-minimum", "The cap must not be below the minimum.");
        }
        if (plan.tax().basisPoints() < 0 || plan.tax().basisPoints() > 10_000) {
            return refuse("plan.tax-rate", "The tax rate must be 0 to 100 percent.");
        }
        if (!isLine(plan.tax().label(), LONGEST_NAME)
                || (plan.tax().basisPoints() > 0 && plan.tax().label().isBlank())) {
            return refuse("plan.tax-label", "Name the tax as the receipt shall print it, in at most 100 characters.");
        }
        if (plan.hold() < 0 || plan.hold() > HIGHEST_HOLD) {
            return refuse("plan.hold", "The hold must be 0 to 200,000,000 minor units.");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> checkHold(RatePlan plan) {
        if (plan.isFree()) {
            return plan.hold() == 0
                    ? Optional.empty()
                    : refuse("plan.hold-on-free-plan", "A free plan asks for no card: set its hold to 0.");
        }
        if (plan.hold() == 0) {
            return refuse("plan.hold-missing", "A plan that costs something needs a hold above 0.");
        }
        RatingRules flat = new RatingRules(withoutRate(plan), true);
        if (flat.price(plan.freeSeconds() + 1L).gross().minorUnits() > plan.hold()) {
            return refuse("plan.minimum-above-hold", "The minimum with tax is above the hold: raise the hold.");
        }
        RatingRules rules = new RatingRules(plan, true);
        if (rules.price(plan.freeSeconds() + 1L).gross().minorUnits() > plan.hold()) {
            return refuse("plan.step-above-hold", "The first billing step with tax is above the hold: raise the hold.");
        }
        return Optional.empty();
    }

    private static RatePlan withoutRate(RatePlan p) {
        return new RatePlan(
                p.id(),
                p.version(),
                p.name(),
                p.currency(),
                0,
                p.stepSeconds(),
                p.freeSeconds(),
                p.minimum(),
                p.cap(),
                p.tax(),
                p.hold());
    }

    private static boolean isLine(String text, int longest) {
        return text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    private static Optional<Refusal> refuse(String code, String detail) {
        return Optional.of(new Refusal(Refusal.Kind.INVALID, code, detail));
    }
}
