package org.connectme.recording.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The master keys: a file of 32 bytes each, {@code 1.key}, {@code 2.key} and so on; the highest is in use. Any thread. */
public final class MasterKeys {

    private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,8})\\.key");

    private final Path folder;

    public MasterKeys(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /** The number of the one in use; empty before the first. Read anew each time: another instance may have rotated. */
    public Optional<Integer> current() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> number(file).stream()).max(Integer::compareTo);
        }
    }

    /** Makes the next one; never in place of one that another node has made just now. */
    public synchronized int make() throws IOException {
        Durable.folder(folder);
        int number = current().orElse(0) + 1;
        while (!Durable.writeNew(file(number), Sealed.random(Sealed.KEY_BYTES))) {
            number++;
        }
        return number;
    }

    /**
     * Wraps a recording's own key.
     *
     * @param master number of the master key
     * @throws Damaged if that is not here
     */
    public WrappedKey wrap(String recording, int master, Instant openedAt, byte[] key) throws IOException, Damaged {
        return WrappedKey.wrap(recording, master, load(master), openedAt, key);
    }

    /**
     * @return the recording's own key
     * @throws Damaged if its master key is not here, or is another one
     */
    public byte[] open(String recording, WrappedKey wrapped) throws IOException, Damaged {
        return wrapped.open(recording, load(wrapped.master()))
                .orElseThrow(() ->
                        new Damaged("Master key " + wrapped.master() + " in " + folder + " is not the one it was"));
    }

    /** Removes those before this one. */
    public void forgetBefore(int number) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (number(file).filter(each -> each < number).isPresent()) {
                    Durable.delete(file);
                }
            }
        }
    }

    private byte[] load(int number) throws IOException, Damaged {
        Path file = file(number);
        byte[] key = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        if (key.length != Sealed.KEY_BYTES) {
            throw new Damaged("There is no master key " + number + " in " + folder + ". Restore it from its backup");
        }
        return key;
    }

    private Path file(int number) {
        return folder.resolve(number + ".key");
    }

    private static Optional<Integer> number(Path file) {
        var name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Optional.of(Integer.valueOf(name.group(1))) : Optional.empty();
    }
}
