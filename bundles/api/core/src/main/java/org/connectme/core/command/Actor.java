package org.connectme.core.command;

import java.util.Optional;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;

/** Who asks, as proved at the edge. */
public sealed interface Actor {

    /** A signed-in consultant; may touch own consultations only. */
    record Consultant(ConsultantId id) implements Actor {}

    /** Holder of an invitation; may touch that one consultation only. */
    record Customer(ConsultationId consultation) implements Actor {}

    /** The engine itself: a reaction, a deadline, the sockets. */
    record Engine() implements Actor {}

    default Optional<Side> side() {
        if (this instanceof Consultant) {
            return Optional.of(Side.CONSULTANT);
        }
        return this instanceof Customer ? Optional.of(Side.CUSTOMER) : Optional.empty();
    }

    default boolean isConsultant() {
        return this instanceof Consultant;
    }

    default boolean isCustomer() {
        return this instanceof Customer;
    }

    default boolean isEngine() {
        return this instanceof Engine;
    }
}
