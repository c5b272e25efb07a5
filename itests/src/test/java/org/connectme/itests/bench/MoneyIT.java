package org.connectme.itests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Journal.Append;
import org.connectme.core.journal.Reaction;
import org.connectme.database.embedded.LocalDatabase;
import org.connectme.journal.JournalSchema;
import org.connectme.journal.MonotonicTimeline;
import org.connectme.journal.StandaloneJournal;
import org.connectme.metering.MeterWatch;
import org.connectme.metering.Metering;
import org.connectme.payment.Pace;
import org.connectme.payment.ProviderCalls;
import org.connectme.payment.ProviderRegistry;
import org.connectme.payment.SettlementReaction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What money costs the machine: rating a long call, settling many, and writing down what became of it. */
@Tag("bench")
class MoneyIT {

    /** Whatever else the machine does changes little of it. */
    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

    private static final int EVENTS = 10_000;
    private static final int ROUNDS = 50;

    private static final int WARM_UP_CALLS = 300;
    private static final int CALLS = 1_000;
    private static final Duration LEAST_CALL = Duration.ofSeconds(3);
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration BOUND = Duration.ofMinutes(5);

    private static final int WARM_UP_TURNS = 5;
    private static final int TURNS = 25;
    private static final Duration TURN = Duration.ofMillis(400);
    private static final int ENTRIES_A_JOURNAL = 100;

    @Test
    void howLongItTakesToRateALongConsultation() {
        ConsultationId id = ConsultationId.random();
        History history = longCall(id);
        Instant end = history.entries().get(history.length() - 1).at();
        double[] millis = new double[ROUNDS];
        Money due = Metering.of(history, end).bill().gross();
        for (int round = 0; round < 2 * ROUNDS; round++) {
            long started = PROCESSOR.getCurrentThreadCpuTime();
            Money again = Metering.of(history, end).bill().gross();
            millis[round % ROUNDS] = (PROCESSOR.getCurrentThreadCpuTime() - started) / 1e6;
            assertThat(again).isEqualTo(due);
        }
        assertThat(due.isPositive()).isTrue();
        Figures.atMost(
                "Folding and rating " + EVENTS + " events",
                Figures.median(millis),
                20,
                "ms",
                "processor time, median of " + ROUNDS + ", worst " + Math.round(Figures.worst(millis)) + " ms");
    }

