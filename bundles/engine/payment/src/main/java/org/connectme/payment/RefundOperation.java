package org.connectme.payment;

import org.connectme.core.event.PaymentEvent.RefundFailed;
import org.connectme.core.event.PaymentEvent.RefundRequested;
import org.connectme.core.event.PaymentEvent.Refunded;

/** One refund. */
record RefundOperation(RefundRequested request, Trail trail) {

    boolean isDone() {
        return trail.has(Refunded.class);
    }

    boolean isFailed() {
        return trail.has(RefundFailed.class);
    }

    boolean isUndecided() {
        return !isDone() && !isFailed();
    }
}
