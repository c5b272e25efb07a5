package org.connectme.core.account;

import org.connectme.core.ConsultationId;
import org.connectme.core.command.Refusal;
import org.osgi.annotation.versioning.ProviderType;

/** What a customer holds: link and access code, exchanged for a session. Any thread; blocks on the database. */
@ProviderType
public interface Invitations {

    /**
     * Opens the door with the token of a link (consumes nothing), a 9-digit code, or what stands behind the # of a
     * hand-over's address; every failure looks alike.
     */
    Exchange exchange(String tokenOrCode, String address);

    /**
     * An address that signs another browser of the same customer in, for the step that needs one: good once, for {@link
     * HandOver#seconds}, and a newer one ends it. The caller has made sure that it is the customer who asks.
     */
    HandOver handOver(ConsultationId consultation);

    /** Ends the customer's session. */
    void leave(String secret);

    sealed interface Exchange {
        record Opened(ConsultationId consultation, String secret) implements Exchange {}

        record Refused(Refusal refusal) implements Exchange {}
    }

    /** @param url relative to this server: whoever asked knows it by a name that works; with a secret in its fragment */
    record HandOver(String url, int seconds) {}
}
