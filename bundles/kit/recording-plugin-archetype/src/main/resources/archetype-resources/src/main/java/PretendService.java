package ${package};

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Stored;
import org.connectme.recording.spi.Stored.Seal;

/**
 * A service for files that keeps them in memory, has little room and forgets all when the server stops. Replace it by a
 * client of a real one, whose methods throw {@link NotReached} where the request certainly never arrived, and {@link
 * NotHeard} for every other fault. Thread-safe.
 */
class PretendService {

    /** Files of one page of a list. */
    static final int PAGE = 100;

    /** Bytes of all files together. */
    static final long ROOM = 64L << 20;

    /** The one that the server uses; it lives as long as this bundle does. */
    static final PretendService ONLY = new PretendService();

    /** A file; it is replaced, never changed. */
    private record Kept(byte[] bytes, Optional<Seal> seal, Instant madeAt) {

        Stored stored(String name) {
            return new Stored(name, seal.map(Seal::length).orElse((long) bytes.length), seal, madeAt);
        }
    }

    private final TreeMap<String, Kept> files = new TreeMap<>();

    /** The request certainly never arrived. */
    static final class NotReached extends Exception {
        NotReached() {
            super("The service was not reached");
        }
    }

    /** The request may have been executed. */
    static final class NotHeard extends Exception {
        NotHeard() {
            super("The service was not heard");
        }
    }

    /** The way to the service and back; a test puts its faults here. */
    <T> T travel(Supplier<T> work) throws NotReached, NotHeard {
        return work.get();
    }

    /** Bytes that all files may have together. */
    long room() {
        return ROOM;
    }

    Outcome<Stored> make(String name) throws NotReached, NotHeard {
        return alone(() -> {
            files.putIfAbsent(name, new Kept(new byte[0], Optional.empty(), Instant.now()));
            return new Outcome.Done<>(files.get(name).stored(name));
        });
    }

    Outcome<Stored> put(String name, long offset, byte[] bytes) throws NotReached, NotHeard {
        return with(name, file -> {
            if (file.seal().isPresent()) {
                return new Outcome.Rejected<>(RecordingStore.SEALED);
            }
            long length = Math.max(file.bytes().length, offset + bytes.length);
            if (length - file.bytes().length > left()) {
                return new Outcome.NotExecuted<>(RecordingStore.FULL);
            }
            byte[] next = Arrays.copyOf(file.bytes(), (int) length);
            System.arraycopy(bytes, 0, next, (int) offset, bytes.length);
            return keep(name, new Kept(next, Optional.empty(), file.madeAt()));
        });
    }

    Outcome<Stored> end(String name, Seal seal) throws NotReached, NotHeard {
        return with(name, file -> {
            if (file.seal().isPresent()) {
                return file.seal().get().equals(seal)
                        ? new Outcome.Done<>(file.stored(name))
                        : new Outcome.Rejected<>(RecordingStore.SEALED);
            }
            if (seal.length() > file.bytes().length) {
                return new Outcome.Rejected<>(RecordingStore.MALFORMED);
            }
            byte[] kept = Arrays.copyOf(file.bytes(), (int) seal.length());
            return keep(name, new Kept(kept, Optional.of(seal), file.madeAt()));
        });
    }

    Outcome<byte[]> get(String name, long offset, int length) throws NotReached, NotHeard {
        return with(
                name,
                file -> offset > file.bytes().length - length
                        ? new Outcome.Rejected<>(RecordingStore.MALFORMED)
                        : new Outcome.Done<>(Arrays.copyOfRange(file.bytes(), (int) offset, (int) offset + length)));
    }

    Outcome<Stored> look(String name) throws NotReached, NotHeard {
        return with(name, file -> new Outcome.Done<>(file.stored(name)));
    }

    Outcome<Boolean> remove(String name) throws NotReached, NotHeard {
        return alone(() -> new Outcome.Done<>(files.remove(name) != null));
    }

    /** The files that follow this name, in the order of their names: one page. */
    List<Stored> after(String name) throws NotReached, NotHeard {
        return alone(() -> files.tailMap(name, false).entrySet().stream()
                .limit(PAGE)
                .map(file -> file.getValue().stored(file.getKey()))
                .toList());
    }

    long free() throws NotReached, NotHeard {
        return alone(this::left);
    }

    /** What lies there. */
    final synchronized List<byte[]> contents() {
        return files.values().stream().map(file -> file.bytes().clone()).toList();
    }

    private long left() {
        return room() - files.values().stream().mapToLong(file -> file.bytes().length).sum();
    }

    private Outcome<Stored> keep(String name, Kept file) {
        files.put(name, file);
        return new Outcome.Done<>(file.stored(name));
    }

    private <T> Outcome<T> with(String name, Function<Kept, Outcome<T>> work) throws NotReached, NotHeard {
        return alone(() -> {
            Kept file = files.get(name);
            return file == null ? new Outcome.Rejected<>(RecordingStore.NOT_FOUND) : work.apply(file);
        });
    }

    private <T> T alone(Supplier<T> work) throws NotReached, NotHeard {
        return travel(() -> {
            synchronized (this) {
                return work.get();
            }
        });
    }
}
