package org.connectme.signaling;

import java.time.Duration;
import java.time.Instant;
import org.connectme.core.journal.Timeline;
import org.connectme.wire.socket.Sockets;

/** Turns the sockets' instants into the journal's: the two clocks are monotonic, but not one. */
final class Instants {

    private final Timeline timeline;

    Instants(Timeline timeline) {
        this.timeline = timeline;
    }

    Instant now() {
        return timeline.now();
    }

    /** @param instant of the sockets' clock; never later than now in the result */
    Instant of(Sockets sockets, Instant instant) {
        Duration ago = Duration.between(instant, sockets.now());
        return timeline.now().minus(ago.isNegative() ? Duration.ZERO : ago);
    }
}
