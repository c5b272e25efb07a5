package org.connectme.payment;

import org.connectme.core.event.PaymentEvent.ReleaseRequested;
import org.connectme.core.event.PaymentEvent.Released;

/** The release of one hold. */
record ReleaseOperation(ReleaseRequested request, Trail trail) {

    boolean isDone() {
        return trail.has(Released.class);
    }
}
