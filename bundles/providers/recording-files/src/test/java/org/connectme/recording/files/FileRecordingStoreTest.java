package org.connectme.recording.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.Outcome.Done;
import org.connectme.recording.spi.Outcome.NotExecuted;
import org.connectme.recording.spi.Outcome.Rejected;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Rotation;
import org.connectme.recording.spi.Stored;
import org.connectme.recording.spi.Stored.Seal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRecordingStoreTest {

    private static final String ID = "0b5b5a3e-95a7-4c5e-8b1c-6c2f5a6f8a11";
    private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");
    private static final Seal SEAL = new Seal(10, "ab".repeat(32));

    @TempDir
    Path home;

    private FileRecordingStore store;

    @BeforeEach
    void open() {
        store = another();
        assertThat(done(store.open(ID)).length()).isZero();
    }

    /** As after a restart, or of a newer version beside this one. */
    private FileRecordingStore another() {
        return with(0);
    }

    private FileRecordingStore with(long reserve) {
        return FileRecordingStore.in(recordings(), keys(), reserve, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void whatWasWrittenIsReadByTheNextInstanceInAnyRange() {
        byte[] whole = random(300_000, 1);
        done(store.write(ID, 0, Arrays.copyOf(whole, 200_000)));
        done(another().write(ID, 200_000, Arrays.copyOfRange(whole, 200_000, 300_000)));

        assertThat(done(store.fetch(ID)).length()).isEqualTo(300_000);
        for (int from : new int[] {0, 1, 65_535, 65_536, 199_999, 200_000, 299_999}) {
            int count = Math.min(70_000, 300_000 - from);
            assertThat(done(another().read(ID, from, count))).isEqualTo(Arrays.copyOfRange(whole, from, from + count));
        }
    }

    @Test
    void aRepeatedWriteChangesNothingAndALaterOneStandsOverAnEarlier() {
        byte[] whole = random(100_000, 2);
        done(store.write(ID, 0, whole));
        done(store.write(ID, 0, whole));
        byte[] head = random(70_000, 3);
        done(store.write(ID, 10, head));

        byte[] expected = whole.clone();
        System.arraycopy(head, 0, expected, 10, head.length);
        assertThat(done(store.read(ID, 0, 100_000))).isEqualTo(expected);
        assertThat(done(another().read(ID, 0, 100_000))).isEqualTo(expected);
    }

    @Test
    void anyOrderOfRandomWritesReadsAsAnArrayWould() {
        for (long seed = 0; seed < 40; seed++) {
            String id = "random-" + seed;
            Random random = new Random(seed);
            byte[] model = new byte[0];
            done(store.open(id));
            for (int i = 0; i < 25; i++) {
                int offset = random.nextInt(150_000);
                byte[] bytes = random(1 + random.nextInt(100_000), seed * 100 + i);
                done((random.nextBoolean() ? store : another()).write(id, offset, bytes));
                model = Arrays.copyOf(model, Math.max(model.length, offset + bytes.length));
                System.arraycopy(bytes, 0, model, offset, bytes.length);
            }
            int from = random.nextInt(model.length);
            assertThat(done(another().read(id, 0, model.length)))
                    .as("seed " + seed)
                    .isEqualTo(model);
            assertThat(done(store.read(id, from, model.length - from)))
                    .as("seed " + seed)
                    .isEqualTo(Arrays.copyOfRange(model, from, model.length));
        }
    }

    @Test
    void aGapReadsAsZeroAndNothingIsReadBehindTheEnd() {
        done(store.write(ID, 100, new byte[] {7}));

        assertThat(done(store.read(ID, 98, 3))).containsExactly(0, 0, 7);
        assertThat(code(store.read(ID, 100, 2))).isEqualTo(RecordingStore.MALFORMED);
    }

    @Test
    void aSealCutsOffWhatIsBehindItAndNothingIsWrittenAfterIt() {
        done(store.write(ID, 0, random(20, 4)));
        Stored sealed = done(store.seal(ID, SEAL));

        assertThat(sealed).isEqualTo(new Stored(ID, 10, Optional.of(SEAL), NOW));
        assertThat(done(another().fetch(ID))).isEqualTo(sealed);
        assertThat(done(another().seal(ID, SEAL))).isEqualTo(sealed);
        assertThat(code(store.seal(ID, new Seal(9, SEAL.sha256())))).isEqualTo(RecordingStore.SEALED);
        assertThat(code(store.write(ID, 0, new byte[1]))).isEqualTo(RecordingStore.SEALED);
        assertThat(code(store.read(ID, 5, 6))).isEqualTo(RecordingStore.MALFORMED);
        assertThat(done(store.read(ID, 0, 10))).hasSize(10);
    }

    @Test
    void whatWasNeverWrittenIsNotSealed() {
        assertThat(code(store.seal(ID, SEAL))).isEqualTo(RecordingStore.MALFORMED);
    }

    /** A loss of power in the middle of an append leaves any beginning of it, or zeros in its place. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 23, 24, 40, 5_000, 65_600, 70_000})
    void whatBrokeOffAtTheEndIsNotCountedAndWrittenAnew(int left) throws IOException {
        byte[] first = random(90_000, 5);
        byte[] second = random(80_000, 6);
        done(store.write(ID, 0, first));
        long before = Files.size(log());
        done(store.write(ID, 90_000, second));
        long after = Files.size(log());

        for (boolean isZeroed : new boolean[] {false, true}) {
            try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "rw")) {
                file.setLength(before + left);
                if (isZeroed) {
                    file.setLength(after);
                }
            }
            FileRecordingStore next = another();
            assertThat(done(next.fetch(ID)).length()).isIn(90_000L, 155_536L);
            assertThat(done(next.read(ID, 0, 90_000))).isEqualTo(first);
            done(next.write(ID, 90_000, second));
            assertThat(done(another().read(ID, 90_000, 80_000))).isEqualTo(second);
            assertThat(Files.size(log())).isLessThanOrEqualTo(after + 70_000);
        }
    }

    @Test
    void anAlteredRecordIsNeverRead() throws IOException {
        done(store.write(ID, 0, random(5 << 18, 7)));
        done(store.write(ID, 5 << 18, random(2 << 20, 8)));
        done(store.write(ID, 13 << 18, random(2 << 20, 9)));
        done(store.write(ID, 21 << 18, random(2 << 20, 10)));
        alter(log(), 1_000);

        assertThat(code(another().read(ID, 0, 100))).isEqualTo(RecordingStore.DAMAGED);
        assertThat(done(another().read(ID, 1 << 20, 100))).hasSize(100);
    }

    @Test
    void aLogThatIsDamagedInItsMiddleIsNeverCutOff() throws IOException {
        done(store.write(ID, 0, random(100, 7)));
        long end = Files.size(log());
        for (int i = 0; i < 3; i++) {
            done(store.write(ID, 100 + ((long) i << 21), random(2 << 20, i)));
        }
        alter(log(), end + 5);
        long size = Files.size(log());

        assertThat(code(another().write(ID, 0, new byte[1]))).isEqualTo(RecordingStore.DAMAGED);
        assertThat(Files.size(log())).isEqualTo(size);
    }

    @Test
    void recordsDoNotPassForThoseOfAnotherRecording() throws IOException {
        String other = "other-recording";
        done(store.open(other));
        done(store.write(ID, 0, random(1_000, 8)));
        Files.copy(log(), log(other), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(key(ID), key(other), StandardCopyOption.REPLACE_EXISTING);

        assertThat(code(another().read(other, 0, 1_000))).isEqualTo(RecordingStore.DAMAGED);
    }

    @Test
    void nothingOfItLiesInClear() throws IOException {
        byte[] text =
                "a private thing said in a call, again and again; ".repeat(50).getBytes(StandardCharsets.UTF_8);
        done(store.write(ID, 0, text));

        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("private thing");
                assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
            }
        }
    }

    @Test
    void aRotationChangesTheMasterKeyInMidRecordingAndForgetsTheOldOne() throws IOException {
        byte[] bytes = random(1_000, 9);
        done(store.write(ID, 0, bytes));
        byte[] before = Files.readAllBytes(key(ID));

        assertThat(done(store.rotate())).isEqualTo(new Rotation("2", 1, 0));

        assertThat(Files.readAllBytes(key(ID))).isNotEqualTo(before);
        assertThat(keys().resolve("1.key")).doesNotExist();
        done(store.write(ID, 1_000, bytes));
        assertThat(done(another().read(ID, 0, 1_000))).isEqualTo(bytes);
        assertThat(done(another().read(ID, 1_000, 1_000))).isEqualTo(bytes);
        assertThat(done(another().fetch(ID)).openedAt()).isEqualTo(NOW);
    }

    @Test
    void aRotationThatCannotReadARecordingKeepsTheKeyThatItNeeds() throws IOException {
        done(store.open("another-one"));
        alter(key("another-one"), 30);

        assertThat(done(store.rotate())).isEqualTo(new Rotation("2", 1, 1));
        assertThat(keys().resolve("1.key")).exists();
    }

    @Test
    void aLostOrWrongMasterKeyIsSaidAndNotPaperedOver() throws IOException {
        done(store.write(ID, 0, random(100, 10)));
        Files.write(keys().resolve("1.key"), new byte[32], StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(code(another().read(ID, 0, 100))).isEqualTo(RecordingStore.DAMAGED);

        Files.delete(keys().resolve("1.key"));
        assertThat(code(another().read(ID, 0, 100))).isEqualTo(RecordingStore.DAMAGED);
        assertThat(code(another().open("quite-new-one"))).isEqualTo(RecordingStore.DAMAGED);
        assertThat(keys().resolve("1.key")).doesNotExist();
    }

    @Test
    void aDeletedRecordingIsGoneWithItsKey() {
        done(store.write(ID, 0, random(100, 11)));

        assertThat(done(store.delete(ID))).isTrue();
        assertThat(done(store.delete(ID))).isFalse();
        assertThat(code(store.fetch(ID))).isEqualTo(RecordingStore.NOT_FOUND);
        assertThat(code(another().write(ID, 0, new byte[1]))).isEqualTo(RecordingStore.NOT_FOUND);
        assertThat(log()).doesNotExist();
        assertThat(key(ID)).doesNotExist();
    }

    @Test
    void everyRecordingIsListedOnceOverAllPages() {
        for (int i = 0; i < 120; i++) {
            done(store.open(String.format("%02d-recording", i % 40) + "-" + i));
        }

        List<String> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = done(store.list(cursor));
            page.recordings().forEach(stored -> all.add(stored.recording()));
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(all).hasSize(121).doesNotHaveDuplicates().contains(ID, "39-recording-119");
    }

    @Test
    void aDiskThatFillsSaysSoAndWhatWasWrittenCanBeReadAndSealed() {
        byte[] bytes = random(1_000, 12);
        done(store.write(ID, 0, bytes));
        FileRecordingStore full = with(Long.MAX_VALUE / 2);

        assertThat(full.write(ID, 1_000, bytes)).isEqualTo(new NotExecuted<>(RecordingStore.FULL));
        assertThat(full.open("one-more-recording")).isEqualTo(new NotExecuted<>(RecordingStore.FULL));
        assertThat(done(full.read(ID, 0, 1_000))).isEqualTo(bytes);
        assertThat(done(full.seal(ID, SEAL)).seal()).contains(SEAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../etc/x", "short", "UPPERCASE", "with/slash-in", "..-..-..-.", "nul\0nul-nul", ""})
    void whatIsNoIdReachesNoPath(String id) {
        assertThat(code(store.open(id))).isEqualTo(RecordingStore.MALFORMED);
        assertThat(code(store.write(id, 0, new byte[1]))).isEqualTo(RecordingStore.MALFORMED);
        assertThat(code(store.delete(id))).isEqualTo(RecordingStore.MALFORMED);
    }

    @Test
    void itSaysWhereItIsAndLeavesNothingThere() throws IOException {
        var probe = done(store.probe());

        assertThat(probe.place()).isEqualTo(recordings().toString());
        assertThat(probe.freeBytes().orElseThrow()).isPositive();
        try (Stream<Path> files = Files.list(recordings())) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".new"));
        }
    }

    private Path recordings() {
        return home.resolve("recordings");
    }

    private Path keys() {
        return home.resolve("keys");
    }

    private Path log() {
        return log(ID);
    }

    private Path log(String id) {
        return recordings().resolve(id.substring(0, 2)).resolve(id + ".log");
    }

    private Path key(String id) {
        return recordings().resolve(id.substring(0, 2)).resolve(id + ".key");
    }

    private static void alter(Path file, long at) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.position(at).read(one);
            one.flip();
            channel.position(at).write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}));
        }
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Done.class);
        return ((Done<T>) outcome).value();
    }

    private static String code(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Rejected.class);
        return ((Rejected<?>) outcome).code();
    }
}
