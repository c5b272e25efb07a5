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
 * @param came     what the page has sent
 * @param file     what was written of it
 * @param finished the page has sent everything
 */
record Row(
        UUID recording,
        ConsultationId consultation,
        ConsultantId consultant,
        String store,
        Instant began,
        Came came,
        Written file,
        boolean finished,
        @Nullable String sha256,
        boolean isDeleted) {

    /**
     * @param take     of which bytes are taken
     * @param received bytes of its stream
     * @param stream   how far that was read
     */
    record Came(int take, long received, TakeState stream) {}

    /**
     * @param tracks     the file's Tracks element; null before the first head
     * @param length     bytes of the file
     * @param baseMillis time of its last cluster
     * @param playsMillis how long it plays
     */
    record Written(byte @Nullable [] tracks, long length, long baseMillis, long playsMillis) {}

    static Row begun(UUID recording, ConsultationId consultation, ConsultantId consultant, String store, Instant at) {
        Written nothing = new Written(null, 0, 0, 0);
        return new Row(recording, consultation, consultant, store, at, beginning(1), nothing, false, null, false);
    }

    private static Came beginning(int take) {
        return new Came(take, 0, TakeState.START);
    }

    String id() {
        return recording.toString();
    }

    int take() {
        return came.take();
    }

    long received() {
        return came.received();
    }

    byte @Nullable [] tracks() {
        return file.tracks();
    }

    long length() {
        return file.length();
    }

    long playsMillis() {
        return file.playsMillis();
    }

    boolean isSealed() {
        return sha256 != null;
    }

    /** At the beginning of another take's stream. */
    Row atTake(int next) {
        return with(beginning(next), file);
    }

    Row read(long received, TakeState stream) {
        return with(new Came(take(), received, stream), file);
    }

    Row written(byte[] tracks, long length, long baseMillis, long playsMillis) {
        return with(came, new Written(tracks, length, baseMillis, Math.max(playsMillis, playsMillis())));
    }

    private Row with(Came nowCame, Written nowFile) {
        return new Row(
                recording, consultation, consultant, store, began, nowCame, nowFile, finished, sha256, isDeleted);
    }
}
