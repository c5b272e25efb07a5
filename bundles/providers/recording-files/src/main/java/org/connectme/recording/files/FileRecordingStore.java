package org.connectme.recording.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
import org.connectme.recording.vault.Durable;
import org.connectme.recording.vault.Home;
import org.connectme.recording.vault.MasterKeys;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recordings as encrypted files in a folder. Thread-safe; keeps nothing that cannot be read again from the folder. */
@Component(configurationPid = "org.connectme.recording.files")
@Designate(ocd = FilesConfig.class)
public final class FileRecordingStore implements RecordingStore {

    private static final Logger logger = LoggerFactory.getLogger(FileRecordingStore.class);

    private static final int LARGEST_WRITE = 2 << 20;
    private static final int LARGEST_READ = 4 << 20;
    private static final long LARGEST_RECORDING = 1L << 40;

    private final Vaulted vaulted;
    private final Logs logs;
    private final Path folder;
    private final long reserve;
    private final Descriptor descriptor;

    @Activate
    public FileRecordingStore(FilesConfig config) {
        this(
                Home.folder(config.folder(), "recordings"),
                Home.folder(config.keys(), "keys/recordings"),
                config.reserve_mebibytes() * (1L << 20),
                Clock.systemUTC(),
                version());
    }

    private FileRecordingStore(Path folder, Path keys, long reserve, Clock clock, String version) {
        this.folder = folder;
        this.reserve = reserve;
        this.vaulted = new Vaulted(folder, new MasterKeys(keys), clock);
        this.logs = new Logs(vaulted);
        this.descriptor = new Descriptor("files", version, "Files in " + folder);
    }

    /** For tests of this store and of those that use one. @param reserve bytes that stay free */
    public static FileRecordingStore in(Path folder, Path keys, long reserve, Clock clock) {
        return new FileRecordingStore(folder, keys, reserve, clock, version());
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
            if (!vaulted.isThere(recording)) {
                if (!hasRoom(RecordHead.LARGEST)) {
                    return new Outcome.NotExecuted<>(FULL);
                }
                vaulted.make(recording);
            }
            return logs.with(recording, log -> stored(recording, log));
        });
    }

    @Override
    public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
        if (offset < 0
                || bytes.length < 1
                || bytes.length > LARGEST_WRITE
                || offset > LARGEST_RECORDING - bytes.length) {
            return new Outcome.Rejected<>(MALFORMED);
        }
        return answer(
                recording,
                () -> logs.with(recording, log -> {
                    if (log.seal().isPresent()) {
                        return new Outcome.Rejected<>(SEALED);
                    }
                    if (!hasRoom(2L * bytes.length)) {
                        return new Outcome.NotExecuted<>(FULL);
                    }
                    log.append(offset, bytes);
                    return stored(recording, log);
                }));
    }

    @Override
    public Outcome<Stored> seal(String recording, Seal seal) {
        return answer(
                recording,
                () -> logs.with(recording, log -> {
                    if (log.seal().isPresent()) {
                        return log.seal().get().equals(seal) ? stored(recording, log) : new Outcome.Rejected<>(SEALED);
                    }
                    if (seal.length() > log.length()) {
                        return new Outcome.Rejected<>(MALFORMED);
                    }
                    log.seal(seal);
                    return stored(recording, log);
                }));
    }

    @Override
    public Outcome<byte[]> read(String recording, long offset, int length) {
        if (offset < 0 || length < 1 || length > LARGEST_READ) {
            return new Outcome.Rejected<>(MALFORMED);
        }
        return answer(
                recording,
                () -> logs.with(
                        recording,
                        log -> offset > log.length() - length
                                ? new Outcome.Rejected<>(MALFORMED)
                                : new Outcome.Done<>(log.read(offset, length))));
    }

    @Override
    public Outcome<Stored> fetch(String recording) {
        return answer(recording, () -> logs.with(recording, log -> stored(recording, log)));
    }

    @Override
    public Outcome<Boolean> delete(String recording) {
        return answer(recording, () -> {
            logs.forget(recording);
            return new Outcome.Done<>(vaulted.delete(recording));
        });
    }

    @Override
    public Outcome<Listing> list(Optional<String> cursor) {
        return guarded(() -> {
            List<String> page = vaulted.after(cursor.orElse(""));
            List<Stored> recordings = page.stream().map(this::listed).toList();
            return new Outcome.Done<>(new Listing(
                    recordings,
                    page.size() < Vaulted.PAGE ? Optional.empty() : Optional.of(page.get(page.size() - 1))));
        });
    }

    @Override
    public Outcome<Rotation> rotate() {
        return guarded(() -> new Outcome.Done<>(vaulted.rotate()));
    }

    @Override
    public Outcome<Probe> probe() {
        return guarded(() -> {
            Durable.folder(folder);
            Path trial = folder.resolve("probe.new");
            Files.deleteIfExists(trial);
            try (FileChannel channel = Durable.create(trial)) {
                Durable.fully(channel, ByteBuffer.allocate(1), 0);
            } finally {
                Files.deleteIfExists(trial);
            }
            return new Outcome.Done<>(new Probe(folder.toString(), OptionalLong.of(free())));
        });
    }

    /** One that cannot be read is listed all the same: it takes room, and somebody has to look at it. */
    private Stored listed(String recording) {
        Outcome<Stored> outcome = fetch(recording);
        return outcome instanceof Outcome.Done<Stored> done
                ? done.value()
                : new Stored(recording, 0, Optional.empty(), vaulted.madeAt(recording));
    }

    private Outcome<Stored> stored(String recording, RecordLog log) {
        return new Outcome.Done<>(new Stored(recording, log.length(), log.seal(), vaulted.madeAt(recording)));
    }

    private boolean hasRoom(long bytes) throws IOException {
        return free() >= reserve + bytes;
    }

    private long free() throws IOException {
        Durable.folder(folder);
        return Files.getFileStore(folder).getUsableSpace();
    }

    private interface Work<T> {
        Outcome<T> run() throws IOException, Damaged;
    }

    private <T> Outcome<T> answer(String recording, Work<T> work) {
        return Vaulted.isId(recording) ? guarded(work) : new Outcome.Rejected<>(MALFORMED);
    }

    /** What the disk says becomes an answer. */
    private <T> Outcome<T> guarded(Work<T> work) {
        try {
            return work.run();
        } catch (NoSuchFileException e) {
            return new Outcome.Rejected<>(NOT_FOUND);
        } catch (Damaged e) {
            logger.error("A recording is not what was written: {}", e.getMessage());
            return new Outcome.Rejected<>(DAMAGED);
        } catch (IOException | UncheckedIOException e) {
            if (isFull(e)) {
                return new Outcome.NotExecuted<>(FULL);
            }
            logger.warn("The folder of recordings does not do what it should", e);
            return new Outcome.Unknown<>("io");
        }
    }

    /** Quotas, and somebody else who was faster: the room that was there a moment ago. */
    private boolean isFull(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("No space left") || message.contains("quota")) {
            return true;
        }
        try {
            return !hasRoom(0);
        } catch (IOException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    private static String version() {
        var bundle = FrameworkUtil.getBundle(FileRecordingStore.class);
        return bundle == null ? "1.0.0" : bundle.getVersion().toString();
    }
}
