package org.connectme.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.connectme.core.recording.Recordings.Video;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.webm.Cue;
import org.connectme.recording.webm.FileHead;
import org.connectme.recording.webm.Tracks;

/**
 * The file of a recording. One that is not sealed has its index made up around what is stored, so that it plays and seeks
 * as far as it goes. Immutable: what comes in later is not in it.
 */
final class StoredVideo implements Video {

    private static final int PIECE = 1 << 20;

    private final Stores stores;
    private final Row row;
    private final byte[] head;
    private final byte[] tail;

    private StoredVideo(Stores stores, Row row, byte[] head, byte[] tail) {
        this.stores = stores;
        this.row = row;
        this.head = head;
        this.tail = tail;
    }

    /** @param row of a recording of which something came */
    static StoredVideo of(Stores stores, Row row, List<Cue> points) {
        byte[] tracks = row.tracks();
        if (row.isSealed() || tracks == null) {
            return new StoredVideo(stores, row, new byte[0], new byte[0]);
        }
        byte[] cues = FileHead.cues(points, Tracks.hasVideo(tracks));
        return new StoredVideo(
                stores, row, FileHead.closed(tracks, row.length(), cues.length, row.playsMillis()), cues);
    }

    @Override
    public long bytes() {
        return row.length() + tail.length;
    }

    @Override
    public Instant startedAt() {
        return row.began();
    }

    @Override
    public void write(long from, long length, OutputStream out) throws IOException {
        long at = from;
        long end = Math.min(from + length, bytes());
        while (at < end) {
            byte[] piece = piece(at, end);
            out.write(piece);
            at += piece.length;
        }
    }

    private byte[] piece(long at, long end) throws IOException {
        if (at < head.length) {
            return part(head, (int) at, Math.min(end, head.length));
        } else if (at >= row.length()) {
            return part(tail, (int) (at - row.length()), end - row.length());
        }
        int count = (int) Math.min(PIECE, Math.min(end, row.length()) - at);
        Outcome<byte[]> outcome = stores.ask(row.store(), store -> store.read(row.id(), at, count));
        if (outcome instanceof Outcome.Done<byte[]> done) {
            return done.value();
        }
        throw new IOException("The store gives no more of recording " + row.id());
    }

    private static byte[] part(byte[] bytes, int from, long to) {
        return Arrays.copyOfRange(bytes, from, (int) to);
    }
}
