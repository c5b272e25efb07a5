package org.connectme.recording.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.connectme.recording.spi.Rotation;
import org.connectme.recording.vault.Damaged;
import org.connectme.recording.vault.Durable;
import org.connectme.recording.vault.MasterKeys;
import org.connectme.recording.vault.Sealed;
import org.connectme.recording.vault.WrappedKey;

/**
 * The folder: two files a recording, below the first two characters of its id: {@code ID.log} and, beside it, the
 * recording's own key in {@code ID.key}. Without its key a recording is noise. Thread-safe.
 */
final class Vaulted {

    /** Recordings of one page of a list: each has to be looked through. */
    static final int PAGE = 50;

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{8,64}");
    private static final String LOG = ".log";
    private static final String KEY = ".key";

    private final Path folder;
    private final MasterKeys masters;
    private final Clock clock;
    /** Of two that make the same recording, the second finds it. */
    private final Object making = new Object();
    /** Recordings are made and removed under the read lock, and the master key changes under the write lock. */
    private final ReadWriteLock change = new ReentrantReadWriteLock();

    Vaulted(Path folder, MasterKeys masters, Clock clock) {
        this.folder = folder;
        this.masters = masters;
        this.clock = clock;
    }

    static boolean isId(String recording) {
        return ID.matcher(recording).matches();
    }

    boolean isThere(String recording) {
        return Files.isRegularFile(log(recording)) && Files.isRegularFile(key(recording));
    }

    /** The key first: a log without one could never be read. */
    void make(String recording) throws IOException, Damaged {
        change.readLock().lock();
        try {
            synchronized (making) {
                makeAlone(recording);
            }
        } finally {
            change.readLock().unlock();
        }
    }

    private void makeAlone(String recording) throws IOException, Damaged {
        Durable.folder(folder);
        Durable.folder(log(recording).getParent());
        if (!Files.isRegularFile(key(recording))) {
            int master = masters.current().isPresent() ? masters.current().orElseThrow() : first();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            byte[] key = Sealed.random(Sealed.KEY_BYTES);
            Durable.write(
                    key(recording), masters.wrap(recording, master, now, key).bytes());
        }
        if (!Files.isRegularFile(log(recording))) {
            try (FileChannel channel = Durable.create(log(recording))) {
                channel.force(true);
            }
            Durable.sync(log(recording).getParent());
        }
    }

    RecordLog open(String recording) throws IOException, Damaged {
        if (!isThere(recording)) {
            throw new NoSuchFileException(recording);
        }
        return new RecordLog(recording, log(recording), masters.open(recording, read(recording)));
    }

    /** The key first: from then on nobody can read it, wherever copies of the log are. */
    boolean delete(String recording) throws IOException {
        change.readLock().lock();
        try {
            boolean hadKey = Durable.delete(key(recording));
            return Durable.delete(log(recording)) || hadKey;
        } finally {
            change.readLock().unlock();
        }
    }

    /** When it was made, or 1970 where that cannot be told. */
    Instant madeAt(String recording) {
        try {
            return read(recording).openedAt();
        } catch (IOException | Damaged e) {
            return Instant.EPOCH;
        }
    }

    /** The ids that follow this one, in their order, at most {@link #PAGE}. */
    List<String> after(String cursor) throws IOException {
        List<String> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        for (Path part : sorted(folder)) {
            String name = part.getFileName().toString();
            if (!Files.isDirectory(part) || name.compareTo(cursor.substring(0, Math.min(2, cursor.length()))) < 0) {
                continue;
            }
            for (Path file : sorted(part)) {
                String id = file.getFileName().toString().replaceFirst("\\.log$", "");
                if (file.getFileName().toString().endsWith(LOG) && isId(id) && id.compareTo(cursor) > 0) {
                    found.add(id);
                    if (found.size() == PAGE) {
                        return found;
                    }
                }
            }
        }
        return found;
    }

    /** Makes a master key, wraps every recording's key by it, and removes the older ones once none needs them. */
    Rotation rotate() throws IOException {
        change.writeLock().lock();
        try {
            int master = masters.make();
            int changed = 0;
            int failed = 0;
            List<String> page = after("");
            while (!page.isEmpty()) {
                for (String recording : page) {
                    if (wrap(recording, master)) {
                        changed++;
                    } else {
                        failed++;
                    }
                }
                page = after(page.get(page.size() - 1));
            }
            if (failed == 0) {
                masters.forgetBefore(master);
            }
            return new Rotation(Integer.toString(master), changed, failed);
        } finally {
            change.writeLock().unlock();
        }
    }

    private boolean wrap(String recording, int master) throws IOException {
        try {
            WrappedKey old = read(recording);
            byte[] key = masters.open(recording, old);
            Durable.write(
                    key(recording),
                    masters.wrap(recording, master, old.openedAt(), key).bytes());
            return true;
        } catch (Damaged | NoSuchFileException e) {
            return false;
        }
    }

    private WrappedKey read(String recording) throws IOException, Damaged {
        return WrappedKey.read(Files.readAllBytes(key(recording)))
                .orElseThrow(() -> new Damaged("What lies beside a recording is no key"));
    }

    /** A new master key where recordings are already would hide that theirs is lost. */
    private int first() throws IOException, Damaged {
        if (!after("").isEmpty()) {
            throw new Damaged("There is no master key in " + masters.folder()
                    + ", but there are recordings. Restore it from its backup");
        }
        return masters.make();
    }

    private Path log(String recording) {
        return folder.resolve(recording.substring(0, 2)).resolve(recording + LOG);
    }

    private Path key(String recording) {
        return folder.resolve(recording.substring(0, 2)).resolve(recording + KEY);
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
