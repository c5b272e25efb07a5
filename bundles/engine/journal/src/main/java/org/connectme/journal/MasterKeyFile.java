package org.connectme.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Where the master key lies: 32 random bytes that only this user may read. */
final class MasterKeyFile {

    static final String NAME = "master.key";

    private static final int LENGTH = 32;

    private final OwnerOnlyFile file;

    MasterKeyFile(Path directory) {
        this.file = new OwnerOnlyFile(directory.resolve(NAME));
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
            if (!file.exists()) {
                if (!mayCreate) {
                    throw new IllegalStateException("There is no " + file.file()
                            + ", but this database holds what is encrypted with it. Restore the file from its backup.");
                }
                file.create(Crypto.random(LENGTH));
            }
            byte[] key = file.read();
            if (key.length != LENGTH) {
                throw new IllegalStateException(file.file() + " holds " + key.length + " bytes and not the " + LENGTH
                        + " of a master key. Restore the file from its backup.");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("The master key " + file.file() + " cannot be read or made", e);
        }
    }
}
