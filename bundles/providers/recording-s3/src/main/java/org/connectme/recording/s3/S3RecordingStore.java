package org.connectme.recording.s3;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.connectme.recording.s3.Keyring.Key;
import org.connectme.recording.spi.Ability;
import org.connectme.recording.spi.Capabilities;
import org.connectme.recording.spi.Descriptor;
import org.connectme.recording.spi.Listing;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.Probe;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Rotation;
import org.connectme.recording.spi.Stored;
import org.connectme.recording.spi.Stored.Seal;
import org.connectme.recording.vault.Damaged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recordings as encrypted objects in a bucket. A write is one object of its own, durable when the service has it; which
 * bytes it holds stands in its name. Thread-safe; keeps nothing that cannot be asked of the service again.
 */
final class S3RecordingStore implements RecordingStore {

    private static final Logger logger = LoggerFactory.getLogger(S3RecordingStore.class);

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{8,64}");
    /** What stands before a slash in a name, whoever made it. */
    private static final Pattern CURSOR = Pattern.compile("[ -~&&[^/]]{1,512}");

    private static final int LARGEST_WRITE = 2 << 20;
    private static final int LARGEST_READ = 4 << 20;
    /** 10,000 parts of an upload are 78 GiB. */
    private static final long LARGEST_RECORDING = 64L << 30;
    /** Recordings of one page of a list: each is some requests. */
    private static final int PAGE = 20;

    private final S3Settings settings;
    private final Bucket bucket;
    private final Keyring keyring;
    private final Shelf shelf;
    private final Rewrapping rewrapping;
    private final Consumer<String> due;
    private final Descriptor descriptor;
    /** Of two that open the same recording here, the second finds it. */
    private final Object making = new Object();

    /** @param due is told of recordings that can be gathered */
    S3RecordingStore(
            S3Settings settings, Bucket bucket, Keyring keyring, Shelf shelf, Consumer<String> due, String version) {
        this.settings = settings;
        this.bucket = bucket;
        this.keyring = keyring;
        this.shelf = shelf;
        this.rewrapping = new Rewrapping(bucket, keyring);
        this.due = due;
        this.descriptor = new Descriptor("s3", version, "Objects in " + settings.place());
    }

    static boolean isId(String recording) {
        return ID.matcher(recording).matches();
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(LARGEST_WRITE, LARGEST_READ, LARGEST_RECORDING, Set.of(Ability.KEY_ROTATION));
    }

    @Override
    public Outcome<Stored> open(String recording) {
        return answer(recording, () -> {
            Contents contents = shelf.look(recording);
            return stored(recording, contents.isThere() ? contents : made(recording));
        });
    }

    private Contents made(String recording) throws Fault, Damaged, IOException {
        synchronized (making) {
            Contents contents = shelf.look(recording);
            return contents.isThere() ? contents : shelf.add(recording, contents, keyring.make(recording, master()));
        }
    }

