package org.connectme.payment.spi;

import java.util.Map;
import java.util.Optional;

/**
 * Methods that work with test keys and without a form, with which the provider is proved before customers see it.
 *
 * @param good      is held at once
 * @param declined  is refused, and for this reason
 * @param challenge asks for a challenge; empty if the service has none
 */
public record TestCards(String good, Map<String, Decline> declined, Optional<Challenged> challenge) {

    /** Takes a copy. */
    public TestCards {
        declined = Map.copyOf(declined);
    }

    /**
     * @param confirm answer to the challenge that leads to a hold
     * @param refuse  answer that leads to {@link Decline#AUTHENTICATION_FAILED}
     */
    public record Challenged(String method, String confirm, String refuse) {}
}
