package org.connectme.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.command.Refusal;
import org.connectme.core.command.Refusal.Kind;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Stored;
import org.connectme.recording.webm.Block;
import org.connectme.recording.webm.Clusters;
import org.connectme.recording.webm.FileHead;
import org.connectme.recording.webm.Malformed;
import org.connectme.recording.webm.TakeReader;
import org.connectme.recording.webm.Tracks;

/**
 * Takes a part of a take's stream: judges every block by its time, keeps those from before the end, and makes them durable
 * before it says so. Works on a locked row, so that one part at a time is taken; keeps no state.
 */
final class Uploads {

    /** Clocks of pages and servers differ by less; who is further ahead makes times up. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private static final long BURST_BYTES = 4L << 20;
    private static final long BYTES_PER_SECOND = 1L << 20;
    private static final int LARGEST_PART = 1 << 20;

    private final Rows rows;
    private final Stores stores;

    Uploads(Rows rows, Stores stores) {
        this.rows = rows;
        this.stores = stores;
    }

    /**
     * What there is room for.
     *
     * @param recording bytes that one recording may have
     * @param left      bytes that this consultant has left
     */
    record Room(long recording, long left) {}

    /** What became of a part. */
    sealed interface Taken {

        /** The row as it is now. */
        record Yes(Row row) implements Taken {}

        record No(Refusal refusal) implements Taken {}

        /** No room for it: the recording ends. */
        record Full() implements Taken {}

        /** The store takes no more of it, however often it is asked: the recording ends. */
        record Broken() implements Taken {}
    }

    /** One part, and when it came. @param now from before the history was read: so no later end can concern it */
    record Part(int take, long at, byte[] bytes, Instant now) {}

    Taken take(Recorded recording, Part part, Room room) {
        return rows.locked(UUID.fromString(recording.id()), (locked, row) -> take(locked, row, recording, part, room))
                .orElseThrow(() -> new IllegalStateException("A recording that was found has no row"));
    }

    private Taken take(Rows.Locked locked, Row stored, Recorded recording, Part part, Room room) {
        if (stored.isSealed() || stored.isDeleted() || stored.finished() || isLate(recording, part.now())) {
            return no(Kind.CONFLICT, "recording.sealed", "This recording is closed; nothing is added to it any more.");
        }
        if (part.take() < stored.take() || part.take() > recording.takes().size()) {
            return no(Kind.CONFLICT, "recording.take-order", "This take is closed, or was not begun.");
        }
        Row row = part.take() == stored.take() ? stored : stored.atTake(part.take());
        if (part.at() > row.received() || part.at() + part.bytes().length <= row.received()) {
            return new Taken.Yes(stored.take() == row.take() ? stored : row);
        }
        Instant begun = recording.takes().get(part.take() - 1);
        long sinceBegun = Duration.between(begun, part.now()).toMillis();
        if (part.at() + part.bytes().length > BURST_BYTES + sinceBegun * BYTES_PER_SECOND / 1000) {
            return no(Kind.TOO_MANY, "recording.too-fast", "More comes than can have been recorded. Go slower.");
        }
        TakeReader.Result read;
        try {
            read = TakeReader.read(row.came().stream(), part.bytes(), (int) (row.received() - part.at()), sinceBegun);
        } catch (Malformed e) {
            return no(Kind.INVALID, "recording.malformed", "Not what a recorder sends: " + e.getMessage() + ".");
        }
        return judged(locked, row, recording, part, room, begun, read);
    }

    private Taken judged(
            Rows.Locked locked,
            Row row,
            Recorded recording,
            Part part,
            Room room,
            Instant begun,
            TakeReader.Result read) {
        long received = part.at() + read.end();
        if (read.isHeldBack()
                && begun.plusMillis(read.next()).isAfter(part.now().plus(AHEAD))) {
            return no(Kind.INVALID, "recording.ahead", "A block is from the future.");
        }
        if (received == row.received() && !read.isHeldBack() && part.bytes().length >= LARGEST_PART) {
            return no(Kind.INVALID, "recording.malformed", "No whole element in a part of the largest size.");
        }
        byte[] tracks = read.tracks().map(Tracks::element).orElse(row.tracks());
        if (row.tracks() != null && !Arrays.equals(tracks, row.tracks())) {
            return no(Kind.INVALID, "recording.tracks", "A recording goes on with the tracks it began with.");
        }
        Optional<Instant> end = recording.endOf(part.take());
        List<Block> kept = read.blocks().stream()
                .filter(block ->
                        end.isEmpty() || begun.plusMillis(block.millis()).isBefore(end.get()))
                .toList();
        Row now = row.read(received, read.state());
        if (kept.isEmpty() || tracks == null) {
            locked.save(now);
            return new Taken.Yes(now);
        }
        return write(locked, now, tracks, kept, recording.millis(begun), room);
    }

    private Taken write(Rows.Locked locked, Row row, byte[] tracks, List<Block> kept, long offsetMillis, Room room) {
        byte[] head = row.length() == 0 ? FileHead.open(tracks) : new byte[0];
        Clusters.Result clusters = Clusters.of(
                kept, offsetMillis, row.length() + head.length, row.file().baseMillis(), Tracks.hasVideo(tracks));
        byte[] bytes = Arrays.copyOf(head, head.length + clusters.bytes().length);
        System.arraycopy(clusters.bytes(), 0, bytes, head.length, clusters.bytes().length);
        long length = row.length() + bytes.length;
        if (length > room.recording() || bytes.length > room.left()) {
            return new Taken.Full();
        }
        Outcome<Stored> outcome = stores.ask(row.store(), store -> store.write(row.id(), row.length(), bytes));
        if (outcome instanceof Outcome.Done) {
            Row now = row.written(tracks, length, clusters.baseMillis(), clusters.playsMillis());
            locked.save(now);
            locked.add(row.recording(), clusters.cues());
            return new Taken.Yes(now);
        }
        if (outcome instanceof Outcome.NotExecuted<Stored> not && not.code().equals(RecordingStore.FULL)) {
            return new Taken.Full();
        }
        // A place that is missing is made when the page begins anew.
        return outcome instanceof Outcome.Rejected<Stored> rejected
                        && !rejected.code().equals(RecordingStore.NOT_FOUND)
                ? new Taken.Broken()
                : no(Kind.UNAVAILABLE, "recording.store-away", "The store does not take it now. Send it again.");
    }

    static boolean isLate(Recorded recording, Instant now) {
        return recording
                .over(now)
                .filter(end -> !now.isBefore(end.at().plus(Recorded.LATE)))
                .isPresent();
    }

    private static Taken no(Kind kind, String code, String detail) {
        return new Taken.No(new Refusal(kind, code, detail));
    }
}
