package org.connectme.recording.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.connectme.recording.s3.Between.Fate;
import org.connectme.recording.s3.S3Settings.Encryption;
import org.connectme.recording.s3.Service.Instance;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.Outcome.Done;
import org.connectme.recording.spi.Outcome.NotExecuted;
import org.connectme.recording.spi.Outcome.Unknown;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Stored.Seal;
import org.connectme.recording.vault.Damaged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private static final String ID = "a-recording";
    private static final String HASH = "cd".repeat(32);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SEGMENT = 2 * Blocks.BLOCK;
    /** The smallest part that uploads may have. */
    private static final int PART = 5 << 20;

    @TempDir
    Path home;

    private final List<Instance> instances = new ArrayList<>();
    private Service service;
    private Between between;

    @BeforeEach
    void start() throws Exception {
        service = new Service();
        between = new Between(service.port());
    }

    @AfterEach
    void stop() throws Exception {
        instances.forEach(Instance::close);
        between.close();
        service.close();
    }

    private Instance instance() {
        return instance(Service.settings(between.port(), home));
    }

    private Instance instance(S3Settings settings) {
        Instance instance = Instance.of(settings, Clock.systemUTC());
        instances.add(instance);
        return instance;
    }

    @Test
    void aConnectionThatIsCutOnceIsMendedAndNothingIsLostOrDoubled() {
        RecordingStore store = instance().store();
        byte[] model = new byte[10 * 1_000];
        done(store.open(ID));
        for (int i = 0; i < 10; i++) {
            byte[] bytes = random(1_000, i);
            System.arraycopy(bytes, 0, model, i * 1_000, 1_000);
            Fate fate = i % 2 == 0 ? new Fate.CutAfter() : new Fate.CutBefore();
            between.does((number, line) -> line.startsWith("PUT") && number < 3 ? fate : new Fate.Pass());
            done(store.write(ID, i * 1_000L, bytes));
        }
        between.does((number, line) -> number == 1 ? new Fate.CutAfter() : new Fate.Pass());
        assertThat(done(store.read(ID, 0, model.length))).isEqualTo(model);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriteWhoseAnswersAreLostIsUnknownAndRepeatedWithOtherBytes(boolean isDone) {
        RecordingStore store = instance().store();
        done(store.open(ID));
        done(store.write(ID, 0, random(500, 1)));
        Fate cut = isDone ? new Fate.CutAfter() : new Fate.CutBefore();
        between.does((number, line) -> line.startsWith("PUT") ? cut : new Fate.Pass());
        assertThat(store.write(ID, 500, random(900, 2))).isInstanceOf(Unknown.class);

        between.does((number, line) -> new Fate.Pass());
        byte[] again = random(700, 3);
        done(store.write(ID, 500, again));
        RecordingStore next = instance().store();
        assertThat(done(next.read(ID, 0, 500))).isEqualTo(random(500, 1));
        assertThat(done(next.read(ID, 500, 700))).isEqualTo(again);
        assertThat(done(next.fetch(ID)).length()).isEqualTo(isDone ? 1_400 : 1_200);
    }

    @ParameterizedTest
    @CsvSource({
        "503, SlowDown, busy, NotExecuted",
        "500, InternalError, service, Unknown",
        "507, InsufficientStorage, full, NotExecuted",
        "507, XMinioStorageFull, full, NotExecuted",
        "403, QuotaExceeded, full, NotExecuted",
        "403, AccessDenied, access, NotExecuted",
        "403, InvalidAccessKeyId, access, NotExecuted",
        "403, RequestTimeTooSkewed, clock, NotExecuted",
        "404, NoSuchBucket, no-bucket, NotExecuted",
        "400, AuthorizationHeaderMalformed, region, NotExecuted",
        "400, InvalidArgument, refused, NotExecuted"
    })
    void whatTheServiceSaysBecomesAnAnswerAndWhatWasWrittenStays(int status, String said, String code, String kind) {
        RecordingStore store = instance().store();
        done(store.open(ID));
        done(store.write(ID, 0, random(500, 1)));
        between.does((number, line) -> line.startsWith("PUT") ? new Fate.Said(status, said) : new Fate.Pass());

        assertThat(store.write(ID, 500, random(500, 2)))
                .isEqualTo(kind.equals("Unknown") ? new Unknown<>(code) : new NotExecuted<>(code));

        between.does((number, line) -> new Fate.Pass());
        assertThat(done(store.fetch(ID)).length()).isEqualTo(500);
        assertThat(done(store.read(ID, 0, 500))).isEqualTo(random(500, 1));
        done(store.seal(ID, new Seal(500, HASH)));
    }

    @Test
    void aServiceThatIsBusyForAMomentIsAskedAgain() {
        RecordingStore store = instance().store();
        done(store.open(ID));
        between.does((number, line) -> number < 3 ? new Fate.Said(503, "SlowDown") : new Fate.Pass());
        done(store.write(ID, 0, random(500, 2)));
    }

    @Test
    void aServiceThatSaysNothingIsGivenUpInTime() {
        done(instance().store().open(ID));
        RecordingStore hasty = instance(Service.settings(
                        between.port(), home, Service.BUCKET, Service.SECRET, Duration.ofSeconds(1), Optional.empty()))
                .store();
        between.does((number, line) -> new Fate.Silence());
        long start = System.nanoTime();

        assertThat(hasty.write(ID, 0, random(500, 2))).isInstanceOf(Unknown.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
    }

    @Test
    void aServiceThatIsNotThereHasDoneNothing() throws Exception {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = closed.getLocalPort();
        }
        RecordingStore store = instance(Service.settings(nobody, home)).store();

        assertThat(store.probe()).isEqualTo(new NotExecuted<>("no-connection"));
        assertThat(store.open(ID)).isEqualTo(new NotExecuted<>("no-connection"));
    }

    @Test
    void wrongCredentialsAndAMissingBucketAreSaid() {
        RecordingStore wrong = instance(Service.settings(
                        service.port(), home, Service.BUCKET, "another-secret", PATIENCE, Optional.empty()))
                .store();
        assertThat(wrong.probe()).isEqualTo(new NotExecuted<>("access"));
        RecordingStore nowhere = instance(Service.settings(
                        service.port(), home, "no-such-bucket", Service.SECRET, PATIENCE, Optional.empty()))
                .store();
        assertThat(nowhere.probe()).isEqualTo(new NotExecuted<>("no-bucket"));
        assertThat(nowhere.open(ID)).isEqualTo(new NotExecuted<>("no-bucket"));
    }

    @Test
    void theServiceIsAskedToEncryptOnItsSideAsWellWhereThatIsConfigured() {
        RecordingStore store = instance(Service.settings(
                        between.port(),
                        home,
                        Service.BUCKET,
                        Service.SECRET,
                        PATIENCE,
                        Optional.of(new Encryption("AES256", Optional.empty()))))
                .store();
        done(store.open(ID));
        done(store.write(ID, 0, random(500, 2)));
        assertThat(between.heads()).anyMatch(head -> head.contains("x-amz-server-side-encryption: AES256"));
    }

    /**
     * The process dies after every request of the work, one further each time; that it dies before one is the same as after
     * the one before. Who comes next reads everything, and finishes.
     */
    @Test
    void gatheringWhileItIsWrittenMayBreakOffAtEveryStep() throws Exception {
        byte[] whole = random(2 * SEGMENT + 1_000, 3);
        int steps = 0;
        for (boolean isDone = false; !isDone; steps++) {
            String id = "dies-after-" + steps;
            write(id, whole, 0, whole.length);
            int after = steps;
            isDone = tidied(id, SEGMENT, (number, line) -> number > after ? new Fate.CutBefore() : new Fate.Pass());

            Instance next = instance();
            assertThat(read(next, id, whole.length)).as("died after " + steps).isEqualTo(whole);
            next.gathering(SEGMENT).tidy(id);
            assertThat(read(instance(), id, whole.length))
                    .as("died after " + steps)
                    .isEqualTo(whole);
            assertThat(next.pieces(id)).as("died after " + steps).isEqualTo(3);
        }
        assertThat(steps).as("requests of one gathering").isGreaterThan(6);
    }

    /** Where it turns: an upload begun, a part copied, all put together, the old pieces deleted. */
    @ParameterizedTest
    @ValueSource(
            strings = {"POST .*[?&]uploads.*", "PUT .*partNumber=2.*", "POST .*uploadId=.*", "POST .*[?&]delete.*"})
    void joiningAllOfASealedOneMayBreakOffWithTheAnswer(String request) throws Exception {
        AtomicBoolean isDead = new AtomicBoolean();
        assertThat(joined("dies-in-joining", (number, line) -> {
                    if (isDead.get()) {
                        return new Fate.CutBefore();
                    }
                    isDead.set(line.matches(request));
                    return isDead.get() ? new Fate.CutAfter() : new Fate.Pass();
                }))
                .isFalse();
        assertThat(isDead).as("there was such a request").isTrue();
    }

    @Test
    @Tag("long")
    void joiningAllOfASealedOneMayBreakOffAtEveryStep() throws Exception {
        int steps = 0;
        for (boolean isDone = false; !isDone; steps++) {
            int after = steps;
            isDone = joined(
                    "dies-after-" + steps, (number, line) -> number > after ? new Fate.CutBefore() : new Fate.Pass());
        }
        assertThat(steps).as("requests of one joining").isGreaterThan(10);
    }

    /** @return whether the first came to its end */
    private boolean joined(String id, BiFunction<Integer, String, Fate> fates) throws Exception {
        byte[] whole = random(2 * PART + 1_000, 4);
        write(id, whole, 0, 2 * PART);
        Instance before = instance();
        before.gathering(PART).tidy(id);
        write(id, whole, 2 * PART, whole.length);
        write(id, whole, 5, 500);
        done(before.store().seal(id, new Seal(whole.length, HASH)));
        boolean isDone = tidied(id, PART, fates);

        Instance next = instance();
        assertThat(read(next, id, whole.length)).as(id).isEqualTo(whole);
        next.gathering(PART).tidy(id);
        assertThat(read(instance(), id, whole.length)).as(id).isEqualTo(whole);
        assertThat(next.pieces(id)).as(id).isEqualTo(1);
        assertThat(next.bucket().uploads("")).as(id).isEmpty();
        done(next.store().delete(id));
        return isDone;
    }

    private void write(String id, byte[] whole, int from, int to) {
        RecordingStore store = instance().store();
        done(store.open(id));
        for (int at = from; at < to; at += 2 << 20) {
            done(store.write(id, at, Arrays.copyOfRange(whole, at, Math.min(to, at + (2 << 20)))));
        }
    }

    private boolean tidied(String id, int segment, BiFunction<Integer, String, Fate> fates)
            throws Damaged, IOException {
        Instance dying = instance();
        between.does(fates);
        try {
            dying.gathering(segment).tidy(id);
            return true;
        } catch (Fault e) {
            assertThat(e.kind()).isEqualTo(Fault.Kind.UNKNOWN);
            return false;
        } finally {
            between.does((number, line) -> new Fate.Pass());
        }
    }

    private static byte[] read(Instance instance, String id, int length) {
        byte[] all = new byte[length];
        for (int at = 0; at < length; at += 4 << 20) {
            byte[] some = done(instance.store().read(id, at, Math.min(4 << 20, length - at)));
            System.arraycopy(some, 0, all, at, some.length);
        }
        return all;
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
}
