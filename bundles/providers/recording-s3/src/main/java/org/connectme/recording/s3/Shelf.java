package org.connectme.recording.s3;

import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.connectme.recording.s3.Contents.Part;
import org.connectme.recording.spi.Stored.Seal;
import org.connectme.recording.vault.Damaged;
import org.jspecify.annotations.Nullable;

/**
 * Recordings as they are with the service. What this object knows is a cache, and is checked with the service before it
 * counts, for another instance may have written, sealed or deleted. Thread-safe, without locks: objects never change.
 */
final class Shelf {

    private static final int KEPT = 64;
    private static final int TRIES = 3;

    private final Bucket bucket;
    private final Keyring keyring;
    private final Clock clock;
    private final Map<String, Slot> slots = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Slot> eldest) {
            return size() > KEPT;
        }
    };

    Shelf(Bucket bucket, Keyring keyring, Clock clock) {
        this.bucket = bucket;
        this.keyring = keyring;
        this.clock = clock;
    }

    private static final class Slot {
        private final AtomicReference<@Nullable Contents> contents = new AtomicReference<>();
        private final AtomicReference<@Nullable Seal> seal = new AtomicReference<>();
        /** The highest that was given away, whatever became of it. */
        private final AtomicLong rank = new AtomicLong();
    }

    /** What is there now: one request, and a short answer where nothing but this instance has written. */
    Contents look(String recording) throws Fault {
        Slot slot = slot(recording);
        Contents known = slot.contents.get();
        if (known == null || known.last().isEmpty()) {
            return anew(recording, slot);
        }
        Piece last = known.last().get();
        List<String> tail = names(recording, bucket.list(recording + "/", recording + "/" + last.before()));
        if (!tail.contains(last.name())) {
            // Gathered into a larger one, or deleted.
            return anew(recording, slot);
        }
        Contents now = known.with(tail);
        slot.contents.set(now);
        return now;
    }

    /** What is there, or was when it was looked at; of a sealed one nothing but the pieces changes. */
    Contents glance(String recording) throws Fault {
        Contents known = slot(recording).contents.get();
        return known == null || known.seal().isEmpty() ? look(recording) : known;
    }

    Contents add(String recording, Contents before, String name) {
        Contents now = before.with(List.of(name));
        slot(recording).contents.set(now);
        return now;
    }

    void forget(String recording) {
        slot(recording).contents.set(null);
        slot(recording).seal.set(null);
    }

    /**
     * For the next piece: higher than all that are there or were tried here. It follows the clock so that it is also higher
     * than that of a request of another instance that was given up, and may still arrive.
     */
    long rank(String recording, Contents contents) {
        long least = Math.max(contents.last().map(Piece::rank).orElse(0L) + 1, clock.millis());
        return slot(recording).rank.updateAndGet(used -> Math.max(used + 1, least));
    }

    /** Of a sealed recording. */
    Seal seal(String recording, Contents contents, String name) throws Fault, Damaged, IOException {
        Slot slot = slot(recording);
        Seal known = slot.seal.get();
        if (known == null) {
            known = keyring.seal(recording, contents, name);
            slot.seal.set(known);
        }
        return known;
    }

    /** Gaps read as 0. @throws Fault that is GONE if the recording was deleted */
    byte[] read(String recording, Contents contents, long offset, int length) throws Fault, Damaged, IOException {
        Contents now = contents;
        for (int number = 1; ; number++) {
            try {
                return pieced(recording, now, offset, length);
            } catch (Fault e) {
                if (e.kind() != Fault.Kind.GONE) {
                    throw e;
                }
                now = anew(recording, slot(recording));
                if (!now.isThere()) {
                    throw e;
                }
                if (number == TRIES) {
                    throw new Damaged("A piece is listed and not there");
                }
            }
        }
    }

    private byte[] pieced(String recording, Contents contents, long offset, int length)
            throws Fault, Damaged, IOException {
        byte[] bytes = new byte[length];
        for (Part part : contents.within(offset, offset + length)) {
            Piece piece = part.piece();
            Blocks.Span span = Blocks.Span.of(piece, part.from(), part.to());
            byte[] key = keyring.open(recording, contents, piece.key()).bytes();
            byte[] plain =
                    span.open(recording, key, bucket.get(recording + "/" + piece.name(), span.at(), span.bytes()));
            System.arraycopy(plain, (int) (part.from() - span.start()), bytes, (int) (part.from() - offset), (int)
                    (part.to() - part.from()));
        }
        return bytes;
    }

    private Contents anew(String recording, Slot slot) throws Fault {
        Contents now = Contents.of(names(recording, bucket.list(recording + "/", "")));
        slot.contents.set(now);
        if (now.seal().isEmpty()) {
            slot.seal.set(null);
        }
        return now;
    }

    private static List<String> names(String recording, Collection<Bucket.Entry> entries) {
        return entries.stream()
                .map(entry -> entry.name().substring(recording.length() + 1))
                .toList();
    }

    private Slot slot(String recording) {
        synchronized (slots) {
            return slots.computeIfAbsent(recording, id -> new Slot());
        }
    }
}
