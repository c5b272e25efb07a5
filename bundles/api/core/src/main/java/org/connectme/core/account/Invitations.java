package org.connectme.core.account;

import org.connectme.core.ConsultationId;
import org.connectme.core.command.Refusal;
import org.osgi.annotation.versioning.ProviderType;

/** What a customer holds: link and access code, exchanged for a session. Any thread; blocks on the database. */
@ProviderType
public interface Invitations {

    /** Opens the door with the token of a link (consumes nothing) or with a 9-digit code; every failure looks alike. */
    Exchange exchange(String tokenOrCode, String address);

    /** Ends the customer's session. */
    void leave(String secret);

    sealed interface Exchange {
        record Opened(ConsultationId consultation, String secret) implements Exchange {}

        record Refused(Refusal refusal) implements Exchange {}
    }
}
