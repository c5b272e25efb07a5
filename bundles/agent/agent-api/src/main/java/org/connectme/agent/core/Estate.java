package org.connectme.agent.core;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a version of the core leaves to the one that takes its place in the running app, so that a call in progress goes
 * on: in memory only, and taken once. Who finds it left over closes it; then nothing of it goes on.
 *
 * @param version of {@code data}'s layout; one that is not known is not taken
 * @param state as it was shown last
 * @param data what only the core knows; fields that are not known are passed over
 * @param call the one in progress
 */
public record Estate(
        int version,
        ConsultationState state,
        JsonNode data,
        @Nullable MediaCall call) implements AutoCloseable {

    @Override
    public void close() {
        if (call != null) {
            call.close();
        }
    }
}
