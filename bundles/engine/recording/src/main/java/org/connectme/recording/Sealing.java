package org.connectme.recording;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.Stored;
import org.connectme.recording.spi.Stored.Seal;
import org.connectme.recording.webm.Cue;
import org.connectme.recording.webm.FileHead;
import org.connectme.recording.webm.Tracks;

/** Gives a file its index and its seal. Every step may be repeated. */
final class Sealing {

    private static final int PIECE = 1 << 20;
    private static final int TRIES = 3;

    private final Rows rows;
    private final Stores stores;

    Sealing(Rows rows, Stores stores) {
        this.rows = rows;
        this.stores = stores;
    }

    /** @return the seal; empty if the store does not do it now */
    Optional<Seal> seal(Row found, Instant now) {
        return rows.locked(
                        found.recording(),
                        (locked, row) -> row.isSealed()
                                ? Optional.of(new Seal(row.length(), row.sha256()))
                                : seal(locked, row, now))
                .orElseThrow(() -> new IllegalStateException("A recording that was found has no row"));
    }

    private Optional<Seal> seal(Rows.Locked locked, Row row, Instant now) {
        Optional<Seal> seal = row.tracks() == null ? done(opened(row)).flatMap(stored -> sum(row, 0)) : indexed(row);
        return seal.flatMap(wanted -> done(stores.askLong(row.store(), store -> store.seal(row.id(), wanted)))
                .map(stored -> {
                    locked.seal(row.recording(), wanted.length(), wanted.sha256(), now);
                    return wanted;
                }));
    }

    private Outcome<Stored> opened(Row row) {
        return stores.ask(row.store(), store -> store.open(row.id()));
    }

    private Optional<Seal> indexed(Row row) {
        byte[] tracks = row.tracks();
        List<Cue> points = rows.cues(row.recording());
        byte[] cues = FileHead.cues(points, Tracks.hasVideo(tracks));
        byte[] head = FileHead.closed(tracks, row.length(), cues.length, row.playsMillis());
        Optional<Stored> stored = cues.length == 0
                ? done(opened(row))
                : done(stores.ask(row.store(), store -> store.write(row.id(), row.length(), cues)));
        return stored.flatMap(written -> done(stores.ask(row.store(), store -> store.write(row.id(), 0, head))))
                .flatMap(written -> sum(row, row.length() + cues.length));
    }

    private Optional<Seal> sum(Row row, long length) {
        MessageDigest sha256 = sha256();
        for (long at = 0; at < length; at += PIECE) {
            long from = at;
            int count = (int) Math.min(PIECE, length - at);
            Optional<byte[]> piece = read(row, from, count);
            if (piece.isEmpty()) {
                return Optional.empty();
            }
            sha256.update(piece.get());
        }
        return Optional.of(new Seal(length, HexFormat.of().formatHex(sha256.digest())));
    }

    /** One read that stumbles does not make thousands be read anew. */
    private Optional<byte[]> read(Row row, long from, int count) {
        Optional<byte[]> piece = Optional.empty();
        for (int i = 0; piece.isEmpty() && i < TRIES; i++) {
            piece = done(stores.ask(row.store(), store -> store.read(row.id(), from, count)));
        }
        return piece;
    }

    private static <T> Optional<T> done(Outcome<T> outcome) {
        return outcome instanceof Outcome.Done<T> done ? Optional.of(done.value()) : Optional.empty();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
