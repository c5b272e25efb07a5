package org.connectme.consultation;

import java.util.List;
import java.util.Optional;
import org.connectme.core.Money;
import org.connectme.core.RatePlan;
import org.connectme.core.account.Rating;
import org.connectme.core.command.Refusal;

/** A rating for tests of what stands around it: refuses plans without a name, and prices by the second. */
final class AnyPlan implements Rating {

    static final Refusal NAMELESS = new Refusal(Refusal.Kind.INVALID, "plan.name", "Give the plan a name.");

    @Override
    public Optional<Refusal> check(RatePlan plan) {
        return plan.name().isBlank() ? Optional.of(NAMELESS) : Optional.empty();
    }

    @Override
    public Quote quote(RatePlan plan, long seconds) {
        Money gross = new Money(plan.pricePerMinute() * seconds / 60, plan.currency());
        return new Quote(seconds, seconds, gross, Money.zero(plan.currency()), gross);
    }

    @Override
    public List<Quote> examples(RatePlan plan) {
        return List.of(quote(plan, 600));
    }
}
