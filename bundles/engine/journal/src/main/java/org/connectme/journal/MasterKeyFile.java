package org.connectme.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Where the master key lies: 32 random bytes that only this user may read. */
final class MasterKeyFile {

    static final String NAME = "master.key";

    private static final int LENGTH = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path directory;
    private final Path file;

    MasterKeyFile(Path directory) {
        this.directory = directory;
        this.file = directory.resolve(NAME);
    }

    /** @param configured empty for {@code keys} in CONNECTME_HOME (system property, environment, or ~/.connectme) */
    static Path directory(String configured) {
        if (!configured.isEmpty()) {
            return Path.of(configured);
        }
        String home = System.getProperty("CONNECTME_HOME", System.getenv("CONNECTME_HOME"));
        return (home == null ? Path.of(System.getProperty("user.home"), ".connectme") : Path.of(home)).resolve("keys");
    }

    /**
     * @param mayCreate whether a missing key is a first start, and not a loss
     * @throws IllegalStateException saying what is wrong and what to do
     */
    byte[] load(boolean mayCreate) {
        try {
            if (!Files.exists(file)) {
                if (!mayCreate) {
                    throw new IllegalStateException("There is no " + file
                            + ", but this database holds what is encrypted with it. Restore the file from its backup.");
                }
                create();
            }
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException("The master key " + file + " cannot be read or made", e);
        }
    }

    private byte[] read() throws IOException {
        if (isPosix()) {
            Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            others.removeIf(permission -> permission.name().startsWith("OWNER_"));
            if (!others.isEmpty()) {
                throw new IllegalStateException(
                        "Others than its owner may use " + file + ". Take that away: chmod 600 " + file);
            }
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != LENGTH) {
            throw new IllegalStateException(file + " holds " + key.length + " bytes and not the " + LENGTH
                    + " of a master key. Restore the file from its backup.");
        }
        return key;
    }

    /** Written under another name first, so that a crash leaves no half a key. */
    private void create() throws IOException {
        Files.createDirectories(directory);
        Path fresh = isPosix()
                ? Files.createTempFile(directory, NAME, ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY))
                : Files.createTempFile(directory, NAME, ".new");
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(Crypto.random(LENGTH)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean isPosix() {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
