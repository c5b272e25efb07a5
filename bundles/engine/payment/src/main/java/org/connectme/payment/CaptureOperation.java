package org.connectme.payment;

import java.time.Instant;
import java.util.Optional;
import org.connectme.core.event.PaymentEvent.CaptureFailed;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.Captured;

/** The one capture of a consultation. */
record CaptureOperation(CaptureRequested request, Trail trail) {

    Optional<Captured> done() {
        return trail.last(Captured.class);
    }

    int lastFailedAttempt() {
        return trail.last(CaptureFailed.class).map(CaptureFailed::attempt).orElse(0);
    }

    /** When the service last said that it will not do it; empty if it was only out of reach. */
    Optional<Instant> refusedAt() {
        return trail.last(CaptureFailed.class)
                .filter(failed -> !Trail.isUnavailable(failed))
                .flatMap(failed -> trail.lastAt(CaptureFailed.class));
    }
}
