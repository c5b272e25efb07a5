package org.connectme.core.account;

import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.command.Refusal;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Short-lived proofs that a customer's consent to remote control stands, which the agent app asks for on top of the
 * consent itself: without a server there is no next one, and control ends. Blocks on the database; any thread.
 */
@ProviderType
public interface ControlPermits {

    /** @param request the consent's */
    Permission issue(ConsultationId consultation, ConsultantId consultant, String request);

    sealed interface Permission {

        /**
         * @param permit            {@code payload.signature} as docs/protocol.md tells
         * @param renewAfterSeconds ask again then, so that one lost request ends nothing
         */
        record Issued(String permit, int renewAfterSeconds) implements Permission {}

        record Refused(Refusal refusal) implements Permission {}
    }
}
