package org.connectme.identity;

import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.RatePlan;
import org.connectme.core.account.Plans;
import org.connectme.core.account.Plans.Saved;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the demo consultant a rate plan, once, as soon as plans can be saved. */
@Component(service = DemoPlan.class, immediate = true)
public final class DemoPlan {

    /** Asks {@link Plans#save} for a new plan. */
    private static final UUID NEW = new UUID(0, 0);

    private static final Logger logger = LoggerFactory.getLogger(DemoPlan.class);

    /** @param account there only to have the account made before */
    @Activate
    public DemoPlan(@Reference Tables tables, @Reference DemoAccount account, @Reference Plans plans) {
        Consultants consultants = new Consultants(tables.jdbi());
        Optional<ConsultantId> demo = consultants.demoPlanDue();
        if (demo.isEmpty()) {
            return;
        }
        Saved saved = plans.save(demo.get(), plan());
        if (saved instanceof Saved.Refused refused) {
            logger.warn(
                    "The demo's rate plan was not made: {}", refused.refusal().detail());
            return;
        }
        consultants.demoPlanMade(demo.get());
    }

    private static RatePlan plan() {
        return new RatePlan(
                NEW,
                1,
                "Standard",
                Currency.getInstance("EUR"),
                240,
                1,
                60,
                0,
                null,
                new RatePlan.Tax("VAT", 1900, true),
                6000);
    }
}
