package org.connectme.deployment;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.connectme.core.ConsultationId;

/**
 * What a deployment must not take from anybody, as it was at one moment.
 *
 * @param socketsSince since when the sockets are served without a break
 * @param seats        those that are connected
 * @param calls        consultations in which at least one side can be reached
 */
record Witness(Instant socketsSince, Set<String> seats, Map<ConsultationId, Call> calls) {

    /** @param head the hash of the newest entry, which stands for all before it */
    record Call(int length, String head) {}
}
