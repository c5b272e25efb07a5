package org.connectme.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Journal.Append;
import org.connectme.database.embedded.LocalDatabase;

/**
 * Appends per second beside bare single-row inserts into the same server by the same number of threads, in short turns,
 * so that both meet the same machine; the median turn counts. Runs by hand: {@code JournalBenchmark <folder>}.
 */
final class JournalBenchmark {

    private static final int TURNS = 25;
    private static final Duration TURN = Duration.ofMillis(400);
    private static final int ENTRIES_A_JOURNAL = 100;

    private JournalBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        try (LocalDatabase database = LocalDatabase.start(folder.resolve("postgres"))) {
            JournalSchema schema = new JournalSchema(database);
            schema.jdbi()
                    .useHandle(handle ->
                            handle.execute("CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, json text)"));
            try (MonotonicTimeline timeline =
                            new MonotonicTimeline(schema, "bench", Clock.systemUTC(), System::nanoTime);
                    StandaloneJournal node = new StandaloneJournal(schema, folder.resolve("keys"), timeline)) {
                for (int threads : List.of(1, 8)) {
                    double[] bare = new double[TURNS];
                    double[] appends = new double[TURNS];
                    double[] ratios = new double[TURNS];
                    for (int turn = 0; turn < TURNS; turn++) {
                        bare[turn] = perSecond(threads, () -> bareInserts(schema));
                        appends[turn] = perSecond(threads, () -> appends(node.journal()));
                        ratios[turn] = appends[turn] / bare[turn];
                    }
                    System.out.printf(
                            "%d threads: bare %.0f/s, appends %.0f/s, %.0f %%%n",
                            threads, median(bare), median(appends), 100 * median(ratios));
                }
            }
        }
    }

    private static double median(double[] values) {
        return DoubleStream.of(values)
                .sorted()
                .skip(values.length / 2)
                .findFirst()
                .orElseThrow();
    }

    private static double perSecond(int threads, Callable<Integer> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Integer>> counts =
                pool.invokeAll(Stream.generate(() -> work).limit(threads).toList());
        int sum = 0;
        for (Future<Integer> count : counts) {
            sum += count.get();
        }
        pool.shutdown();
        return sum * 1000.0 / TURN.toMillis();
    }

    private static int bareInserts(JournalSchema schema) throws SQLException {
        return schema.jdbi().withHandle(handle -> {
            Connection connection = handle.getConnection();
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bare (json) VALUES (?)")) {
                int count = 0;
                for (long end = System.nanoTime() + TURN.toNanos(); System.nanoTime() < end; count++) {
                    insert.setString(1, "{\"side\":\"CUSTOMER\"}");
                    insert.executeUpdate();
                }
                return count;
            }
        });
    }

    private static int appends(Journal journal) {
        ConsultationId id = ConsultationId.random();
        int length = 0;
        int count = 0;
        for (long end = System.nanoTime() + TURN.toNanos(); System.nanoTime() < end; count++) {
            if (length == ENTRIES_A_JOURNAL) {
                id = ConsultationId.random();
                length = 0;
            }
            Append append = journal.append(id, length, List.of(new MeterPaused()));
            length = ((Append.Done) append).history().length();
        }
        return count;
    }
}
