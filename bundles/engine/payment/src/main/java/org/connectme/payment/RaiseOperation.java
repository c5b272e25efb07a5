package org.connectme.payment;

import org.connectme.core.event.PaymentEvent.HoldRaised;
import org.connectme.core.event.PaymentEvent.RaiseDeclined;
import org.connectme.core.event.PaymentEvent.RaiseRequested;

/** One raise of the hold, as the customer asked for it. */
record RaiseOperation(RaiseRequested request, Trail trail) {

    boolean isDone() {
        return trail.has(HoldRaised.class);
    }

    boolean isUndecided() {
        return !isDone() && !trail.has(RaiseDeclined.class);
    }
}
