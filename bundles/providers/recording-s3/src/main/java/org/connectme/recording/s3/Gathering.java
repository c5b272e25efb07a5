package org.connectme.recording.s3;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.connectme.recording.s3.Contents.Part;
import org.connectme.recording.spi.Stored.Seal;
import org.connectme.recording.vault.Damaged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Makes few large objects of many small ones: of each full 8 MiB one while a recording runs, and one of all once it is
 * sealed. What is read is the same before, meanwhile and after. Every step may break off and be begun anew: a piece is
 * only deleted when another that holds its bytes was seen in the list.
 */
final class Gathering {

    /** Every 128 blocks; above the 5 MiB that the parts of an upload have at least. */
    static final int SEGMENT = 8 << 20;

    private static final Logger logger = LoggerFactory.getLogger(Gathering.class);
    private static final int SLICE = 2 << 20;
    private static final int PAGE = 200;
    private static final Duration STALE = Duration.ofDays(1);

    private final Bucket bucket;
    private final Keyring keyring;
    private final Shelf shelf;
    private final Clock clock;
    private final int segment;

    Gathering(Bucket bucket, Keyring keyring, Shelf shelf, Clock clock) {
        this(bucket, keyring, shelf, clock, SEGMENT);
    }

    /** For tests: with segments of another size. @param segment bytes, whole blocks */
    Gathering(Bucket bucket, Keyring keyring, Shelf shelf, Clock clock, int segment) {
        this.bucket = bucket;
        this.keyring = keyring;
        this.shelf = shelf;
        this.clock = clock;
        this.segment = segment;
    }

    /** Whether a write filled a segment. */
    static boolean isDue(long offset, int length) {
        return (offset + length) / SEGMENT > offset / SEGMENT;
    }

    /** Looks through everything, as after a crash. @return the recordings that were there */
    int sweep() throws Fault, Damaged, IOException {
        int count = 0;
        String after = "";
        boolean isLast = false;
        while (!isLast && !Thread.currentThread().isInterrupted()) {
            Bucket.Folders page = bucket.folders(after, PAGE);
            for (String recording : page.names()) {
                if (S3RecordingStore.isId(recording)) {
                    tidyOrSay(recording);
                    count++;
                }
            }
            after = page.names().isEmpty()
                    ? after
                    : page.names().get(page.names().size() - 1);
            isLast = page.isLast() || page.names().isEmpty();
        }
        Instant stale = clock.instant().minus(STALE);
        for (Bucket.Upload upload : bucket.uploads("")) {
            if (upload.begun().isBefore(stale)) {
                bucket.giveUp(upload);
            }
        }
        return count;
    }

    /** One that cannot be read does not keep the others from it. */
    private void tidyOrSay(String recording) throws Fault, IOException {
        try {
            tidy(recording);
        } catch (Fault e) {
            if (e.kind() != Fault.Kind.GONE && e.kind() != Fault.Kind.REFUSED) {
                throw e;
            }
            // Another node gathers or deletes it just now, or the service will not copy this one.
            logger.warn("Pieces of a recording were not gathered: {}", e.getMessage());
        } catch (Damaged e) {
            logger.error("A recording is not what was written: {}", e.getMessage());
        }
    }

    /** Gathers what can be gathered of one recording. */
    void tidy(String recording) throws Fault, Damaged, IOException {
        Contents contents = shelf.look(recording);
        if (!contents.isThere() || contents.pieces().isEmpty()) {
            return;
        }
        Optional<String> seal = contents.seal();
        if (seal.isPresent()) {
            join(recording, contents, shelf.seal(recording, contents, seal.get()));
            return;
        }
        for (long from = 0; from + segment <= contents.length(); from += segment) {
            if (only(contents, from, from + segment).isEmpty()) {
                Piece full = piece(recording, contents, from, segment);
                bucket.putLarge(recording + "/" + full.name(), sealed(recording, contents, full));
                replace(recording, contents, full);
                contents = shelf.look(recording);
            }
        }
    }

