package org.connectme.payment;

import org.connectme.core.event.PaymentEvent.ReleaseRequested;
import org.connectme.core.event.PaymentEvent.Released;

/** The release of one hold. */
record ReleaseOperation(ReleaseRequested request, Trail trail) {

    boolean isDone() {
        return trail.has(Released.class);
    }

    /** It frees money, and does not only forget a card. */
    boolean isOfHold(PaymentState state) {
        return state.holds().stream()
                .flatMap(hold -> hold.saved().stream())
                .noneMatch(card -> card.reference().equals(request.reference()));
    }
}
