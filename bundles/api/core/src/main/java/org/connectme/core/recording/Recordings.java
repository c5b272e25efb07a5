package org.connectme.core.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.RecordingEvent.How;
import org.connectme.core.event.RecordingEvent.Why;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A consultant's recordings: what the page that records sends, and the library. A recording of somebody else's answers as
 * one that does not exist. Every call may be repeated. Any thread; blocks on database and store.
 */
@ProviderType
public interface Recordings {

    /** Begins a recording with its first take, while consent stands. */
    Answer<Take> start(ConsultationId consultation, ConsultantId consultant, String consent, UUID recording);

    /** Goes on with a recording after a reload. @param take the next number, or the newest once more */
    Answer<Take> take(ConsultantId consultant, UUID recording, int take);

    /**
     * Takes bytes of a take's stream; what it answers is durable.
     *
     * @param at   their offset in the take's stream
     * @param part at most 1 MiB
     */
    Answer<Progress> part(ConsultantId consultant, UUID recording, int take, long at, byte[] part);

    Answer<Progress> progress(ConsultantId consultant, UUID recording);

    Answer<Progress> stop(ConsultantId consultant, UUID recording);

    /** A private moment begins or ends. */
    Answer<Progress> mark(ConsultantId consultant, UUID recording, boolean isPrivate);

    /** Everything was sent, up to this length of the last take's stream: it is sealed soon. */
    Answer<Progress> finish(ConsultantId consultant, UUID recording, int take, long bytes);

    /** The newest first, at most 500, without what was deleted. */
    List<Item> list(ConsultantId consultant, Search search);

    /** One of them, with its timeline. */
    Answer<Item> find(ConsultantId consultant, UUID recording);

    /** The file as it is now; notes the access. */
    Answer<Video> open(ConsultantId consultant, UUID recording, How how);

    Answer<Boolean> delete(ConsultantId consultant, UUID recording);

    Storage storage(ConsultantId consultant);

    /** @param days after its end a recording is deleted by itself; empty: never */
    Storage retain(ConsultantId consultant, Optional<Integer> days);

    /** Where a recording stands. */
    enum State {
        RUNNING,
        /** Bytes from before its end may still come. */
        STOPPED,
        SEALED,
        DELETED
    }

    /**
     * @param startedAt the instant that 0 in the take's stream stands for, by the server's clock
     * @param received  bytes of its stream that are durable
     */
    record Take(UUID recording, int take, Instant startedAt, long received, State state) {}

    /**
     * @param take     the newest of which something came
     * @param received bytes of its stream that are durable: to be gone on from here
     * @param begun    the newest take that was begun
     */
    record Progress(
            UUID recording,
            int take,
            long received,
            int begun,
            State state,
            @Nullable Why why) {}

    /**
     * What to look for.
     *
     * @param text         in customer's name or subject; empty for all
     * @param consultation of this one only
     * @param from         inclusive, of the start
     * @param to           exclusive
     */
    record Search(String text, Optional<ConsultationId> consultation, Instant from, Instant to) {}

    /**
     * @param millis      that it plays
     * @param bytes       of the file
     * @param deletesAt   when it is deleted by itself; null if never
     * @param deletesSoon that is within a week
     * @param timeline    empty in lists
     */
    record Item(
            UUID recording,
            ConsultationId consultation,
            String customerName,
            String subject,
            Instant startedAt,
            @Nullable Instant stoppedAt,
            State state,
            @Nullable Why why,
            long millis,
            long bytes,
            @Nullable String sha256,
            String consent,
            @Nullable Instant deletesAt,
            boolean deletesSoon,
            List<Mark> timeline) {

        /** Takes a copy. */
        public Item {
            timeline = List.copyOf(timeline);
        }
    }

    /**
     * Something that happened, and where in the file.
     *
     * @param millis from the file's beginning
     * @param until  where it ended, for what lasts; null otherwise
     */
    record Mark(long millis, MarkKind kind, @Nullable Long until) {}

    enum MarkKind {
        TAKE,
        PRIVATE,
        METER_STARTED,
        METER_PAUSED,
        CUSTOMER_OFFLINE,
        CUSTOMER_BACK,
        SCREEN_GIVEN,
        CONTROL_GIVEN,
        CONTROL_ENDED,
        CONSENT_ENDED
    }

    /** @param retentionDays null: kept until it is deleted */
    record Storage(
            long usedBytes, long limitBytes, @Nullable Integer retentionDays, int warnDays) {}

    /** A file to be read in pieces. */
    interface Video {

        long bytes();

        Instant startedAt();

        /**
         * @param from   offset
         * @param length at most to the end
         * @throws IOException if {@code out} fails, or the store gives no more
         */
        void write(long from, long length, OutputStream out) throws IOException;
    }
}
