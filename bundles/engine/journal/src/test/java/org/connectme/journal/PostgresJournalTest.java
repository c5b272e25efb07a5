package org.connectme.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.NoteLeft;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.UnknownEvent;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.Evidence.Finding;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Journal.Append;
import org.connectme.core.journal.JournalException;
import org.connectme.core.journal.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(TestDatabase.class)
@Timeout(120)
class PostgresJournalTest {

    private static final int THREADS = 16;

    private final ManualTimeline timeline = new ManualTimeline();
    private final ConsultationId id = ConsultationId.random();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private JournalSchema schema;
    private Vault vault;
    private HeadSigner signer;
    private Journal journal;
    private Journal otherNode;

    @BeforeEach
    void open(JournalSchema schema, @TempDir Path keys) {
        this.schema = schema;
        vault = new FileVault(schema, keys);
        signer = new HeadSigner(schema, timeline, keys, "node-1");
        journal = node();
        otherNode = node();
    }

    @AfterEach
    void stop() throws InterruptedException {
        signer.close();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aJournalThatNobodyBeganIsEmpty() {
        assertThat(journal.read(id)).isEqualTo(new History(id, List.of()));
    }

    @Test
    void whatWasAppendedIsReadHereAndOnOtherNodes() {
        ConsultationScheduled scheduled = Samples.scheduled();

        History written = done(journal.append(id, 0, List.of(scheduled, Samples.note("one"))));
        History longer = done(otherNode.append(id, 2, List.of(Samples.note("two"))));

        assertThat(written.entries()).extracting(Entry::event).containsExactly(scheduled, Samples.note("one"));
        assertThat(longer.entries()).startsWith(written.entries().toArray(Entry[]::new));
        assertThat(journal.read(id)).isEqualTo(longer);
        assertThat(node().read(id)).isEqualTo(longer);
        assertThat(heard).containsExactly(id + ":2", id + ":3");
    }

    @Test
    void anAppendToAnotherLengthConflictsWithTheJournalAsItIs() {
        done(journal.append(id, 0, List.of(Samples.scheduled())));
        History now = done(journal.append(id, 1, List.of(Samples.note("first"))));

        assertThat(journal.append(id, 1, List.of(Samples.note("second")))).isEqualTo(new Append.Conflict(now));
        assertThat(otherNode.append(id, 1, List.of(Samples.note("second")))).isEqualTo(new Append.Conflict(now));
        assertThat(journal.append(id, 7, List.of(Samples.note("second")))).isEqualTo(new Append.Conflict(now));
        assertThat(journal.append(id, 2, List.of())).isEqualTo(new Append.Done(now));
        assertThat(node().read(id)).isEqualTo(now);
    }

    @Test
    void anotherNodesAppendIsSeenByTheCompareAndSet() {
        done(journal.append(id, 0, List.of(Samples.scheduled())));
        assertThat(otherNode.read(id).length()).isEqualTo(1);
        History now = done(otherNode.append(id, 1, List.of(Samples.note("theirs"))));

        assertThat(journal.append(id, 1, List.of(Samples.note("mine")))).isEqualTo(new Append.Conflict(now));
    }

    @Test
    void ofManyWhoBeginAJournalOneSucceeds() throws Exception {
        List<Append> appends = together(
                THREADS, i -> (i % 2 == 0 ? journal : otherNode).append(id, 0, List.of(Samples.note("by " + i))));

        assertThat(appends).filteredOn(Append.Done.class::isInstance).hasSize(1);
        assertThat(node().read(id).length()).isEqualTo(1);
        assertThat(evidence().verify(id)).isInstanceOf(Finding.Intact.class);
        assertThat(count("grown")).isEqualTo(1);
    }

    @Test
    void underManyWritersNothingIsLostOrDoubled() throws Exception {
        done(journal.append(id, 0, List.of(Samples.scheduled())));
        int each = 20;

        together(THREADS, i -> {
            Journal node = i % 2 == 0 ? journal : otherNode;
            for (int n = 0; n < each; n++) {
                appendAtLast(node, new NoteLeft(i + "/" + n));
            }
            return i;
        });

        History history = node().read(id);
        assertThat(history.all(NoteLeft.class).map(NoteLeft::text))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, THREADS)
                        .boxed()
                        .flatMap(i -> IntStream.range(0, each).mapToObj(n -> i + "/" + n))
                        .toList());
        assertThat(journal.read(id)).isEqualTo(history);
        assertThat(otherNode.read(id)).isEqualTo(history);
        assertThat(evidence().verify(id)).isEqualTo(new Finding.Intact(history.length(), history.head()));
    }

    @Test
    void timeNeverGoesBackWithinAJournal() {
        done(journal.append(id, 0, List.of(Samples.scheduled())));
        Instant first = timeline.now();
        timeline.advance(Duration.ofMinutes(-60));
        done(otherNode.append(id, 1, List.of(Samples.note("an hour before"))));
        timeline.advance(Duration.ofMinutes(60).plusNanos(1_999_999));

        History history = done(journal.append(id, 2, List.of(Samples.note("after"))));

        assertThat(history.entries()).extracting(Entry::at).containsExactly(first, first, first.plusMillis(1));
        assertThat(node().read(id)).isEqualTo(history);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE entry SET json = replace(json, 'b', 'c') WHERE seq = 2       | 2
            UPDATE entry SET type = 'NoteLeft' WHERE seq = 2                    | 2
            UPDATE entry SET at = at + interval '1 second' WHERE seq = 3        | 3
            UPDATE entry SET hash = repeat('0', 64) WHERE seq = 3               | 3
            UPDATE entry SET consultation = gen_random_uuid() WHERE seq = 1     | 1
            DELETE FROM entry WHERE seq = 2                                     | 2
            DELETE FROM entry WHERE seq = 4                                     | 4
            DELETE FROM entry                                                   | 1
            UPDATE consultation SET head = repeat('0', 64)                      | 4
            UPDATE consultation SET length = 5                                  | 5
            """)
    void whateverIsChangedInTheDatabaseIsFound(String sql, int seq) {
        History history = fourEntries();
        assertThat(evidence().verify(id)).isEqualTo(new Finding.Intact(4, history.head()));

        schema.jdbi().useHandle(handle -> handle.execute(sql));

        assertThat(evidence().verify(id))
                .isInstanceOfSatisfying(
                        Finding.Broken.class, broken -> assertThat(broken.seq()).isEqualTo(seq));
    }

    @Test
    void reorderedEntriesAreFound() {
        fourEntries();

        schema.jdbi().useHandle(handle -> {
            handle.execute("UPDATE entry SET seq = -seq WHERE seq IN (2, 3)");
            handle.execute("UPDATE entry SET seq = 5 + seq WHERE seq < 0");
        });

        assertThat(evidence().verify(id))
                .isInstanceOfSatisfying(
                        Finding.Broken.class, broken -> assertThat(broken.seq()).isEqualTo(2));
    }

    @Test
    void aRemovedEntryIsNotReadOver() {
        fourEntries();

        schema.jdbi().useHandle(handle -> handle.execute("DELETE FROM entry WHERE seq = 2"));

        assertThatExceptionOfType(JournalException.class).isThrownBy(() -> node().read(id));
    }

    @Test
    void personalFieldsAreNotInTheDatabaseInClear() {
        done(journal.append(id, 0, List.of(Samples.scheduled(), Samples.note("my number is 555"))));

        String stored = schema.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT string_agg(entry::text, '') FROM entry")
                        .mapTo(String.class)
                        .one());
        assertThat(stored)
                .contains("\"enc\"")
                .contains("Europe/Berlin")
                .doesNotContain("Hopper", "grace@example.org", "Compilers", "Welcome", "555");
    }

    @Test
    void erasingIsSeenOnEveryNodeAndLeavesTheChain() {
        done(journal.append(id, 0, List.of(Samples.scheduled(), Samples.note("forget me"))));
        String head = otherNode.read(id).head();

        evidence().erase(id);

        for (Journal node : List.of(journal, otherNode, node())) {
            History history = node.read(id);
            assertThat(history.all(NoteLeft.class)).containsExactly(Samples.note(""));
            assertThat(history.last(ConsultationScheduled.class)).hasValueSatisfying(scheduled -> {
                assertThat(scheduled.customerName()).isEmpty();
                assertThat(scheduled.zone()).isEqualTo("Europe/Berlin");
            });
            assertThat(history.head()).isEqualTo(head);
        }
        assertThat(evidence().verify(id)).isEqualTo(new Finding.Intact(2, head));
    }

    @Test
    void anErasedJournalGrowsOnWithoutKeepingAnythingPersonal() {
        done(journal.append(id, 0, List.of(Samples.scheduled())));
        evidence().erase(id);

        appendAtLast(journal, Samples.note("late"));
        History history = done(journal.append(id, 2, List.of(Samples.note("later"))));

        assertThat(history.all(NoteLeft.class)).containsExactly(Samples.note(""), Samples.note(""));
        assertThat(node().read(id)).isEqualTo(history);
        assertThat(evidence().verify(id)).isInstanceOf(Finding.Intact.class);
    }

    @Test
    void anEventOfAnotherVersionSurvives() {
        UnknownEvent unknown = new UnknownEvent("DogBarked", "{ \"loud\" : true }");
        done(journal.append(id, 0, List.of(Samples.scheduled(), unknown)));

        assertThat(node().read(id).entries().get(1).event()).isEqualTo(unknown);
        assertThat(evidence().verify(id)).isInstanceOf(Finding.Intact.class);
    }

    @Test
    void numbersHaveNoGapWhateverFails() throws Exception {
        List<ConsultationId> ids = IntStream.range(0, THREADS)
                .mapToObj(i -> ConsultationId.random())
                .toList();
        for (ConsultationId each : ids) {
            done(journal.append(each, 0, List.of(Samples.scheduled())));
        }

        together(THREADS, i -> {
            for (int n = 0; n < 10; n++) {
                // Both neighbours want it: one of them conflicts after it took a number.
                ConsultationId contested = ids.get(i / 2);
                int length = journal.read(contested).length();
                otherNode.appendNumbered(contested, length, "receipts", ReceiptIssued::new);
                ConsultationId failing = ConsultationId.random();
                assertThatExceptionOfType(ArithmeticException.class)
                        .isThrownBy(() -> journal.appendNumbered(failing, 0, "receipts", number -> {
                            throw new ArithmeticException("rolled back");
                        }));
            }
            return i;
        });

        List<Long> numbers = ids.stream()
                .flatMap(each -> node().read(each).all(ReceiptIssued.class))
                .map(ReceiptIssued::number)
                .sorted()
                .toList();
        assertThat(numbers).hasSizeGreaterThan(40);
        assertThat(numbers)
                .isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
    }

    @Test
    void sequencesCountOnTheirOwn() {
        done(journal.append(id, 0, List.of(Samples.scheduled())));
        done(journal.appendNumbered(id, 1, "a", ReceiptIssued::new));
        done(journal.appendNumbered(id, 2, "b", ReceiptIssued::new));
        History history = done(journal.appendNumbered(id, 3, "a", ReceiptIssued::new));

        assertThat(history.all(ReceiptIssued.class).map(ReceiptIssued::number)).containsExactly(1L, 1L, 2L);
    }

    @Test
    void theCatalogFindsAConsultantsDayAndWhatIsOpen() {
        ConsultantId ada = ConsultantId.random();
        ConsultationId early = ConsultationId.random();
        ConsultationId late = ConsultationId.random();
        ConsultationId moved = ConsultationId.random();
        ConsultationId cancelled = ConsultationId.random();
        done(journal.append(late, 0, List.of(Samples.scheduled(ada, Samples.START.plusSeconds(3600)))));
        done(journal.append(early, 0, List.of(Samples.scheduled(ada, Samples.START))));
        done(journal.append(moved, 0, List.of(Samples.scheduled(ada, Samples.START))));
        Instant nextYear = Samples.START.plus(Duration.ofDays(365));
        done(journal.append(
                moved, 1, List.of(new ConsultationRescheduled(nextYear, 30, "UTC", nextYear), Samples.note("later"))));
        done(journal.append(cancelled, 0, List.of(Samples.scheduled())));
        done(journal.append(cancelled, 1, List.of(new ConsultationCancelled(Side.CUSTOMER, "ill"))));
        done(journal.append(cancelled, 2, List.of(Samples.note("still closed"))));
        done(journal.append(early, 1, List.of(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null))));
        PostgresCatalog catalog = new PostgresCatalog(schema);

        assertThat(catalog.of(ada, Samples.START, Samples.START.plusSeconds(3601)))
                .containsExactly(early, late);
        assertThat(catalog.of(ada, Samples.START, Samples.START.plusSeconds(3600)))
                .containsExactly(early);
        assertThat(catalog.of(ConsultantId.random(), Instant.EPOCH, nextYear)).isEmpty();
        assertThat(catalog.open()).containsExactly(late, moved);
        Instant scheduledAt = journal.read(cancelled).entries().get(0).at();
        assertThat(catalog.having(Set.of("ConsultationCancelled"), scheduledAt, nextYear))
                .containsExactly(cancelled);
        assertThat(catalog.having(Set.of("ConsultationCancelled", "ConsultationEnded"), scheduledAt, nextYear))
                .containsExactlyInAnyOrder(cancelled, early);
        assertThat(catalog.having(Set.of("ConsultationCancelled"), Instant.EPOCH, scheduledAt))
                .isEmpty();
    }

    @Test
    void aDatabaseThatIsPutBackToAnEarlierStateIsBelieved() {
        fourEntries();
        schema.jdbi().useHandle(handle -> {
            handle.execute("DELETE FROM entry WHERE seq > 2");
            handle.execute("UPDATE consultation SET length = 2, head = (SELECT hash FROM entry WHERE seq = 2)");
        });
        appendAtLast(node(), Samples.note("a"));
        appendAtLast(node(), Samples.note("b"));
        History now = done(node().append(id, 4, List.of(Samples.note("c"))));

        assertThat(journal.read(id)).isEqualTo(now);
        assertThat(done(journal.append(id, 5, List.of(Samples.note("d")))).length())
                .isEqualTo(6);
    }

    private History fourEntries() {
        return done(journal.append(
                id,
                0,
                List.of(
                        new UnknownEvent("A", "{\"a\":true}"),
                        new UnknownEvent("B", "{\"b\":true}"),
                        new UnknownEvent("C", "{\"c\":true}"),
                        new UnknownEvent("D", "{\"d\":true}"))));
    }

    private void appendAtLast(Journal node, NoteLeft note) {
        Append append = node.append(id, node.read(id).length(), List.of(note));
        while (append instanceof Append.Conflict conflict) {
            append = node.append(id, conflict.history().length(), List.of(note));
        }
    }

    private <T> List<T> together(int count, IntFunction<T> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Callable<T>> calls = IntStream.range(0, count)
                .<Callable<T>>mapToObj(i -> () -> {
                    start.await();
                    return work.apply(i);
                })
                .toList();
        List<Future<T>> futures = calls.stream().map(threads::submit).toList();
        start.countDown();
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private int count(String table) {
        return schema.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                        .mapTo(int.class)
                        .one());
    }

    private Journal node() {
        return new PostgresJournal(
                schema, timeline, vault, (consultation, length) -> heard.add(consultation + ":" + length), signer, 10);
    }

    private PostgresEvidence evidence() {
        return new PostgresEvidence(schema, timeline, vault, journal, signer);
    }

    private static History done(Append append) {
        assertThat(append).isInstanceOf(Append.Done.class);
        return ((Append.Done) append).history();
    }
}
