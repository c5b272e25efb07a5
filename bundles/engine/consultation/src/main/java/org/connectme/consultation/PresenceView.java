package org.connectme.consultation;

import java.time.Instant;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.jspecify.annotations.Nullable;

/**
 * Who is there, as a page shows it.
 *
 * @param at          the server's instant for which this is true; pages count seconds from here
 * @param outage      the server was away, and not both sides have come back yet
 * @param mediaLostSince since when nothing flows though both can be reached
 * @param mediaUntil  after this instant the call ends for want of media
 */
public record PresenceView(
        Instant at,
        Party consultant,
        Party customer,
        boolean outage,
        @Nullable Instant mediaLostSince,
        @Nullable Instant mediaUntil,
        @Nullable Proposal endProposed,
        @Nullable End ended) {

    /**
     * One side.
     *
     * @param offlineSince when it was last heard; null while it is online, and before it joined
     * @param endsAt       after this instant the call ends without it; null before the meter's first START
     * @param secondsLeft  until then, rounded up; null as above
     * @param mediaFlowing the other side's media reaches it, by its own report
     */
    public record Party(
            boolean joined,
            boolean online,
            @Nullable Instant offlineSince,
            @Nullable Instant endsAt,
            @Nullable Long secondsLeft,
            boolean inCall,
            boolean mediaFlowing) {}

    /** Somebody pressed the red button once; without an answer the call goes on at {@code until}. */
    public record Proposal(Side by, Instant at, Instant until) {}

    public record End(
            EndReason reason, @Nullable Side by, @Nullable Side lostSide, Instant at) {}
}
