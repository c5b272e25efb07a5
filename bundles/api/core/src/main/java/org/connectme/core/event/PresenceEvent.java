package org.connectme.core.event;

import java.time.Instant;
import org.connectme.core.Side;

/** Who can be reached, and whether media flows. Instants are the server's. */
public sealed interface PresenceEvent extends Event {

    /** The side entered the waiting room (customer) or opened the consultation (consultant), for the first time. */
    record ParticipantJoined(Side side) implements PresenceEvent {}

    /** Nothing was heard of the side since {@code lastHeard}, which lies before the entry's own instant. */
    record ParticipantLost(Side side, Instant lastHeard) implements PresenceEvent {}

    record ParticipantReturned(Side side) implements PresenceEvent {}

    /** The side is in the call: for the customer JOIN, for the consultant the start of the video chat. */
    record CallEntered(Side side) implements PresenceEvent {}

    /** The side first reported that the other's media reaches it. */
    record MediaFlowing(Side side) implements PresenceEvent {}

    /** The side reports that the other's media stopped reaching it. Of one side alone it changes no bill. */
    record MediaStalled(Side side, Instant lastFlowed) implements PresenceEvent {}

    /** After {@link MediaStalled}: it reaches the side again. */
    record MediaRecovered(Side side) implements PresenceEvent {}

    /** Both sides' statistics agree that nothing flows any more, though both can be reached. */
    record MediaLost(Instant lastFlowed) implements PresenceEvent {}

    record MediaResumed() implements PresenceEvent {}

    /** The side's own report that media flowed over this span. Counts for the bill within a {@link ServerOutage} only. */
    record MediaReported(Side side, Instant from, Instant to) implements PresenceEvent {}

    /** The server itself could not be reached in this span; both sides count as offline from {@code from} until they return. */
    record ServerOutage(Instant from, Instant to) implements PresenceEvent {}
}
