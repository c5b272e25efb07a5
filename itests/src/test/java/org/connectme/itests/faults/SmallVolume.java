package org.connectme.itests.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A small disk of its own, in memory. Needs root. */
public final class SmallVolume implements AutoCloseable {

    private static final long COMMAND_SECONDS = 20;

    private final Path place;

    public SmallVolume(Path place, int megabytes) {
        try {
            this.place = Files.createDirectories(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", place.toString());
    }

    /** Until nothing more fits. @return what fills it */
    public Path fills() throws IOException {
        Path filler = place.resolve("filler");
        byte[] much = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (Files.getFileStore(place).getUsableSpace() > much.length) {
                out.write(much);
            }
            out.write(new byte[(int) Files.getFileStore(place).getUsableSpace()]);
        }
        return filler;
    }

    /** Also while a program still has it open. */
    @Override
    public void close() {
        run("umount", "--lazy", place.toString());
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "A small disk needs root and mount. This failed: " + String.join(" ", command));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
