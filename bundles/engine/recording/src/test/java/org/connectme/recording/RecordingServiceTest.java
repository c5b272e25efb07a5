package org.connectme.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.World.code;
import static org.connectme.recording.World.given;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.Side;
import org.connectme.core.event.ConsentEvent.ConsentEnded;
import org.connectme.core.event.ConsentEvent.EndedBy;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.ErasedBy;
import org.connectme.core.event.ConsultationEvent.ErasureAsked;
import org.connectme.core.event.RecordingEvent.How;
import org.connectme.core.event.RecordingEvent.RecordingEnded;
import org.connectme.core.event.RecordingEvent.RecordingExpiring;
import org.connectme.core.event.RecordingEvent.RecordingStarted;
import org.connectme.core.event.RecordingEvent.Why;
import org.connectme.core.recording.Answer;
import org.connectme.core.recording.Recordings.Item;
import org.connectme.core.recording.Recordings.Mark;
import org.connectme.core.recording.Recordings.MarkKind;
import org.connectme.core.recording.Recordings.Progress;
import org.connectme.core.recording.Recordings.Search;
import org.connectme.core.recording.Recordings.State;
import org.connectme.core.recording.Recordings.Take;
import org.connectme.database.embedded.LocalDatabase;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.webm.TakeStream;
import org.connectme.recording.webm.WebmFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingServiceTest {

    private static final Search ALL =
            new Search("", Optional.empty(), Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

    @TempDir
    static Path postgres;

    private static LocalDatabase database;

    @TempDir
    Path folder;

    private World world;

    @BeforeAll
    static void startDatabase() {
        database = LocalDatabase.start(postgres);
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @BeforeEach
    void begin() {
        world = new World(database, folder);
    }

    @Test
    void aRecordingIsTakenAsItHappensAndSealedOnceItIsOver() throws Exception {
        UUID recording = world.begin();
        byte[] stream = TakeStream.begin().until(5_000).bytes();
        world.pass(5_000);
        assertThat(world.send(recording, 1, stream).received()).isEqualTo(stream.length);
        assertThat(given(world.recordings.stop(world.consultant, recording)).state())
                .isEqualTo(State.STOPPED);
        assertThat(given(world.recordings.finish(world.consultant, recording, 1, stream.length))
                        .state())
                .isEqualTo(State.STOPPED);
        assertThat(world.woken).containsExactly(SealingReaction.NAME);

        world.reactions().sealing().react(world.history(), world.now());

        byte[] file = world.video(recording);
        WebmFile read = WebmFile.read(file);
        assertThat(read.pictures).hasSize(125);
        assertThat(read.sounds).hasSize(250);
        assertThat(read.durationMillis).isEqualTo(5_000);
        assertThat(read.cueMillis).containsExactly(0L, 1_000L, 2_000L, 3_000L, 4_000L);
        RecordingEnded ended = world.history().last(RecordingEnded.class).orElseThrow();
        assertThat(ended)
                .isEqualTo(new RecordingEnded(
                        recording.toString(),
                        World.CONSENT,
                        Why.CONSULTANT,
                        world.now().minusMillis(5_000),
                        world.now(),
                        file.length,
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(file)),
                        5_000));
        assertThat(code(world.recordings.part(world.consultant, recording, 1, stream.length, new byte[10])))
                .isEqualTo("recording.sealed");
    }

    @Test
    void nothingIsRecordedWithoutAConsentThatStands() {
        UUID recording = UUID.randomUUID();

        assertThat(code(world.recordings.start(world.id, world.consultant, "another", recording)))
                .isEqualTo("recording.no-consent");
        world.append(new ConsentEnded(World.CONSENT, EndedBy.CUSTOMER));
        assertThat(code(world.recordings.start(world.id, world.consultant, World.CONSENT, recording)))
                .isEqualTo("recording.no-consent");
        assertThat(world.types()).isEmpty();
        assertThat(world.stores.ask("files", store -> store.list(Optional.empty())))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.value().toString()).contains("recordings=[]"));
    }

    @Test
    void whatIsFromAfterTheConsentsEndIsLeftOutInMidPartAndTheRestStillComesADayLater() {
        UUID recording = world.begin();
        byte[] stream = TakeStream.begin().until(8_000).bytes();
        world.pass(3_010);
        world.append(new ConsentEnded(World.CONSENT, EndedBy.CUSTOMER));
        world.pass(Duration.ofHours(23).toMillis());

        Progress progress = world.send(recording, 1, stream);

        assertThat(progress).isEqualTo(new Progress(recording, 1, stream.length, 1, State.STOPPED, Why.CONSENT));
        WebmFile read = WebmFile.read(world.video(recording));
        assertThat(read.pictures).hasSize(76).endsWith(3_000L);
        assertThat(read.sounds).hasSize(151).endsWith(3_000L);
        world.pass(Duration.ofHours(1).toMillis());
        assertThat(code(world.recordings.part(world.consultant, recording, 1, stream.length, new byte[1])))
                .isEqualTo("recording.sealed");
    }

    @Test
    void aConsentThatRunsOutEndsTheRecordingWithNobodysHelp() {
        UUID recording = world.begin();
        world.pass(Duration.ofMinutes(60).toMillis() - 1);
        assertThat(given(world.recordings.progress(world.consultant, recording)).state())
                .isEqualTo(State.RUNNING);
        world.pass(1);
        assertThat(given(world.recordings.progress(world.consultant, recording)))
                .isEqualTo(new Progress(recording, 1, 0, 1, State.STOPPED, Why.CONSENT));
    }

    @Test
    void repeatsAndAnyOrderAreHarmless() {
        UUID recording = world.begin();
        byte[] stream = TakeStream.begin().until(4_000, 2_000).bytes();
        world.pass(4_000);
        byte[] first = World.part(stream, 0, stream.length);
        byte[] second = World.part(stream, World.PART, stream.length);

        assertThat(given(world.recordings.part(world.consultant, recording, 1, World.PART, second))
                        .received())
                .isZero();
        long received = given(world.recordings.part(world.consultant, recording, 1, 0, first))
                .received();
        assertThat(received).isBetween(World.PART - 2_200L, (long) World.PART);
        assertThat(given(world.recordings.part(world.consultant, recording, 1, 0, first))
                        .received())
                .isEqualTo(received);
        assertThat(given(world.recordings.part(world.consultant, recording, 1, World.PART, second))
                        .received())
                .isEqualTo(received == World.PART ? 2 * World.PART : received);
        assertThat(world.send(recording, 1, stream).received()).isEqualTo(stream.length);
        assertThat(WebmFile.read(world.video(recording)).pictures).hasSize(100);
    }

    @Test
    void aReloadedPageGoesOnInTheSameFileAtItsRealPlace() {
        UUID recording = world.begin();
        byte[] one = TakeStream.begin().until(2_000).bytes();
        byte[] two = TakeStream.begin().until(2_000).bytes();
        world.pass(2_500);
        world.send(recording, 1, one, one.length / 2);

        Take second = given(world.recordings.take(world.consultant, recording, 2));
        assertThat(second.startedAt()).isEqualTo(world.now());
        world.pass(2_000);
        assertThat(world.send(recording, 1, one).received()).isEqualTo(one.length);
        assertThat(world.send(recording, 2, two).received()).isEqualTo(two.length);
        assertThat(code(world.recordings.part(world.consultant, recording, 1, one.length, new byte[9])))
                .isEqualTo("recording.take-order");
        assertThat(code(world.recordings.take(world.consultant, recording, 4))).isEqualTo("recording.take-order");
        assertThat(code(world.recordings.part(world.consultant, recording, 3, 0, one)))
                .isEqualTo("recording.take-order");

        WebmFile read = WebmFile.read(world.video(recording));
        assertThat(read.pictures).hasSize(100).isSorted().contains(0L, 1_960L, 2_500L, 4_460L);
        assertThat(read.durationMillis).isEqualTo(4_500);
    }

    @Test
    void anOldTakeIsOverWhenTheNextOneBegins() {
        UUID recording = world.begin();
        byte[] stream = TakeStream.begin().until(5_000).bytes();
        world.pass(2_000);
        given(world.recordings.take(world.consultant, recording, 2));
        world.pass(3_000);

        world.send(recording, 1, stream);

        assertThat(WebmFile.read(world.video(recording)).pictures).hasSize(50).endsWith(1_960L);
    }

    @Test
    void bundleAndStoreAreReplacedInMidRecordingAndNothingIsMissing() {
        UUID recording = world.begin();
        byte[] stream = TakeStream.begin().until(10_000, 4_000).bytes();
        world.pass(10_000);
        for (int sent = World.PART; sent < stream.length; sent += World.PART) {
            world.send(recording, 1, stream, sent);
            world.replace(world.store(0));
        }
        world.send(recording, 1, stream);

        assertThat(WebmFile.read(world.video(recording)).pictures).hasSize(250).isSorted();
    }

    @Test
    void aCrashBetweenStoreAndDatabaseIsMadeGoodByTheRepeat() {
        UUID recording = world.begin();
        byte[] stream = TakeStream.begin().until(3_000).bytes();
        world.pass(3_000);
        world.send(recording, 1, stream, stream.length / 2);
        long length = world.rows.find(recording).orElseThrow().length();
        // what was written for a part whose row was never saved
        world.stores.ask("files", store -> store.write(recording.toString(), length, new byte[70_000]));

        world.send(recording, 1, stream);

        assertThat(WebmFile.read(world.video(recording)).pictures).hasSize(75);
    }

    @Test
    void aPageThatNeverComesBackLeavesAFileThatPlaysAndIsSealedAfterADay() {
        UUID recording = world.begin();
        byte[] stream = TakeStream.begin().until(3_000).bytes();
        world.pass(3_000);
        world.send(recording, 1, stream, stream.length * 2 / 3);
        world.append(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null));
        WebmFile before = WebmFile.read(world.video(recording));
        assertThat(before.durationMillis).isBetween(1_500.0, 2_500.0);

        Optional<Instant> again = world.reactions().sealing().react(world.history(), world.now());
        assertThat(again).contains(world.now().plus(Duration.ofHours(24)));
        world.pass(Duration.ofHours(24).toMillis());
        assertThat(world.reactions().sealing().react(world.history(), world.now()))
                .isEmpty();

        assertThat(WebmFile.read(world.video(recording)).pictures).isEqualTo(before.pictures);
        assertThat(given(world.recordings.find(world.consultant, recording)))
                .satisfies(item -> assertThat(item.state()).isEqualTo(State.SEALED))
                .satisfies(item -> assertThat(item.why()).isEqualTo(Why.CALL_END));
    }

    @Test
    void aFullDiskEndsTheRecordingAndWhatWasWrittenPlays() {
        UUID recording = world.begin();
        byte[] stream = TakeStream.begin().until(4_000, 4_000).bytes();
        world.pass(4_000);
        world.send(recording, 1, stream, stream.length / 2);
        world.replace(world.store(Long.MAX_VALUE / 2));

        long received = world.rows.find(recording).orElseThrow().received();
        assertThat(code(world.recordings.part(
                        world.consultant,
                        recording,
                        1,
                        received,
                        Arrays.copyOfRange(stream, (int) received, stream.length))))
                .isEqualTo("recording.full");

        assertThat(world.types()).containsExactly("RecordingStarted", "RecordingStopped");
        assertThat(given(world.recordings.progress(world.consultant, recording)))
                .satisfies(progress -> assertThat(progress.why()).isEqualTo(Why.FULL));
        assertThat(WebmFile.read(world.video(recording)).pictures).hasSizeBetween(40, 60);
        assertThat(code(world.recordings.start(world.id, world.consultant, World.CONSENT, UUID.randomUUID())))
                .isEqualTo("recording.full");
    }

    @Test
    void aPlaceThatTheStoreDidNotMakeAtTheBeginningIsMadeWhenThePageGoesOn() {
        world.replace(World.stumbling(world.store(0), "open", 1, new Outcome.Unknown<>("deadline")));
        UUID recording = UUID.randomUUID();
        assertThat(code(world.recordings.start(world.id, world.consultant, World.CONSENT, recording)))
                .isEqualTo("recording.store-away");

        given(world.recordings.take(world.consultant, recording, 2));
        byte[] stream = TakeStream.begin().until(1_000).bytes();
        world.pass(1_000);

        assertThat(world.send(recording, 2, stream).received()).isEqualTo(stream.length);
        assertThat(WebmFile.read(world.video(recording)).pictures).hasSize(25);
    }

    @Test
    void aStoreThatTakesNoMoreOfARecordingEndsItAndBothAreTold() {
        UUID recording = world.begin();
        world.replace(World.stumbling(world.store(0), "write", 100, new Outcome.Rejected<>("damaged")));
        world.pass(1_000);

        assertThat(code(world.recordings.part(
                        world.consultant,
                        recording,
                        1,
                        0,
                        TakeStream.begin().until(1_000).bytes())))
                .isEqualTo("recording.failed");

        assertThat(given(world.recordings.progress(world.consultant, recording)))
                .satisfies(progress -> assertThat(progress.state()).isEqualTo(State.STOPPED))
                .satisfies(progress -> assertThat(progress.why()).isEqualTo(Why.FAILED));
    }

    @Test
    void whoComesTooFastOrFromTheFutureIsHeldBack() {
        UUID recording = world.begin();
        byte[] stream = TakeStream.begin().until(9_000, 60_000).bytes();
        world.pass(1_000);

        Progress progress = world.send(recording, 1, stream, World.PART * 20);
        assertThat(progress.received()).isLessThan(World.PART * 20L);
        assertThat(WebmFile.read(world.video(recording)).sounds).endsWith(1_000L);
        byte[] ahead = TakeStream.begin().cluster(7_000).block(3, 0, 0x80, 9).bytes();
        UUID other = another();
        assertThat(code(world.recordings.part(world.consultant, other, 1, 0, ahead)))
                .isEqualTo("recording.ahead");
    }

    @Test
    void moreThanCanHaveBeenRecordedIsRefused() {
        UUID recording = world.begin();
        byte[] stream = TakeStream.begin().until(1_000, 250_000).bytes();
        world.pass(1_000);
        long received = 0;
        Answer<Progress> answer;
        do {
            byte[] part =
                    Arrays.copyOfRange(stream, (int) received, (int) Math.min(stream.length, received + (1 << 20)));
            answer = world.recordings.part(world.consultant, recording, 1, received, part);
            received = answer instanceof Answer.Given<Progress> given
                    ? given.value().received()
                    : received;
        } while (answer instanceof Answer.Given && received < stream.length);

        assertThat(code(answer)).isEqualTo("recording.too-fast");
        assertThat(received).isBetween(4L << 20, 5L << 20);
    }

    private UUID another() {
        world.recordings.stop(
                world.consultant,
                UUID.fromString(world.history()
                        .all(RecordingStarted.class)
                        .findFirst()
                        .orElseThrow()
                        .recording()));
        return world.begin();
    }

    @Test
    void forgedStreamsAndOtherTracksAreRefused() {
        UUID recording = world.begin();
        world.pass(3_000);
        assertThat(code(world.recordings.part(world.consultant, recording, 1, 0, new byte[500])))
                .isEqualTo("recording.malformed");
        world.send(recording, 1, TakeStream.begin().until(1_000).bytes());
        given(world.recordings.take(world.consultant, recording, 2));
        assertThat(code(world.recordings.part(
                        world.consultant, recording, 2, 0, TakeStream.begin(320).bytes())))
                .isEqualTo("recording.tracks");
    }

    @Test
    void toAnotherConsultantThereIsNoSuchRecording() {
        UUID recording = world.begin();
        world.pass(1_000);
        byte[] stream = TakeStream.begin().until(1_000).bytes();
        world.send(recording, 1, stream);
        ConsultantId other = ConsultantId.random();

        String none = "recording.not-found";
        assertThat(code(world.recordings.part(other, recording, 1, 0, stream))).isEqualTo(none);
        assertThat(code(world.recordings.take(other, recording, 2))).isEqualTo(none);
        assertThat(code(world.recordings.stop(other, recording))).isEqualTo(none);
        assertThat(code(world.recordings.mark(other, recording, true))).isEqualTo(none);
        assertThat(code(world.recordings.finish(other, recording, 1, 0))).isEqualTo(none);
        assertThat(code(world.recordings.progress(other, recording))).isEqualTo(none);
        assertThat(code(world.recordings.find(other, recording))).isEqualTo(none);
        assertThat(code(world.recordings.open(other, recording, How.PLAYED))).isEqualTo(none);
        assertThat(code(world.recordings.delete(other, recording))).isEqualTo(none);
        assertThat(code(world.recordings.start(world.id, other, World.CONSENT, UUID.randomUUID())))
                .isEqualTo("consultation.not-found");
        assertThat(world.recordings.list(other, ALL)).isEmpty();
    }

    @Test
    void theLibraryFindsByNameAndSubjectAndTellsWhatHappenedWhere() {
        UUID recording = world.begin();
        world.pass(1_000);
        given(world.recordings.mark(world.consultant, recording, true));
        world.pass(500);
        given(world.recordings.mark(world.consultant, recording, false));
        world.pass(1_500);
        world.send(recording, 1, TakeStream.begin().until(3_000).bytes());
        world.append(new ConsentEnded(World.CONSENT, EndedBy.CUSTOMER));

        for (String text : new String[] {"", "carl", " TAX"}) {
            assertThat(world.recordings.list(
                            world.consultant, new Search(text, Optional.of(world.id), ALL.from(), ALL.to())))
                    .singleElement()
                    .satisfies(item -> assertThat(item.recording()).isEqualTo(recording));
        }
        assertThat(world.recordings.list(
                        world.consultant, new Search("nobody", Optional.empty(), ALL.from(), ALL.to())))
                .isEmpty();
        Item item = given(world.recordings.find(world.consultant, recording));
        assertThat(item.millis()).isEqualTo(3_000);
        assertThat(item.timeline())
                .containsExactly(
                        new Mark(1_000, MarkKind.PRIVATE, 1_500L), new Mark(3_000, MarkKind.CONSENT_ENDED, null));
    }

    @Test
    void accessIsNotedOnceInTenMinutes() {
        UUID recording = world.begin();
        world.pass(1_000);
        world.send(recording, 1, TakeStream.begin().until(1_000).bytes());
        for (int minute = 0; minute < 15; minute++) {
            world.video(recording);
            world.pass(60_000);
        }
        given(world.recordings.open(world.consultant, recording, How.DOWNLOADED));

        assertThat(world.types())
                .containsExactly("RecordingStarted", "RecordingAccessed", "RecordingAccessed", "RecordingAccessed");
    }

    @Test
    void retentionDeletesByItselfAndWarnsBefore() {
        UUID recording = sealed();
        world.recordings.retain(world.consultant, Optional.of(10));
        assertThat(world.woken).contains(KeepingReaction.NAME);
        assertThat(given(world.recordings.find(world.consultant, recording)).deletesSoon())
                .isFalse();
        Instant over = world.now().plus(Duration.ofDays(10));
        assertThat(world.reactions().keeping().react(world.history(), world.now()))
                .contains(over.minus(Duration.ofDays(7)));
        assertThat(world.types()).doesNotContain("RecordingExpiring");
        world.pass(Duration.ofDays(4).toMillis());
        for (int again = 0; again < 2; again++) {
            assertThat(world.reactions().keeping().react(world.history(), world.now()))
                    .contains(over);
            assertThat(world.types()).endsWith("RecordingExpiring").containsOnlyOnce("RecordingExpiring");
        }
        assertThat(given(world.recordings.find(world.consultant, recording)))
                .satisfies(item -> assertThat(item.deletesSoon()).isTrue())
                .satisfies(item -> assertThat(item.deletesAt()).isEqualTo(over));

        world.pass(Duration.ofDays(6).toMillis());
        world.reactions().keeping().react(world.history(), world.now());

        assertThat(world.types()).endsWith("RecordingDeleted");
        assertThat(world.recordings.list(world.consultant, ALL)).isEmpty();
        assertThat(world.recordings.storage(world.consultant).usedBytes()).isZero();
    }

    @Test
    void whoKeepsARecordingLongerAfterTheWarningIsWarnedOfTheNewDay() {
        sealed();
        world.recordings.retain(world.consultant, Optional.of(5));
        world.reactions().keeping().react(world.history(), world.now());
        world.recordings.retain(world.consultant, Optional.of(30));
        assertThat(world.reactions().keeping().react(world.history(), world.now()))
                .contains(world.now().plus(Duration.ofDays(23)));
        assertThat(world.types()).containsOnlyOnce("RecordingExpiring");

        world.pass(Duration.ofDays(24).toMillis());
        world.reactions().keeping().react(world.history(), world.now());

        assertThat(world.history().all(RecordingExpiring.class).map(RecordingExpiring::deletesAt))
                .containsExactly(
                        world.now().minus(Duration.ofDays(19)), world.now().plus(Duration.ofDays(6)));
    }

    @Test
    void whatWouldHaveBeenDeletedLongAgoIsAnnouncedAndStaysAWeek() {
        UUID recording = sealed();
        world.pass(Duration.ofDays(100).toMillis());
        world.recordings.retain(world.consultant, Optional.of(30));
        Instant week = world.now().plus(Duration.ofDays(7));

        assertThat(world.reactions().keeping().react(world.history(), world.now()))
                .contains(week);
        assertThat(world.types()).endsWith("RecordingExpiring");
        assertThat(given(world.recordings.find(world.consultant, recording)).deletesAt())
                .isEqualTo(week);

        world.recordings.retain(world.consultant, Optional.of(10));
        world.pass(Duration.ofDays(6).toMillis());
        assertThat(world.reactions().keeping().react(world.history(), world.now()))
                .as("not before the day that was told")
                .contains(week);
        world.pass(Duration.ofDays(1).toMillis());
        world.reactions().keeping().react(world.history(), world.now());
        assertThat(world.types()).endsWith("RecordingDeleted").containsOnlyOnce("RecordingExpiring");
    }

    @Test
    void erasureDeletesEveryRecordingOfTheConsultation() {
        UUID recording = sealed();
        world.append(
                new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null), new ErasureAsked(ErasedBy.OPERATOR));

        world.reactions().keeping().react(world.history(), world.now());

        assertThat(world.types()).endsWith("RecordingDeleted");
        assertThat(code(world.recordings.find(world.consultant, recording))).isEqualTo("recording.not-found");
        assertThat(world.stores.ask("files", store -> store.fetch(recording.toString())))
                .isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void aRunningRecordingIsNotDeletedAndAStoppedOneIs() {
        UUID recording = world.begin();
        assertThat(code(world.recordings.delete(world.consultant, recording))).isEqualTo("recording.running");
        given(world.recordings.stop(world.consultant, recording));
        given(world.recordings.delete(world.consultant, recording));

        assertThat(code(world.recordings.delete(world.consultant, recording))).isEqualTo("recording.not-found");
        assertThat(world.types()).containsExactly("RecordingStarted", "RecordingStopped", "RecordingDeleted");
    }

    @Test
    void oneRunsAtATimeAndStartingTwiceStartsOnce() {
        UUID recording = world.begin();
        given(world.recordings.start(world.id, world.consultant, World.CONSENT, recording));
        assertThat(code(world.recordings.start(world.id, world.consultant, World.CONSENT, UUID.randomUUID())))
                .isEqualTo("recording.other-running");
        assertThat(world.types()).containsExactly("RecordingStarted");
    }

    @Test
    void bothSidesSeeThatItRunsAndWhyItEnded() {
        UUID recording = world.begin();
        RecordingProjection projection = new RecordingProjection();
        for (Side viewer : Side.values()) {
            assertThat(((RecordingView) projection.project(world.history(), viewer, world.now())).items())
                    .singleElement()
                    .satisfies(item -> assertThat(item.recording()).isEqualTo(recording.toString()))
                    .satisfies(item -> assertThat(item.state()).isEqualTo(RecordingView.Running.RUNNING));
        }
        world.append(new ConsentEnded(World.CONSENT, EndedBy.CUSTOMER));
        assertThat(((RecordingView) projection.project(world.history(), Side.CUSTOMER, world.now())).items())
                .singleElement()
                .satisfies(item -> assertThat(item.why()).isEqualTo(Why.CONSENT))
                .satisfies(item -> assertThat(item.stoppedAt()).isEqualTo(world.now()));
    }

    private UUID sealed() {
        UUID recording = world.begin();
        byte[] stream = TakeStream.begin().until(1_000).bytes();
        world.pass(1_000);
        world.send(recording, 1, stream);
        given(world.recordings.stop(world.consultant, recording));
        given(world.recordings.finish(world.consultant, recording, 1, stream.length));
        world.reactions().sealing().react(world.history(), world.now());
        return recording;
    }
}
