package org.connectme.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.journal.Eventually.until;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.Event;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal.Append;
import org.connectme.core.journal.ParkedReactions.Parked;
import org.connectme.core.journal.Reaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestDatabase.class)
@Timeout(120)
class DispatcherTest {

    private final ManualTimeline timeline = new ManualTimeline();
    private final ConsultationId id = ConsultationId.random();
    private final List<StandaloneJournal> nodes = new ArrayList<>();

    private JournalSchema schema;
    private Path keys;
    private StandaloneJournal node;

    @BeforeEach
    void start(JournalSchema schema, @TempDir Path keys) {
        this.schema = schema;
        this.keys = keys;
        node = node();
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (StandaloneJournal each : nodes) {
            each.close();
        }
    }

    @Test
    void aReactionSeesEveryGrowth() {
        Recorder recorder = new Recorder("recorder");
        node.add(recorder);

        append(id, Samples.scheduled());
        until("called for the first entry", () -> recorder.longest(id) == 1);
        append(id, Samples.note("one"), Samples.note("two"));

        until("called for the second growth", () -> recorder.longest(id) == 3);
    }

    /** Else a deadline or a ceiling would fall due in a time that the journal does not know was an outage. */
    @Test
    void noReactionIsCalledBeforeTheJournalsKnowOfTheOutage() {
        timeline.awayUntilNow(Duration.ofMinutes(2));
        append(id, Samples.scheduled());
        Recorder recorder = new Recorder("recorder");
        node.add(recorder);
        until("it is due", () -> count("SELECT count(*) FROM wake WHERE due <= '" + timeline.now() + "'") == 1);
        assertThat(recorder.longest(id)).isZero();

        timeline.outageNoted(timeline.outageToNote().orElseThrow());

        until("called", () -> recorder.longest(id) == 1);
    }

    @Test
    void aReactionThatIsInstalledLaterGetsOldConsultationsToo() {
        ConsultationId closed = ConsultationId.random();
        append(id, Samples.scheduled());
        append(closed, Samples.scheduled());
        append(closed, new ConsultationEnded(EndReason.NOT_KEPT, null, null));
        Recorder early = new Recorder("early");
        node.add(early);
        until("the first is at rest", () -> early.longest(id) == 1 && atRest("early"));

        Recorder late = new Recorder("late");
        node.add(late);

        until("both", () -> {
            timeline.advance(Duration.ofMillis(10)); // closed ones are spread over time
            return late.longest(id) == 1 && late.longest(closed) == 2;
        });
    }

    @Test
    void aReactionIsCalledOnceMoreAfterARestartForWhatIsOpenOrJustClosed() throws Exception {
        ConsultationId longClosed = ConsultationId.random();
        append(longClosed, Samples.scheduled());
        append(longClosed, new ConsultationEnded(EndReason.NOT_KEPT, null, null));
        timeline.advance(Duration.ofDays(2));
        append(id, Samples.scheduled());
        Recorder before = new Recorder("recorder");
        node.add(before);
        until("both", () -> {
            timeline.advance(Duration.ofMillis(10)); // closed ones are spread over time
            return before.longest(id) == 1 && before.longest(longClosed) == 2 && atRest("recorder");
        });
        node.close();
        nodes.remove(node);

        Recorder after = new Recorder("recorder");
        node().add(after);

        until("the open one", () -> after.calls(id) == 1 && atRest("recorder"));
        assertThat(after.calls(longClosed)).isZero();
    }

    @Test
    void aDeadlineComesWhenItsInstantHasCome() {
        Recorder deadline = new Recorder("deadline") {
            @Override
            Optional<Instant> answer(History history, Instant now) {
                Instant due = history.entries().get(0).at().plusSeconds(90);
                return now.isBefore(due) ? Optional.of(due) : Optional.empty();
            }
        };
        node.add(deadline);
        append(id, Samples.scheduled());
        until("asked for an instant", () -> deadline.calls(id) == 1 && atRest("deadline"));

        timeline.advance(Duration.ofMillis(89_999));
        Recorder witness = new Recorder("witness");
        node.add(witness);
        until("the dispatcher looked", () -> witness.calls(id) == 1);
        assertThat(deadline.calls(id)).isEqualTo(1);

        timeline.advance(Duration.ofMillis(1));
        until("the deadline", () -> deadline.calls(id) == 2 && atRest("deadline"));
        timeline.advance(Duration.ofDays(1));
        append(id, Samples.note("only this calls it again"));
        until("growth", () -> deadline.longest(id) == 2 && atRest("deadline"));
        assertThat(deadline.calls(id)).isEqualTo(3);
    }

    @Test
    void whatGrowsDuringACallIsNotMissed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Recorder slow = new Recorder("slow") {
            @Override
            Optional<Instant> answer(History history, Instant now) throws InterruptedException {
                begun.countDown();
                assertThat(mayEnd.await(20, TimeUnit.SECONDS)).isTrue();
                return Optional.of(now.plus(Duration.ofDays(365)));
            }
        };
        node.add(slow);
        append(id, Samples.scheduled());
        assertThat(begun.await(15, TimeUnit.SECONDS)).isTrue();