    private void join(String recording, Contents contents, Seal seal) throws Fault, Damaged, IOException {
        if (seal.length() == 0) {
            bucket.delete(paths(recording, contents.pieces()));
            shelf.forget(recording);
            return;
        }
        if (contents.pieces().size() == 1 && contents.pieces().get(0).length() == seal.length()) {
            return;
        }
        Piece whole = piece(recording, contents, 0, seal.length());
        if (!contents.pieces().contains(whole)) {
            if (seal.length() <= SEGMENT) {
                bucket.putLarge(recording + "/" + whole.name(), sealed(recording, contents, whole));
            } else {
                upload(recording, contents, whole);
            }
        }
        replace(recording, contents, whole);
    }

    /** Full segments that are objects already are copied by the service, the rest is sent. */
    private void upload(String recording, Contents contents, Piece whole) throws Fault, Damaged, IOException {
        String name = recording + "/" + whole.name();
        for (Bucket.Upload begun : bucket.uploads(name)) {
            bucket.giveUp(begun);
        }
        String upload = bucket.begin(name);
        List<CompletedPart> parts = new ArrayList<>();
        for (long from = 0; from < whole.length(); from += segment) {
            long to = Math.min(from + segment, whole.length());
            int number = parts.size() + 1;
            Optional<Piece> ready =
                    only(contents, from, to).filter(piece -> piece.key().equals(whole.key()));
            parts.add(
                    ready.isPresent()
                            ? bucket.copied(
                                    name,
                                    upload,
                                    number,
                                    recording + "/" + ready.get().name())
                            : bucket.part(name, upload, number, sealed(recording, contents, whole, from, to)));
        }
        bucket.complete(name, upload, parts);
    }

    /** The piece that holds exactly this range, and alone. */
    private static Optional<Piece> only(Contents contents, long from, long to) {
        List<Part> parts = contents.within(from, to);
        return parts.size() == 1
                ? Optional.of(parts.get(0).piece()).filter(piece -> piece.offset() == from && piece.end() == to)
                : Optional.empty();
    }

    /** Of the rank of all that it is made of: what was written later stands over it. */
    private Piece piece(String recording, Contents contents, long offset, long length)
            throws Fault, Damaged, IOException {
        long rank = contents.last().orElseThrow().rank();
        return new Piece(
                rank, offset, length, keyring.first(recording, contents).id());
    }

    private byte[] sealed(String recording, Contents contents, Piece piece) throws Fault, Damaged, IOException {
        return sealed(recording, contents, piece, piece.offset(), piece.end());
    }

    private byte[] sealed(String recording, Contents contents, Piece piece, long from, long to)
            throws Fault, Damaged, IOException {
        byte[] plain = new byte[(int) (to - from)];
        for (int at = 0; at < plain.length; at += SLICE) {
            byte[] slice = shelf.read(recording, contents, from + at, Math.min(SLICE, plain.length - at));
            System.arraycopy(slice, 0, plain, at, slice.length);
        }
        byte[] key = keyring.open(recording, contents, piece.key()).bytes();
        return Blocks.seal(recording, key, from, plain);
    }

    /** Deletes what a piece was made of, once it is certainly there. */
    private void replace(String recording, Contents contents, Piece piece) throws Fault {
        TreeMap<String, Long> now = new TreeMap<>();
        bucket.list(recording + "/", "")
                .forEach(entry -> now.put(entry.name().substring(recording.length() + 1), entry.bytes()));
        if (now.keySet().stream().noneMatch(name -> Keyring.Name.of(name).isPresent())) {
            // Deleted meanwhile.
            bucket.delete(List.of(recording + "/" + piece.name()));
        } else if (now.getOrDefault(piece.name(), -1L) == Blocks.sealedLength(piece.offset(), piece.length())) {
            boolean isSealed = contents.seal().isPresent();
            List<Piece> old = contents.pieces().stream()
                    .filter(each -> !each.equals(piece))
                    .filter(each -> isSealed || each.offset() >= piece.offset() && each.end() <= piece.end())
                    .toList();
            bucket.delete(paths(recording, old));
        } else {
            logger.warn("A piece of {} bytes was stored and is not listed as such; it is made again", piece.length());
        }
        shelf.forget(recording);
    }

    private static List<String> paths(String recording, List<Piece> pieces) {
        return pieces.stream().map(piece -> recording + "/" + piece.name()).toList();
    }
}
