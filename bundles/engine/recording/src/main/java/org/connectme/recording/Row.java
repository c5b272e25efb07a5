package org.connectme.recording;

import java.time.Instant;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.recording.webm.TakeState;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived of one recording.
 *
 * @param take        of which bytes are taken
 * @param received    bytes of its stream
 * @param stream      how far that was read
 * @param tracks      the file's Tracks element; null before the first head
 * @param length      bytes of the file
 * @param baseMillis  time of its last cluster
 * @param playsMillis how long it plays
 * @param finished    the page has sent everything
 */
record Row(
        UUID recording,
        ConsultationId consultation,
        ConsultantId consultant,
        String store,
        Instant began,
        int take,
        long received,
        TakeState stream,
        byte @Nullable [] tracks,
        long length,
        long baseMillis,
        long playsMillis,
        boolean finished,
        @Nullable String sha256,
        boolean isDeleted) {

    static Row begun(UUID recording, ConsultationId consultation, ConsultantId consultant, String store, Instant at) {
        return new Row(
                recording,
                consultation,
                consultant,
                store,
                at,
                1,
                0,
                TakeState.START,
                null,
                0,
                0,
                0,
                false,
                null,
                false);
    }

    String id() {
        return recording.toString();
    }

    boolean isSealed() {
        return sha256 != null;
    }

    /** At the beginning of another take's stream. */
    Row atTake(int next) {
        return new Row(
                recording,
                consultation,
                consultant,
                store,
                began,
                next,
                0,
                TakeState.START,
                tracks,
                length,
                baseMillis,
                playsMillis,
                finished,
                sha256,
                isDeleted);
    }

    Row read(long nowReceived, TakeState state) {
        return new Row(
                recording,
                consultation,
                consultant,
                store,
                began,
                take,
                nowReceived,
                state,
                tracks,
                length,
                baseMillis,
                playsMillis,
                finished,
                sha256,
                isDeleted);
    }

    Row written(byte[] element, long nowLength, long base, long plays) {
        return new Row(
                recording,
                consultation,
                consultant,
                store,
                began,
                take,
                received,
                stream,
                element,
                nowLength,
                base,
                Math.max(plays, playsMillis),
                finished,
                sha256,
                isDeleted);
    }
}
