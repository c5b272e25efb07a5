package org.connectme.recording.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The master keys: a file of 32 bytes each, {@code 1.key}, {@code 2.key} and so on; the highest is in use. Any thread. */
final class MasterKeys {

    private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,8})\\.key");

    private final Path folder;

    MasterKeys(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** The number of the one in use; empty before the first. Read anew each time: another instance may have rotated. */
    Optional<Integer> current() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> number(file).stream()).max(Integer::compareTo);
        }
    }

    /** Makes the next one. */
    synchronized int make() throws IOException {
        Durable.folder(folder);
        int number = current().orElse(0) + 1;
        Durable.write(file(number), Sealed.random(Sealed.KEY_BYTES));
        return number;
    }

    /** @return empty if it is not here, or no key */
    Optional<byte[]> load(int number) throws IOException {
        Path file = file(number);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        byte[] key = Files.readAllBytes(file);
        return key.length == Sealed.KEY_BYTES ? Optional.of(key) : Optional.empty();
    }

    /** Removes those before this one. */
    void forgetBefore(int number) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (number(file).filter(each -> each < number).isPresent()) {
                    Durable.delete(file);
                }
            }
        }
    }

    private Path file(int number) {
        return folder.resolve(number + ".key");
    }

    private static Optional<Integer> number(Path file) {
        var name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Optional.of(Integer.valueOf(name.group(1))) : Optional.empty();
    }
}