    @Override
    public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
        if (offset < 0
                || bytes.length < 1
                || bytes.length > LARGEST_WRITE
                || offset > LARGEST_RECORDING - bytes.length) {
            return new Outcome.Rejected<>(MALFORMED);
        }
        return answer(recording, () -> {
            Contents contents = shelf.look(recording);
            if (!contents.isThere()) {
                return new Outcome.Rejected<>(NOT_FOUND);
            }
            if (contents.seal().isPresent()) {
                return new Outcome.Rejected<>(SEALED);
            }
            Key key = keyring.first(recording, contents);
            Piece piece = new Piece(shelf.rank(recording, contents), offset, bytes.length, key.id());
            bucket.put(recording + "/" + piece.name(), Blocks.seal(recording, key.bytes(), offset, bytes));
            Contents now = shelf.add(recording, contents, piece.name());
            if (Gathering.isDue(offset, bytes.length)) {
                due.accept(recording);
            }
            return stored(recording, now);
        });
    }

    @Override
    public Outcome<Stored> seal(String recording, Seal seal) {
        return answer(recording, () -> {
            Contents contents = shelf.look(recording);
            if (!contents.isThere()) {
                return new Outcome.Rejected<>(NOT_FOUND);
            }
            Optional<String> before = contents.seal();
            if (before.isPresent()) {
                return shelf.seal(recording, contents, before.get()).equals(seal)
                        ? stored(recording, contents)
                        : new Outcome.Rejected<>(SEALED);
            }
            if (seal.length() > contents.length()) {
                return new Outcome.Rejected<>(MALFORMED);
            }
            String name = keyring.seal(recording, keyring.first(recording, contents), seal);
            Contents now = shelf.add(recording, contents, name);
            due.accept(recording);
            return stored(recording, now);
        });
    }

    @Override
    public Outcome<byte[]> read(String recording, long offset, int length) {
        if (offset < 0 || length < 1 || length > LARGEST_READ || offset > LARGEST_RECORDING) {
            return new Outcome.Rejected<>(MALFORMED);
        }
        return answer(recording, () -> {
            Contents contents = shelf.glance(recording);
            if (!contents.isThere()) {
                return new Outcome.Rejected<>(NOT_FOUND);
            }
            return offset + length > length(recording, contents)
                    ? new Outcome.Rejected<>(MALFORMED)
                    : new Outcome.Done<>(shelf.read(recording, contents, offset, length));
        });
    }

    @Override
    public Outcome<Stored> fetch(String recording) {
        return answer(recording, () -> {
            Contents contents = shelf.look(recording);
            return contents.isThere() ? stored(recording, contents) : new Outcome.Rejected<>(NOT_FOUND);
        });
    }

    @Override
    public Outcome<Boolean> delete(String recording) {
        return answer(recording, () -> {
            shelf.forget(recording);
            keyring.forget(recording);
            List<String> names = bucket.list(recording + "/", "").stream()
                    .map(Bucket.Entry::name)
                    .toList();
            // The keys first: from then on nobody can read it, wherever copies of the rest are.
            bucket.delete(names.stream()
                    .filter(name -> name.startsWith(recording + "/" + Keyring.START))
                    .toList());
            clear(recording, names);
            return new Outcome.Done<>(!names.isEmpty());
        });
    }

    private void clear(String recording, List<String> names) throws Fault {
        try {
            for (Bucket.Upload upload : bucket.uploads(recording + "/")) {
                bucket.giveUp(upload);
            }
            bucket.delete(names);
        } catch (Fault e) {
            throw e.inTheMiddle();
        }
    }

    @Override
    public Outcome<Listing> list(Optional<String> cursor) {
        if (cursor.isPresent() && !CURSOR.matcher(cursor.get()).matches()) {
            return new Outcome.Rejected<>(MALFORMED);
        }
        return guarded(() -> {
            Bucket.Folders page = bucket.folders(cursor.orElse(""), PAGE);
            List<Stored> recordings = new ArrayList<>();
            for (String recording : page.names()) {
                if (isId(recording)) {
                    recordings.add(listed(recording));
                }
            }
            Optional<String> next = page.isLast() || page.names().isEmpty()
                    ? Optional.empty()
                    : Optional.of(page.names().get(page.names().size() - 1));
            return new Outcome.Done<>(new Listing(recordings, next));
        });
    }

    /** One that cannot be read is listed all the same: it takes room, and somebody has to look at it. */
    private Stored listed(String recording) throws Fault, IOException {
        try {
            Contents contents = shelf.look(recording);
            if (contents.isThere()) {
                return described(recording, contents);
            }
        } catch (Damaged e) {
            logger.error("A recording is not what was written: {}", e.getMessage());
        } catch (Fault e) {
            if (e.kind() != Fault.Kind.GONE) {
                throw e;
            }
        }
        return new Stored(recording, 0, Optional.empty(), Instant.EPOCH);
    }

    @Override
    public Outcome<Rotation> rotate() {
        return guarded(() -> new Outcome.Done<>(rewrapping.rotate()));
    }

    @Override
    public Outcome<Probe> probe() {
        return guarded(() -> {
            bucket.folders("", 1);
            return new Outcome.Done<>(new Probe(settings.place(), OptionalLong.empty()));
        });
    }

    /** A new master key where recordings are already would hide that theirs is lost. */
    private int master() throws Fault, Damaged, IOException {
        Optional<Integer> current = keyring.masters().current();
        if (current.isPresent()) {
            return current.get();
        }
        if (!bucket.folders("", 1).names().isEmpty()) {
            throw new Damaged("There is no master key in " + settings.keys()
                    + ", but there are recordings. Restore it from its backup");
        }
        return keyring.masters().make();
    }

    private Outcome<Stored> stored(String recording, Contents contents) throws Fault, Damaged, IOException {
        return new Outcome.Done<>(described(recording, contents));
    }

    private Stored described(String recording, Contents contents) throws Fault, Damaged, IOException {
        Optional<String> name = contents.seal();
        Optional<Seal> seal =
                name.isPresent() ? Optional.of(shelf.seal(recording, contents, name.get())) : Optional.empty();
        return new Stored(
                recording,
                seal.map(Seal::length).orElse(contents.length()),
                seal,
                keyring.first(recording, contents).openedAt());
    }

    private long length(String recording, Contents contents) throws Fault, Damaged, IOException {
        Optional<String> seal = contents.seal();
        return seal.isPresent() ? shelf.seal(recording, contents, seal.get()).length() : contents.length();
    }

    private interface Work<T> {
        Outcome<T> run() throws Fault, Damaged, IOException;
    }

    private <T> Outcome<T> answer(String recording, Work<T> work) {
        if (!isId(recording)) {
            return new Outcome.Rejected<>(MALFORMED);
        }
        return guarded(() -> {
            try {
                return work.run();
            } catch (Fault e) {
                if (e.kind() != Fault.Kind.GONE) {
                    throw e;
                }
                // Another instance gathered, rotated or deleted since this one looked.
                shelf.forget(recording);
                return work.run();
            }
        });
    }

    /** What the service says becomes an answer. */
    private <T> Outcome<T> guarded(Work<T> work) {
        try {
            return work.run();
        } catch (Damaged e) {
            logger.error("A recording is not what was written: {}", e.getMessage());
            return new Outcome.Rejected<>(DAMAGED);
        } catch (Fault e) {
            logger.warn("{} does not do what it should: {}", settings.place(), e.getMessage());
            return e.kind() == Fault.Kind.UNKNOWN || e.kind() == Fault.Kind.GONE
                    ? new Outcome.Unknown<>(e.code())
                    : new Outcome.NotExecuted<>(e.kind() == Fault.Kind.FULL ? FULL : e.code());
        } catch (IOException e) {
            logger.warn("The folder of master keys does not do what it should", e);
            return new Outcome.NotExecuted<>("keys");
        }
    }
}
