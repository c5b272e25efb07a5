package org.connectme.agent.core.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one folder that files of a consultant come into. A file has a name of this app's own until it is whole; then it
 * gets its name, never in place of another file. Only its owner may read it, nobody may execute it, and nothing here
 * opens it. One thread.
 */
public final class DropFolder {

    private static final Logger logger = LoggerFactory.getLogger(DropFolder.class);

    /** So much stays free for everything else on that disk. */
    private static final long SPARE_BYTES = 64L << 20;

    private static final int MOST_OF_A_NAME = 1_000;
    private static final String UNFINISHED = ".connectme-*.part";
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Supplier<Path> where;
    private final Set<Path> swept = new HashSet<>();

    /** @param where asked before each file, so that another choice counts from the next one on */
    public DropFolder(Supplier<Path> where) {
        this.where = where;
    }

    /** Always the same. */
    public DropFolder(Path folder) {
        this(() -> folder.toAbsolutePath().normalize());
    }

    /** @param configured a folder; without one, or with something else, "ConnectMe" where this person's downloads go */
    public static Path place(@Nullable String configured) {
        try {
            if (configured != null && !configured.isBlank()) {
                return Path.of(configured).toAbsolutePath().normalize();
            }
        } catch (InvalidPathException e) {
            logger.warn("The folder for files that was chosen has no name of a folder; the usual one is taken");
        }
        return Downloads.folder().resolve("ConnectMe").toAbsolutePath().normalize();
    }

    public boolean hasRoomFor(long bytes) throws IOException {
        return Files.getFileStore(open()).getUsableSpace() - SPARE_BYTES >= bytes;
    }

    /** @param name a {@link SafeName} */
    public Sink begin(String name) throws IOException {
        Path folder = open();
        Path target = folder.resolve(name).normalize();
        if (!folder.equals(target.getParent())
                || !target.getFileName().toString().equals(name)) {
            throw new IOException("Not a plain name");
        }
        return new Part(folder, name);
    }

    /** What an app that was killed left behind goes with the first use of the next one. */
    private Path open() throws IOException {
        Path folder = where.get();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, only("rwx------"));
        }
        if (swept.add(folder)) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, UNFINISHED)) {
                for (Path each : left) {
                    Files.deleteIfExists(each);
                }
            }
        }
        return folder;
    }

    private static FileAttribute<?>[] only(String rights) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    private static final class Part implements Sink {

        private final Path folder;
        private final String name;
        private final Path unfinished;
        private final FileChannel channel;

        private Part(Path folder, String name) throws IOException {
            this.folder = folder;
            this.name = name;
            this.unfinished =
                    folder.resolve(UNFINISHED.replace("*", UUID.randomUUID().toString()));
            this.channel = FileChannel.open(
                    unfinished,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    only("rw-------"));
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }

        @Override
        public Optional<Path> keep() throws IOException {
            channel.force(true);
            channel.close();
            Path place = reserve();
            try {
                Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                Files.deleteIfExists(place);
                throw e;
            }
            return Optional.of(place);
        }

        /** An empty file of that name, made just now: what is replaced by the move is nobody else's. */
        private Path reserve() throws IOException {
            for (int number = 1; number <= MOST_OF_A_NAME; number++) {
                Path place = folder.resolve(number == 1 ? name : SafeName.numbered(name, number));
                try {
                    return Files.createFile(place, only("rw-------"));
                } catch (FileAlreadyExistsException e) {
                    // The next number, then.
                    logger.debug("A file of that name is there already");
                }
            }
            throw new IOException("Too many files of that name");
        }

        @Override
        public void discard() {
            try {
                channel.close();
                Files.deleteIfExists(unfinished);
            } catch (IOException e) {
                throw new UncheckedIOException("An unfinished file stays until the next start", e);
            }
        }
    }
}
