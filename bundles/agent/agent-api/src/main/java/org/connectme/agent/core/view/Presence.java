package org.connectme.agent.core.view;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who is there. */
public record Presence(
        SidePresence consultant,
        SidePresence customer,
        @Nullable Instant mediaLostSince,
        @Nullable EndProposed endProposed,
        @Nullable Ended ended) {

    public Presence {
        Bounds.present("consultant", consultant);
        Bounds.present("customer", customer);
    }

    public record SidePresence(
            boolean joined,
            boolean online,
            @Nullable Instant offlineSince,
            @Nullable Instant endsAt,
            boolean inCall,
            boolean mediaFlowing) {}

    /** The red button was pressed once. */
    public record EndProposed(Side by, @Nullable Instant at) {

        public EndProposed {
            by = by == null ? Side.UNKNOWN : by;
        }
    }

    public record Ended(
            Reason reason,
            @Nullable Side by,
            @Nullable Side lostSide,
            @Nullable Instant at) {

        public Ended {
            reason = reason == null ? Reason.UNKNOWN : reason;
        }

        public enum Reason {
            HUNG_UP,
            TIMED_OUT,
            NOT_KEPT,
            @JsonEnumDefaultValue
            UNKNOWN
        }
    }
}
