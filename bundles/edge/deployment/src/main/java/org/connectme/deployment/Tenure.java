package org.connectme.deployment;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.core.account.PaymentOversight.Need;
import org.connectme.core.account.PaymentOversight.Verdict;
import org.connectme.deployment.PlugIns.PlugIn;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an older version goes once the newer one works. Any bundle does but a payment plug-in: there the newer one must
 * have passed its checks if the older one had, and no open money may need the older one. Used by one thread.
 */
final class Tenure {

    private static final Logger logger = LoggerFactory.getLogger(Tenure.class);

    private final PlugIns plugIns;
    private final Duration askAgainAfter;
    private final Map<Long, Long> neededAtNanos = new HashMap<>();

    /** @param askAgainAfter how long the word stands that a plug-in is needed, which takes the database to find out */
    Tenure(PlugIns plugIns, Duration askAgainAfter) {
        this.plugIns = plugIns;
        this.askAgainAfter = askAgainAfter;
    }

    /** What becomes of the older one. */
    enum Decision {
        GOES,
        /** The newer one is being examined. */
        WAITS,
        /** The newer one has failed where the older one had passed. */
        REMAINS,
        /** Open money needs it; the newer one does all that is new. */
        GOES_ON_BESIDE
    }

    Decision of(Bundle newer, Bundle older) {
        Long neededAt = neededAtNanos.get(older.getBundleId());
        if (neededAt != null && System.nanoTime() - neededAt < askAgainAfter.toNanos()) {
            return Decision.GOES_ON_BESIDE;
        }
        Optional<PlugIn> plugIn = plugIns.of(older);
        if (plugIn.isEmpty()) {
            return Decision.GOES;
        }
        Optional<PlugIn> follower = plugIns.of(newer);
        if (follower.isPresent()
                && plugIns.verdict(plugIn.get()).filter(Verdict::isGood).isPresent()) {
            Verdict verdict = plugIns.verdict(follower.get()).orElse(Verdict.CHECKING);
            if (verdict == Verdict.CHECKING) {
                return Decision.WAITS;
            }
            if (verdict == Verdict.FAILED) {
                return Decision.REMAINS;
            }
        }
        return isNeeded(plugIn.get()) ? Decision.GOES_ON_BESIDE : Decision.GOES;
    }

    /** Also while nobody can say. */
    private boolean isNeeded(PlugIn older) {
        Optional<List<Need>> needs = plugIns.needs();
        if (needs.isPresent() && needs.get().stream().noneMatch(older::isNeededFor)) {
            neededAtNanos.remove(older.bundle().getBundleId());
            return false;
        }
        if (neededAtNanos.put(older.bundle().getBundleId(), System.nanoTime()) == null) {
            logger.info(
                    "{} {} goes on beside its newer version until no open money needs it",
                    older.bundle().getSymbolicName(),
                    older.bundle().getVersion());
        }
        return true;
    }
}
