package org.connectme.agent.core.view;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Duration and charges as of the view's {@code now}; while RUNNING the app counts on by its own monotonic clock. */
public record Meter(
        State state,
        @Nullable Reason reason,
        @Nullable Instant startedAt,
        long billableMillis,
        long durationMillis,
        @Nullable Money gross,
        @Nullable Money tax,
        @Nullable Money ceiling,
        @Nullable Money limit,
        boolean nearCeiling,
        @Nullable Bill bill) {

    public enum State {
        IDLE,
        RUNNING,
        STANDING,
        STOPPED,
        ENDED,
        @JsonEnumDefaultValue
        UNKNOWN
    }

    /** Why it stands or stopped. */
    public enum Reason {
        CONSULTANT_PAUSED,
        CONSULTANT_OFFLINE,
        CUSTOMER_OFFLINE,
        CONNECTION_LOST,
        SERVER_OUTAGE,
        CEILING_REACHED,
        LIMIT_REACHED,
        ENDING,
        @JsonEnumDefaultValue
        UNKNOWN
    }

    public Meter {
        state = state == null ? State.UNKNOWN : state;
    }

    /** @param sinceMillis since the view was made */
    public long durationMillisAfter(long sinceMillis) {
        boolean counts = startedAt != null && state != State.ENDED && state != State.IDLE;
        return durationMillis + (counts ? sinceMillis : 0);
    }

    /** @param sinceMillis since the view was made */
    public long billableMillisAfter(long sinceMillis) {
        return billableMillis + (state == State.RUNNING ? sinceMillis : 0);
    }

    public record Bill(
            long durationMillis,
            long billableMillis,
            long chargeableSeconds,
            Money net,
            Money tax,
            Money gross,
            List<Pause> pauses) {

        public Bill {
            Bounds.present("net", net);
            Bounds.present("tax", tax);
            Bounds.present("gross", gross);
            pauses = Bounds.list("pauses", pauses);
        }
    }

    public record Pause(@Nullable Instant from, @Nullable Instant to, Reason reason) {

        public Pause {
            reason = reason == null ? Reason.UNKNOWN : reason;
        }
    }
}
