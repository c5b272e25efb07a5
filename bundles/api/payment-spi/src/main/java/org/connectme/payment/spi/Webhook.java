package org.connectme.payment.spi;

import java.util.Set;

/** What a call by the service amounts to. It is never believed; at most it says where to look again. */
public sealed interface Webhook {

    /**
     * Genuine, and something may have happened to these.
     *
     * @param consultations our references, as they were sent with the operations
     */
    record LookAgain(Set<String> consultations) implements Webhook {

        /** Takes a copy. */
        public LookAgain {
            consultations = Set.copyOf(consultations);
        }
    }

    /** Genuine, and of no interest. */
    record Nothing() implements Webhook {}

    /**
     * Not from the service, altered, too old or too far in the future. Answered with 400.
     *
     * @param reason for the log: what was wrong, never what was sent
     */
    record Forged(String reason) implements Webhook {}
}