        append(id, Samples.note("during the call"));
        until("noted", () -> count("SELECT count(*) FROM wake WHERE due IS NOT NULL AND lease IS NOT NULL") == 1);
        mayEnd.countDown();

        until("called again", () -> slow.longest(id) == 2);
    }

    @Test
    void aFailingReactionIsTriedAgainWithGrowingDelayAndThenParked() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Recorder failing = new Recorder("failing") {
            @Override
            Optional<Instant> answer(History history, Instant now) {
                if (broken.get()) {
                    throw new IllegalStateException("out of order");
                }
                return Optional.empty();
            }
        };
        node.add(failing);
        append(id, Samples.scheduled());

        List<Integer> delays = List.of(1, 2, 4, 8, 16, 32, 60);
        for (int i = 0; i < delays.size(); i++) {
            int failures = i + 1;
            until(failures + " failures", () -> failing.calls(id) == failures && failures() == failures);
            assertThat(secondsUntilDue()).isEqualTo(delays.get(i).longValue());
            assertThat(node.parked().list()).isEmpty();
            timeline.advance(Duration.ofSeconds(delays.get(i)));
        }

        Parked parked = new Parked(id, "failing", 8, IllegalStateException.class.getName());
        until("parked", () -> node.parked().list().equals(List.of(parked)));
        assertThat(count("SELECT count(*) FROM wake WHERE due IS NOT NULL")).isZero();

        broken.set(false);
        assertThat(node.parked().retry(id, "failing")).isTrue();
        until("done", () -> failing.calls(id) == 9 && atRest("failing"));
        assertThat(node.parked().list()).isEmpty();
        assertThat(node.parked().retry(id, "failing")).isFalse();
    }

    @Test
    void aReactionThatWaitsIsNamedAndCanBeCalledSooner() {
        Recorder waiting = new Recorder("waiting") {
            @Override
            Optional<Instant> answer(History history, Instant now) {
                return Optional.of(now.plusSeconds(3600));
            }
        };
        node.add(waiting);
        append(id, Samples.scheduled());
        until("it waits", () -> waiting.calls(id) == 1 && atRest("waiting") && secondsUntilDue() == 3600);
        assertThat(node.wakes().waiting("waiting")).containsExactly(id);
        assertThat(node.wakes().waiting("another")).isEmpty();

        node.wakes().wake(id, "waiting");
        until("called", () -> waiting.calls(id) == 2);

        node.wakes().wake(ConsultationId.random(), "waiting");
        assertThat(node.wakes().waiting("waiting")).containsExactly(id);
    }

    @Test
    void aNewVersionOfAParkedReactionGetsItsChance() {
        Recorder failing = new Recorder("reaction") {
            @Override
            Optional<Instant> answer(History history, Instant now) {
                throw new NoClassDefFoundError("gone with its bundle");
            }
        };
        node.add(failing);
        append(id, Samples.scheduled());
        until("parked", () -> {
            timeline.advance(Duration.ofSeconds(60));
            return !node.parked().list().isEmpty();
        });

        node.remove(failing);
        Recorder better = new Recorder("reaction");
        node.add(better);

        until("called", () -> better.longest(id) == 1 && atRest("reaction"));
        assertThat(node.parked().list()).isEmpty();
    }

    @Test
    void twoNodesNeverCallOneReactionForOneConsultationAtATime() {
        StandaloneJournal other = node();
        AtomicInteger doubled = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        Map<ConsultationId, AtomicInteger> inside = new ConcurrentHashMap<>();
        for (StandaloneJournal each : List.of(node, other)) {
            each.add(new Recorder("exclusive") {
                @Override
                Optional<Instant> answer(History history, Instant now) {
                    AtomicInteger here = inside.computeIfAbsent(history.id(), ignored -> new AtomicInteger());
                    if (here.incrementAndGet() > 1) {
                        doubled.incrementAndGet();
                    }
                    Thread.yield();
                    calls.incrementAndGet();
                    here.decrementAndGet();
                    return Optional.empty();
                }
            });
        }
        List<ConsultationId> ids =
                IntStream.range(0, 20).mapToObj(i -> ConsultationId.random()).toList();

        for (int round = 0; round < 15; round++) {
            for (int i = 0; i < ids.size(); i++) {
                append(i % 2 == 0 ? node : other, ids.get(i), Samples.note("round " + round));
            }
        }

        until("all done", () -> calls.get() >= 20 && atRest("exclusive"));
        assertThat(doubled).hasValue(0);
    }

    @Test
    void whatADeadNodeHadIsTakenOverWhenItsLeaseEnds() {
        Recorder recorder = new Recorder("recorder");
        node.add(recorder);
        append(id, Samples.scheduled());
        until("at rest", () -> recorder.calls(id) == 1 && atRest("recorder"));

        schema.jdbi()
                .useHandle(handle -> handle.execute("UPDATE wake SET due = NULL, lease = gen_random_uuid(),"
                        + " lease_until = clock_timestamp() + interval '1 second'"));

        until("taken over", () -> recorder.calls(id) == 2);
    }

    @Test
    void aNodeThatStopsLetsItsCallsEndAndGivesTheRestBack() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        node.add(new Recorder("slow") {
            @Override
            Optional<Instant> answer(History history, Instant now) throws InterruptedException {
                begun.countDown();
                assertThat(mayEnd.await(20, TimeUnit.SECONDS)).isTrue();
                ended.incrementAndGet();
                return Optional.empty();
            }
        });
        append(id, Samples.scheduled());
        assertThat(begun.await(15, TimeUnit.SECONDS)).isTrue();
        Thread release = new Thread(mayEnd::countDown);

        release.start();
        node.close();
        nodes.remove(node);
        release.join();

        assertThat(ended.get()).isPositive();
        assertThat(count("SELECT count(*) FROM wake WHERE lease IS NOT NULL")).isZero();
    }

    @Test
    void aReactionIsNotTakenAwayWhileItIsAtWork() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Recorder slow = new Recorder("slow") {
            @Override
            Optional<Instant> answer(History history, Instant now) throws InterruptedException {
                begun.countDown();
                assertThat(mayEnd.await(20, TimeUnit.SECONDS)).isTrue();
                ended.set(true);
                return Optional.empty();
            }
        };
        node.add(slow);
        append(id, Samples.scheduled());
        assertThat(begun.await(15, TimeUnit.SECONDS)).isTrue();
        AtomicBoolean endedFirst = new AtomicBoolean();
        Thread remover = new Thread(() -> {
            node.remove(slow);
            endedFirst.set(ended.get());
        });
        remover.start();
        until("the remover waits", () -> remover.getState() == Thread.State.TIMED_WAITING);

        mayEnd.countDown();
        remover.join();

        assertThat(endedFirst).isTrue();
    }

    @Test
    void aSlowReactionHoldsUpNoOther() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger waiting = new AtomicInteger();
        node.add(new Recorder("slow") {
            @Override
            Optional<Instant> answer(History history, Instant now) throws InterruptedException {
                waiting.incrementAndGet();
                assertThat(mayEnd.await(60, TimeUnit.SECONDS)).isTrue();
                return Optional.empty();
            }
        });
        Recorder quick = new Recorder("quick");
        node.add(quick);
        List<ConsultationId> ids =
                IntStream.range(0, 20).mapToObj(i -> ConsultationId.random()).toList();
        ids.forEach(each -> append(each, Samples.scheduled()));

        until("the quick one has done all", () -> ids.stream().allMatch(each -> quick.calls(each) > 0));
        assertThat(waiting).hasValue(8);
        mayEnd.countDown();
        until("the slow one, too", () -> waiting.get() >= 20 && atRest("slow"));
    }

    private StandaloneJournal node() {
        StandaloneJournal started = new StandaloneJournal(schema, keys, timeline);
        nodes.add(started);
        return started;
    }

    private void append(ConsultationId consultation, Event... events) {
        append(node, consultation, events);
    }

    private static void append(StandaloneJournal node, ConsultationId consultation, Event... events) {
        int length = node.journal().read(consultation).length();
        assertThat(node.journal().append(consultation, length, List.of(events))).isInstanceOf(Append.Done.class);
    }

    /** Nothing is due and nobody is at work. */
    private boolean atRest(String reaction) {
        return count("SELECT (SELECT count(*) FROM grown) + (SELECT count(*) FROM wake WHERE reaction = '" + reaction
                        + "' AND (lease IS NOT NULL OR due <= '" + timeline.now() + "'))")
                == 0;
    }

    private int failures() {
        return count("SELECT max(failures) FROM wake WHERE lease IS NULL");
    }

    private long secondsUntilDue() {
        return Duration.between(
                        timeline.now(),
                        schema.jdbi()
                                .withHandle(handle -> handle.createQuery("SELECT due FROM wake")
                                        .mapTo(Instant.class)
                                        .one()))
                .toSeconds();
    }

    private int count(String sql) {
        return schema.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(int.class).one());
    }

    /** A reaction that remembers its calls. */
    private static class Recorder implements Reaction {

        private final String name;
        private final List<History> histories = Collections.synchronizedList(new ArrayList<>());

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Optional<Instant> react(History history, Instant now) {
            histories.add(history);
            try {
                return answer(history, now);
            } catch (InterruptedException e) {
                throw new AssertionError("Interrupted at work", e);
            }
        }

        Optional<Instant> answer(History history, Instant now) throws InterruptedException {
            return Optional.empty();
        }

        int calls(ConsultationId id) {
            return (int) of(id).count();
        }

        int longest(ConsultationId id) {
            return of(id).mapToInt(History::length).max().orElse(0);
        }

        private Stream<History> of(ConsultationId id) {
            return List.copyOf(histories).stream()
                    .filter(history -> history.id().equals(id));
        }
    }
}
