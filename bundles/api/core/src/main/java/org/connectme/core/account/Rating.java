package org.connectme.core.account;

import java.util.List;
import java.util.Optional;
import org.connectme.core.Money;
import org.connectme.core.RatePlan;
import org.connectme.core.command.Refusal;
import org.osgi.annotation.versioning.ProviderType;

/** Prices without a consultation: for examples on forms and the check of a new plan. Pure; any thread. */
@ProviderType
public interface Rating {

    /** Why this plan cannot be used, or empty: negative or huge values, a gross minimum above the hold, an odd step. */
    Optional<Refusal> check(RatePlan plan);

    /** What so many metered seconds cost, up to the hold. */
    Quote quote(RatePlan plan, long seconds);

    /** The example lines a customer is shown: 10 minutes first. */
    List<Quote> examples(RatePlan plan);

    record Quote(long seconds, long chargeableSeconds, Money net, Money tax, Money gross) {}
}
