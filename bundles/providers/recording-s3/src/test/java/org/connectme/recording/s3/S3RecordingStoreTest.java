package org.connectme.recording.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.connectme.recording.s3.Service.Instance;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.Outcome.Done;
import org.connectme.recording.spi.Outcome.Rejected;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Rotation;
import org.connectme.recording.spi.Stored;
import org.connectme.recording.spi.Stored.Seal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3RecordingStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");
    private static final String HASH = "ab".repeat(32);
    private static final int SEGMENT = 2 * Blocks.BLOCK;

    private static Service service;
    private static int number;

    @TempDir
    Path home;

    private final String id = "recording-" + ++number;
    private final List<Instance> instances = new ArrayList<>();
    private Instance own;
    private RecordingStore store;

    @BeforeAll
    static void start() throws Exception {
        service = new Service();
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
    }

    @BeforeEach
    void open() {
        own = another();
        store = own.store();
        assertThat(done(store.open(id)).length()).isZero();
    }

    @AfterEach
    void clear() throws Fault {
        own.bucket()
                .delete(own.bucket().list("", "").stream()
                        .map(Bucket.Entry::name)
                        .toList());
        for (Bucket.Upload upload : own.bucket().uploads("")) {
            own.bucket().giveUp(upload);
        }
        instances.forEach(Instance::close);
    }

    /** As after a restart, or of a newer version beside this one. */
    private Instance another() {
        Instance instance = Instance.of(Service.settings(service.port(), keys()), Clock.fixed(NOW, ZoneOffset.UTC));
        instances.add(instance);
        return instance;
    }

    @Test
    void whatWasWrittenIsReadByTheNextInstanceInAnyRange() {
        byte[] whole = random(300_000, 1);
        done(store.write(id, 0, Arrays.copyOf(whole, 200_000)));
        done(another().store().write(id, 200_000, Arrays.copyOfRange(whole, 200_000, 300_000)));

        assertThat(done(store.fetch(id))).isEqualTo(new Stored(id, 300_000, Optional.empty(), NOW));
        RecordingStore next = another().store();
        for (int from : new int[] {0, 1, 65_535, 65_536, 199_999, 200_000, 299_999}) {
            int count = Math.min(70_000, 300_000 - from);
            assertThat(done(next.read(id, from, count))).isEqualTo(Arrays.copyOfRange(whole, from, from + count));
        }
    }

    @Test
    void aRepeatedWriteChangesNothingAndALaterOneStandsOverAnEarlierWhoeverWroteIt() {
        byte[] whole = random(100_000, 2);
        done(store.write(id, 0, whole));
        done(store.write(id, 0, whole));
        byte[] head = random(70_000, 3);
        done(another().store().write(id, 10, head));
        byte[] more = random(20, 4);
        done(store.write(id, 0, more));

        byte[] expected = whole.clone();
        System.arraycopy(head, 0, expected, 10, head.length);
        System.arraycopy(more, 0, expected, 0, more.length);
        assertThat(done(store.read(id, 0, 100_000))).isEqualTo(expected);
        assertThat(done(another().store().read(id, 0, 100_000))).isEqualTo(expected);
    }

    /** With gathering at any time, by any instance, and the seal at the end. */
    @Test
    void anyOrderOfRandomWritesReadsAsAnArrayWould() throws Exception {
        for (long seed = 0; seed < 6; seed++) {
            String some = "random-" + seed;
            Random random = new Random(seed);
            Instance second = another();
            byte[] model = new byte[0];
            done(store.open(some));
            for (int i = 0; i < 15; i++) {
                int offset = random.nextInt(300_000);
                byte[] bytes = random(1 + random.nextInt(200_000), seed * 100 + i);
                done((random.nextBoolean() ? own : second).store().write(some, offset, bytes));
                model = Arrays.copyOf(model, Math.max(model.length, offset + bytes.length));
                System.arraycopy(bytes, 0, model, offset, bytes.length);
                if (random.nextInt(4) == 0) {
                    (random.nextBoolean() ? own : second).gathering(SEGMENT).tidy(some);
                }
            }
            int from = random.nextInt(model.length);
            assertThat(done(another().store().read(some, 0, model.length)))
                    .as("seed " + seed)
                    .isEqualTo(model);
            assertThat(done(store.read(some, from, model.length - from)))
                    .as("seed " + seed)
                    .isEqualTo(Arrays.copyOfRange(model, from, model.length));

            int length = 1 + random.nextInt(model.length);
            done(second.store().seal(some, new Seal(length, HASH)));
            own.gathering(SEGMENT).tidy(some);
            assertThat(own.pieces(some)).as("seed " + seed).isEqualTo(1);
            for (Instance each : List.of(own, second, another())) {
                assertThat(done(each.store().read(some, 0, length)))
                        .as("seed " + seed)
                        .isEqualTo(Arrays.copyOf(model, length));
            }
        }
    }

    @Test
    void aGapReadsAsZeroAndNothingIsReadBehindTheEnd() {
        done(store.write(id, 100, new byte[] {7}));

        assertThat(done(store.read(id, 98, 3))).containsExactly(0, 0, 7);
        assertThat(code(store.read(id, 100, 2))).isEqualTo(RecordingStore.MALFORMED);
    }

    @Test
    void aSealCutsOffWhatIsBehindItAndNothingIsWrittenAfterIt() {
        Instance second = another();
        done(store.write(id, 0, random(20, 4)));
        done(second.store().fetch(id));
        Seal seal = new Seal(10, HASH);
        Stored sealed = done(store.seal(id, seal));

        assertThat(sealed).isEqualTo(new Stored(id, 10, Optional.of(seal), NOW));
        assertThat(done(second.store().fetch(id))).isEqualTo(sealed);
        assertThat(done(another().store().seal(id, seal))).isEqualTo(sealed);
        assertThat(code(second.store().seal(id, new Seal(9, HASH)))).isEqualTo(RecordingStore.SEALED);
        assertThat(code(second.store().write(id, 0, new byte[1]))).isEqualTo(RecordingStore.SEALED);
        assertThat(code(store.read(id, 5, 6))).isEqualTo(RecordingStore.MALFORMED);
        assertThat(done(store.read(id, 0, 10))).hasSize(10);
    }

    @Test
    void whatWasNeverWrittenIsNotSealed() {
        assertThat(code(store.seal(id, new Seal(10, HASH)))).isEqualTo(RecordingStore.MALFORMED);
    }

    @Test
    void oneOfNoBytesIsSealedAndHasNoPieces() throws Exception {
        done(store.write(id, 0, random(20, 4)));
        done(store.seal(id, new Seal(0, HASH)));
        own.gathering(SEGMENT).tidy(id);

        assertThat(own.pieces(id)).isZero();
        assertThat(done(another().store().fetch(id)).seal()).contains(new Seal(0, HASH));
        assertThat(code(store.write(id, 0, new byte[1]))).isEqualTo(RecordingStore.SEALED);
    }

    @Test
    void fullSegmentsAreGatheredWhileItIsWrittenAndTheWholeOnceItIsSealed() throws Exception {
        byte[] whole = random(Gathering.SEGMENT * 2 + 1_234_567, 5);
        Instance reader = another();
        for (int from = 0; from < whole.length; from += 1 << 20) {
            byte[] part = Arrays.copyOfRange(whole, from, Math.min(whole.length, from + (1 << 20)));
            done(store.write(id, from, part));
        }
        done(reader.store().fetch(id));
        own.gathering(Gathering.SEGMENT).tidy(id);
        assertThat(own.pieces(id)).isEqualTo(2 + 2);
        assertThat(readAll(reader.store(), whole.length)).isEqualTo(whole);

        byte[] head = random(500, 6);
        done(store.write(id, 0, head));
        System.arraycopy(head, 0, whole, 0, head.length);
        done(store.seal(id, new Seal(whole.length, HASH)));
        assertThat(readAll(reader.store(), whole.length)).isEqualTo(whole);
        own.gathering(Gathering.SEGMENT).tidy(id);

        assertThat(own.pieces(id)).isEqualTo(1);
        assertThat(own.bucket().uploads("")).isEmpty();
        assertThat(readAll(reader.store(), whole.length)).isEqualTo(whole);
        assertThat(readAll(another().store(), whole.length)).isEqualTo(whole);
    }

    @Test
    void thereIsToldWhatCanBeGathered() {
        List<String> due = new ArrayList<>();
        Instance telling = Instance.of(
                Service.settings(service.port(), keys()), Clock.systemUTC(), recording -> due.add(recording));
        instances.add(telling);
        done(telling.store().write(id, 0, random(1 << 20, 5)));
        assertThat(due).isEmpty();
        done(telling.store().write(id, Gathering.SEGMENT - 1, random(1, 5)));
        assertThat(due).containsExactly(id);
        done(telling.store().seal(id, new Seal(1, HASH)));
        assertThat(due).containsExactly(id, id);
    }

    @Test
    void aRequestThatWasGivenUpAndArrivesLaterDoesNotStandOverWhatCameAfterIt() throws Exception {
        Instant late = NOW.plusSeconds(5);
        Contents before = own.shelf().look(id);
        long rank = own.shelf().rank(id, before);
        Instance second = Instance.of(Service.settings(service.port(), keys()), Clock.fixed(late, ZoneOffset.UTC));
        instances.add(second);
        byte[] newer = random(1_000, 7);
        done(second.store().write(id, 0, newer));

        Keyring.Key key = own.keyring().first(id, before);
        Piece old = new Piece(rank, 0, 2_000, key.id());
        own.bucket().put(id + "/" + old.name(), Blocks.seal(id, key.bytes(), 0, random(2_000, 8)));

        assertThat(done(another().store().read(id, 0, 1_000))).isEqualTo(newer);
    }

    @Test
    void twoOpensAtTheSameTimeTakeNothingFromEachOther() throws Exception {
        String other = "opened-twice";
        String first = own.keyring().make(other, 1);
        Contents seen = Contents.of(List.of(first));
        Keyring.Key key = own.keyring().first(other, seen);
        byte[] bytes = random(10, 9);
        Piece piece = new Piece(1, 0, 10, key.id());
        own.bucket().put(other + "/" + piece.name(), Blocks.seal(other, key.bytes(), 0, bytes));
        own.keyring().make(other, 1);

        RecordingStore next = another().store();
        done(next.write(other, 10, bytes));
        assertThat(done(another().store().read(other, 0, 10))).isEqualTo(bytes);
        assertThat(done(another().store().read(other, 10, 10))).isEqualTo(bytes);
    }

    @Test
    void anAlteredOrMissingPieceIsNeverRead() throws Exception {
        done(store.write(id, 0, random(200_000, 7)));
        String name = own.names(id).stream()
                .filter(each -> each.startsWith(Piece.START))
                .findFirst()
                .orElseThrow();
        byte[] sealed = own.bucket().get(id + "/" + name);
        sealed[70_000] ^= 1;
        own.bucket().put(id + "/" + name, sealed);

        assertThat(done(another().store().read(id, 0, 65_536))).hasSize(65_536);
        assertThat(code(another().store().read(id, 0, 65_537))).isEqualTo(RecordingStore.DAMAGED);
        own.bucket().put(id + "/" + name, Arrays.copyOf(sealed, 100_000));
        assertThat(code(another().store().read(id, 150_000, 10))).isEqualTo(RecordingStore.DAMAGED);
    }

    @Test
    void piecesDoNotPassForThoseOfAnotherRecordingOrPlace() throws Exception {
        String other = "other-recording";
        done(store.write(id, 0, random(1_000, 8)));
        for (String name : own.names(id)) {
            own.bucket().put(other + "/" + name, own.bucket().get(id + "/" + name));
        }
        assertThat(code(another().store().read(other, 0, 1_000))).isEqualTo(RecordingStore.DAMAGED);

        Piece piece = own.shelf().look(id).last().orElseThrow();
        Piece moved = new Piece(piece.rank() + 1, 5, 1_000, piece.key());
        own.bucket().put(id + "/" + moved.name(), own.bucket().get(id + "/" + piece.name()));
        assertThat(code(another().store().read(id, 5, 1_000))).isEqualTo(RecordingStore.DAMAGED);
    }

    @Test
    void nothingOfItLiesInClear() throws Exception {
        byte[] text =
                "a private thing said in a call, again and again; ".repeat(50).getBytes(StandardCharsets.UTF_8);
        done(store.write(id, 0, text));
        done(store.seal(id, new Seal(text.length, HASH)));
        own.gathering(SEGMENT).tidy(id);

        for (String name : own.names(id)) {
            String content = new String(own.bucket().get(id + "/" + name), StandardCharsets.ISO_8859_1);
            assertThat(content).doesNotContain("private thing").doesNotContain("connectme-recording");
        }
        assertThat(own.names(id)).hasSize(3);
    }

    @Test
    void aRotationChangesTheMasterKeyInMidRecordingAndForgetsTheOldOne() throws Exception {
        byte[] bytes = random(1_000, 9);
        done(store.write(id, 0, bytes));
        Instance second = another();
        done(second.store().fetch(id));
        List<String> before = own.names(id);

        assertThat(done(store.rotate())).isEqualTo(new Rotation("2", 1, 0));

        assertThat(own.names(id)).hasSameSizeAs(before).isNotEqualTo(before);
        assertThat(keys().resolve("1.key")).doesNotExist();
        done(store.write(id, 1_000, bytes));
        done(second.store().write(id, 2_000, bytes));
        for (int from = 0; from < 3_000; from += 1_000) {
            assertThat(done(another().store().read(id, from, 1_000))).isEqualTo(bytes);
        }
        second.keyring().forget(id);
        assertThat(done(second.store().fetch(id)).openedAt()).isEqualTo(NOW);
    }

    @Test
    void aRotationThatCannotReadARecordingKeepsTheKeyThatItNeeds() throws Exception {
        String name = own.keyring().make("another-one", 1);
        byte[] key = own.bucket().get("another-one/" + name);
        key[30] ^= 1;
        own.bucket().put("another-one/" + name, key);

        assertThat(done(store.rotate())).isEqualTo(new Rotation("2", 1, 1));
        assertThat(keys().resolve("1.key")).exists();
    }

    @Test
    void aLostOrWrongMasterKeyIsSaidAndNotPaperedOver() throws IOException {
        done(store.write(id, 0, random(100, 10)));
        Files.write(keys().resolve("1.key"), new byte[32], StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(code(another().store().read(id, 0, 100))).isEqualTo(RecordingStore.DAMAGED);

        Files.delete(keys().resolve("1.key"));
        assertThat(code(another().store().read(id, 0, 100))).isEqualTo(RecordingStore.DAMAGED);
        assertThat(code(another().store().open("quite-new-one"))).isEqualTo(RecordingStore.DAMAGED);
        assertThat(keys().resolve("1.key")).doesNotExist();
    }

    @Test
    void aDeletedRecordingIsGoneWithItsKeyAndWithUploadsThatWereBegun() throws Exception {
        Instance second = another();
        done(store.write(id, 0, random(100, 11)));
        done(second.store().read(id, 0, 100));
        own.bucket().begin(id + "/" + new Piece(9, 0, 100, "0".repeat(16)).name());

        assertThat(done(store.delete(id))).isTrue();
        assertThat(done(store.delete(id))).isFalse();
        assertThat(code(store.fetch(id))).isEqualTo(RecordingStore.NOT_FOUND);
        assertThat(code(second.store().read(id, 0, 100))).isEqualTo(RecordingStore.NOT_FOUND);
        assertThat(code(second.store().write(id, 100, new byte[1]))).isEqualTo(RecordingStore.NOT_FOUND);
        assertThat(own.names(id)).isEmpty();
        assertThat(own.bucket().uploads("")).isEmpty();
    }

    @Test
    void aSealedOneThatAnotherInstanceDeletesIsNotFound() throws Exception {
        Instance second = another();
        done(store.write(id, 0, random(100, 11)));
        done(store.seal(id, new Seal(100, HASH)));
        done(second.store().read(id, 0, 100));

        done(store.delete(id));

        assertThat(code(second.store().read(id, 0, 100))).isEqualTo(RecordingStore.NOT_FOUND);
        assertThat(code(second.store().fetch(id))).isEqualTo(RecordingStore.NOT_FOUND);
    }

    @Test
    void whatIsGatheredOfOneThatIsDeletedMeanwhileDoesNotStay() throws Exception {
        done(store.write(id, 0, random(SEGMENT + 5, 12)));
        Contents before = own.shelf().look(id);
        assertThat(before.isThere()).isTrue();
        String key = own.names(id).get(0);
        own.bucket().delete(List.of(id + "/" + key));

        own.gathering(SEGMENT).tidy(id);

        assertThat(own.names(id))
                .hasSize(1)
                .allMatch(name -> name.equals(before.last().orElseThrow().name()));
        assertThat(done(store.list(Optional.empty())).recordings())
                .containsExactly(new Stored(id, 0, Optional.empty(), Instant.EPOCH));
    }

    @Test
    void everyRecordingIsListedOnceOverAllPages() {
        for (int i = 0; i < 45; i++) {
            done(store.open(i % 2 == 0 ? "same-beginning" + "-1".repeat(i / 2) : "same-beginning" + i));
        }

        List<String> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = done(store.list(cursor));
            page.recordings().forEach(stored -> all.add(stored.recording()));
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(all).hasSize(46).doesNotHaveDuplicates().contains(id, "same-beginning", "same-beginning-1");
    }

    @Test
    void aSweepFinishesWhatWasLeftAndLeavesOrphansAlone() throws Exception {
        done(store.write(id, 0, random(100, 11)));
        done(store.write(id, 100, random(100, 12)));
        done(store.seal(id, new Seal(200, HASH)));
        own.bucket().put("orphan-without-key/w-something", new byte[10]);
        own.bucket().begin(id + "/" + new Piece(9, 0, 100, "0".repeat(16)).name());

        assertThat(another().gathering(SEGMENT).sweep()).isEqualTo(2);

        assertThat(own.pieces(id)).isEqualTo(1);
        assertThat(own.names("orphan-without-key")).hasSize(1);
        assertThat(own.bucket().uploads("")).as("of the last day").hasSize(1);
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
        new Gathering(own.bucket(), own.keyring(), own.shelf(), later).sweep();
        assertThat(own.bucket().uploads("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../etc/x", "short", "UPPERCASE", "with/slash-in", "..-..-..-.", "nul\0nul-nul", ""})
    void whatIsNoIdReachesNoAddress(String no) throws Fault {
        List<Bucket.Entry> before = own.bucket().list("", "");
        assertThat(code(store.open(no))).isEqualTo(RecordingStore.MALFORMED);
        assertThat(code(store.write(no, 0, new byte[1]))).isEqualTo(RecordingStore.MALFORMED);
        assertThat(code(store.delete(no))).isEqualTo(RecordingStore.MALFORMED);
        assertThat(own.bucket().list("", "")).isEqualTo(before);
    }

    @Test
    void itSaysWhereItIsAndLeavesNothingThere() throws Fault {
        List<Bucket.Entry> before = own.bucket().list("", "");

        assertThat(done(store.probe()).place())
                .isEqualTo("http://127.0.0.1:" + service.port() + "/a-bucket/some/prefix/");
        assertThat(own.bucket().list("", "")).isEqualTo(before);
    }

    private byte[] readAll(RecordingStore from, int length) {
        byte[] all = new byte[length];
        for (int at = 0; at < length; at += 3_000_000) {
            byte[] some = done(from.read(id, at, Math.min(3_000_000, length - at)));
            System.arraycopy(some, 0, all, at, some.length);
        }
        return all;
    }

    private Path keys() {
        return home.resolve("keys");
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