    private static History longCall(ConsultationId id) {
        List<Entry> entries = new ArrayList<>();
        Instant at = Instant.parse("2026-03-02T09:00:00Z");
        for (Event event : PaidCalls.begun(id, at)) {
            entries.add(new Entry(entries.size() + 1, at, event, Chain.ORIGIN));
        }
        for (int moment = 0; entries.size() < EVENTS - 1; moment++) {
            at = at.plusSeconds(1);
            for (Event event : PaidCalls.moment(id, moment, at)) {
                at = at.plusMillis(200);
                entries.add(new Entry(entries.size() + 1, at, event, Chain.ORIGIN));
            }
        }
        entries.add(new Entry(
                entries.size() + 1, at, new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null), Chain.ORIGIN));
        return new History(id, entries);
    }

    @Test
    void howLongAThousandSettlementsTake(@TempDir Path folder) throws IOException, InterruptedException {
        SlowService service = new SlowService(LATENCY);
        ProviderRegistry registry = new ProviderRegistry(provider -> true);
        registry.bind(service);
        ExecutorService threads = Executors.newCachedThreadPool();
        ProviderCalls calls = new ProviderCalls(registry, threads, Duration.ofSeconds(20));
        Semaphore receipts = new Semaphore(0);
        Set<ConsultationId> numbered = ConcurrentHashMap.newKeySet();
        try (LocalDatabase database = LocalDatabase.start(Files.createDirectories(folder.resolve("postgres")))) {
            JournalSchema schema = new JournalSchema(database);
            try (MonotonicTimeline timeline =
                            new MonotonicTimeline(schema, "bench", Clock.systemUTC(), System::nanoTime);
                    StandaloneJournal node = new StandaloneJournal(schema, folder.resolve("keys"), timeline)) {
                node.add(new MeterWatch(node.journal()));
                node.add(new SettlementReaction(node.journal(), calls, new Pace()));
                node.add(new Settled(history -> {
                    if (numbered.add(history.id())) {
                        receipts.release();
                    }
                }));
                settle(live(node, WARM_UP_CALLS), node.journal(), receipts);
                List<History> live = live(node, CALLS);
                double before = processorSeconds();
                double seconds = settle(live, node.journal(), receipts);
                assertThat(service.captures()).isEqualTo(WARM_UP_CALLS + CALLS);
                Figures.atMost(
                        "Settling " + CALLS + " consultations",
                        seconds,
                        15,
                        "s",
                        "from the first red button to the last receipt, service answers after " + LATENCY.toMillis()
                                + " ms");
                Figures.plain(
                        "Processor time of that",
                        processorSeconds() - before,
                        "s",
                        "without PostgreSQL's; with two cores to itself half of it is the least");
            }
        } finally {
            threads.shutdown();
        }
    }

    private static List<History> live(StandaloneJournal node, int count) {
        List<History> live = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ConsultationId id = ConsultationId.random();
            live.add(appended(
                    node.journal(), id, 0, PaidCalls.begun(id, node.timeline().now())));
        }
        // What did not last a second costs nothing, and there would be nothing to capture.
        LockSupport.parkNanos(LEAST_CALL.toNanos());
        return live;
    }

    /** @return seconds */
    private static double settle(List<History> live, Journal journal, Semaphore receipts) throws InterruptedException {
        long started = System.nanoTime();
        for (History history : live) {
            appended(
                    journal,
                    history.id(),
                    history.length(),
                    List.of(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null)));
        }
        if (!receipts.tryAcquire(live.size(), BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
            fail("Only " + receipts.availablePermits() + " of " + live.size() + " were settled within " + BOUND);
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private static double processorSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    /** As the summary's mail does, it waits for the receipt. */
    private record Settled(Consumer<History> hears) implements Reaction {

        @Override
        public String name() {
            return "bench.settled";
        }

        @Override
        public Optional<Instant> react(History history, Instant now) {
            if (history.has(ReceiptIssued.class)) {
                hears.accept(history);
            }
            return Optional.empty();
        }
    }

    private static History appended(Journal journal, ConsultationId id, int length, List<Event> events) {
        return ((Append.Done) journal.append(id, length, events)).history();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void howManyMoneyEntriesASecondAreWritten(int writers, @TempDir Path folder)
            throws IOException, InterruptedException, ExecutionException {
        try (LocalDatabase database = LocalDatabase.start(Files.createDirectories(folder.resolve("postgres")))) {
            JournalSchema schema = new JournalSchema(database);
            try (MonotonicTimeline timeline =
                            new MonotonicTimeline(schema, "bench", Clock.systemUTC(), System::nanoTime);
                    StandaloneJournal node = new StandaloneJournal(schema, folder.resolve("keys"), timeline)) {
                compare(writers, node.journal());
            }
        }
    }

    private static void compare(int writers, Journal journal) throws InterruptedException, ExecutionException {
        Event plain = new MeterPaused();
        Event money = new CaptureRequested(
                "capture-" + ConsultationId.random(),
                PaidCalls.PROVIDER,
                "pay-1",
                new Money(4_200, Currency.getInstance("EUR")));
        for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
            perSecond(writers, () -> appends(journal, plain));
            perSecond(writers, () -> appends(journal, money));
            perSecond(writers, () -> receipts(journal));
        }
        double[] entries = new double[TURNS];
        double[] ratios = new double[TURNS];
        double[] receipts = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            double others = perSecond(writers, () -> appends(journal, plain));
            entries[turn] = perSecond(writers, () -> appends(journal, money));
            ratios[turn] = 100 * entries[turn] / others;
            receipts[turn] = perSecond(writers, () -> receipts(journal));
        }
        String who = writers == 1 ? "1 thread" : writers + " threads";
        String how = "median of " + TURNS + " turns";
        Figures.plain("Money entries, " + who, Figures.median(entries), "/s", how);
        Figures.atLeast("Money entries beside other appends, " + who, Figures.median(ratios), 90, "%", how);
        Figures.plain("Receipts numbered for one seller, " + who, Figures.median(receipts), "/s", how);
    }

    private static double perSecond(int threads, Callable<Integer> work)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            int sum = 0;
            for (Future<Integer> count : pool.invokeAll(Collections.nCopies(threads, work))) {
                sum += count.get();
            }
            return sum * 1000.0 / TURN.toMillis();
        } finally {
            pool.shutdown();
        }
    }

    private static int appends(Journal journal, Event event) {
        ConsultationId id = ConsultationId.random();
        int length = 0;
        int count = 0;
        for (long end = System.nanoTime() + TURN.toNanos(); System.nanoTime() < end; count++) {
            if (length == ENTRIES_A_JOURNAL) {
                id = ConsultationId.random();
                length = 0;
            }
            length = appended(journal, id, length, List.of(event)).length();
        }
        return count;
    }

    private static int receipts(Journal journal) {
        int count = 0;
        for (long end = System.nanoTime() + TURN.toNanos(); System.nanoTime() < end; count++) {
            Append append = journal.appendNumbered(
                    ConsultationId.random(), 0, "receipt/" + PaidCalls.seller(), ReceiptIssued::new);
            assertThat(append).isInstanceOf(Append.Done.class);
        }
        return count;
    }
}
