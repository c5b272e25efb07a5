package org.connectme.core.account;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.RatePlan;
import org.connectme.core.command.Refusal;
import org.osgi.annotation.versioning.ProviderType;

/** A consultant's rate plans; saving makes a new version, old versions stay. Any thread; blocks on the database. */
@ProviderType
public interface Plans {

    /** The newest version of each plan that is not withdrawn, by name. */
    List<RatePlan> of(ConsultantId owner);

    /** The newest version, if it is the owner's. */
    Optional<RatePlan> find(ConsultantId owner, UUID plan);

    /** @param draft id null-UUID (all zeros) for a new plan; its version is ignored */
    Saved save(ConsultantId owner, RatePlan draft);

    Optional<Refusal> withdraw(ConsultantId owner, UUID plan);

    sealed interface Saved {
        record Done(RatePlan plan) implements Saved {}

        record Refused(Refusal refusal) implements Saved {}
    }
}
