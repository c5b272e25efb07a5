package org.connectme.recording.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.tck.Medium;
import org.connectme.recording.tck.RecordingStoreKit;
import org.connectme.recording.tck.Room;
import org.connectme.recording.tck.Subject;
import org.junit.jupiter.api.io.TempDir;

/** The files under the kit. There is no line that could break; the disk's room ends at once where all of it is reserved. */
class FilesKitTest extends RecordingStoreKit {

    @TempDir
    private Path home;

    @Override
    protected Subject subject() {
        return new FilesSubject(home.resolve("recordings"), home.resolve("keys"));
    }

    /** Within the first record of 1,000 bytes. */
    private static final long INSIDE = 500;

    private static final class FilesSubject implements Subject, Medium, Room {

        private static final long ALL = Long.MAX_VALUE / 2;

        private final Path recordings;
        private final Path keys;
        private long reserve;

        private FilesSubject(Path recordings, Path keys) {
            this.recordings = recordings;
            this.keys = keys;
        }

        @Override
        public RecordingStore store() {
            return FileRecordingStore.in(recordings, keys, reserve, Clock.systemUTC());
        }

        @Override
        public Optional<Medium> medium() {
            return Optional.of(this);
        }

        @Override
        public Optional<Room> room() {
            return Optional.of(this);
        }

        @Override
        public List<byte[]> all() throws IOException {
            List<byte[]> all = new ArrayList<>();
            try (Stream<Path> files = Files.walk(recordings)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    all.add(Files.readAllBytes(file));
                }
            }
            return all;
        }

        @Override
        public boolean alter(String recording) throws IOException {
            Path log = recordings.resolve(recording.substring(0, 2)).resolve(recording + ".log");
            try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                ByteBuffer one = ByteBuffer.allocate(1);
                channel.read(one, INSIDE);
                channel.write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), INSIDE);
            }
            return true;
        }

        @Override
        public void none() {
            reserve = ALL;
        }

        @Override
        public void enough() {
            reserve = 0;
        }
    }
}
