package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import org.connectme.payment.spi.Capabilities;

/** How long an operation may be sent again with its own key. Pure. */
final class Keys {

    private Keys() {}

    /**
     * Whether the service still knows the key of what was asked for then. A sixth of its time is left for the way there and
     * for clocks that differ.
     */
    static boolean live(Instant requestedAt, Capabilities service, Instant now) {
        Duration safe = service.keyWindow().multipliedBy(5).dividedBy(6);
        return now.isBefore(requestedAt.plus(safe));
    }
}
