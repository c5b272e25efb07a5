package org.connectme.core.event;

import java.time.Instant;

/** What was kept of a call, on whose consent, and what became of it. */
public sealed interface RecordingEvent extends Event {

    /**
     * From here on the consultant's page records. The first take begins.
     *
     * @param consent the request of the consent it stands on
     * @param store   id of the store that keeps it
     */
    record RecordingStarted(String recording, String consent, String store) implements RecordingEvent {}

    /** The page began anew (a reload, a crash) and goes on with the same recording. {@code take} counts from 2. */
    record RecordingTaken(String recording, int take) implements RecordingEvent {}

    /** A private moment: from here on, or until here, the recording shows nothing of the screen. */
    record RecordingBlanked(String recording, boolean on) implements RecordingEvent {}

    /** Ended though consent and call may go on. */
    record RecordingStopped(String recording, Why why) implements RecordingEvent {}

    /**
     * Closed: nothing is added any more.
     *
     * @param from   the instant of its first take
     * @param to     its end: nothing of it is from later
     * @param length bytes; 0 if nothing of it ever came
     * @param sha256 of all of it, in hex
     * @param millis that it plays
     */
    record RecordingEnded(
            String recording,
            String consent,
            Why why,
            Instant from,
            Instant to,
            long length,
            String sha256,
            long millis)
            implements RecordingEvent {}

    /** By its consultant. What follows within ten minutes in the same way is the same access. */
    record RecordingAccessed(String recording, How how) implements RecordingEvent {}

    /** Its consultant is told, some days before, that by their own time for recordings it will be deleted. */
    record RecordingExpiring(String recording, Instant deletesAt) implements RecordingEvent {}

    /** Nothing of it is left. */
    record RecordingDeleted(String recording, DeletedBy by) implements RecordingEvent {}

    enum Why {
        CONSULTANT,
        /** Withdrawn, given up, or its time is over. */
        CONSENT,
        CALL_END,
        /** No room, in the store or for this consultant. */
        FULL,
        /** The store gave up. */
        FAILED
    }

    enum How {
        PLAYED,
        DOWNLOADED
    }

    enum DeletedBy {
        CONSULTANT,
        RETENTION,
        ERASURE
    }
}
