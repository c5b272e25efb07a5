package org.connectme.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Journal.Append;
import org.connectme.database.embedded.LocalDatabase;
import org.connectme.journal.JournalSchema;
import org.connectme.journal.MonotonicTimeline;
import org.connectme.journal.StandaloneJournal;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Appends per second beside bare single-row inserts into the same database by the same number of threads, in short
 * turns, so that both meet the same machine.
 */
@Tag("bench")
class AppendsIT {

    private static final int WARM_UP_TURNS = 5;
    private static final int TURNS = 25;
    private static final Duration TURN = Duration.ofMillis(400);
    private static final int ENTRIES_A_JOURNAL = 100;

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void howManyAppendsASecondAreDone(int threads, @TempDir Path folder)
            throws IOException, InterruptedException, ExecutionException {
        try (LocalDatabase database = LocalDatabase.start(Files.createDirectories(folder.resolve("postgres")))) {
            JournalSchema schema = new JournalSchema(database);
            Jdbi jdbi = database.open("journal", JournalSchema.class);
            jdbi.useHandle(handle -> handle.execute("CREATE TABLE bare (id bigserial PRIMARY KEY, json text)"));
            try (MonotonicTimeline timeline =
                            new MonotonicTimeline(schema, "bench", Clock.systemUTC(), System::nanoTime);
                    StandaloneJournal node = new StandaloneJournal(schema, folder.resolve("keys"), timeline)) {
                compare(threads, jdbi, node.journal());
            }
        }
    }

    private static void compare(int threads, Jdbi jdbi, Journal journal)
            throws InterruptedException, ExecutionException {
        for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
            perSecond(threads, () -> bareInserts(jdbi));
            perSecond(threads, () -> appends(journal));
        }
        double[] bare = new double[TURNS];
        double[] appends = new double[TURNS];
        double[] ratios = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            bare[turn] = perSecond(threads, () -> bareInserts(jdbi));
            appends[turn] = perSecond(threads, () -> appends(journal));
            ratios[turn] = 100 * appends[turn] / bare[turn];
        }
        String who = threads == 1 ? "1 thread" : threads + " threads";
        String how = "median of " + TURNS + " turns";
        Figures.plain("Bare inserts, " + who, Figures.median(bare), "/s", how);
        Figures.plain("Appends, " + who, Figures.median(appends), "/s", how);
        Figures.atLeast("Appends beside bare inserts, " + who, Figures.median(ratios), 50, "%", how);
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

    private static int bareInserts(Jdbi jdbi) throws SQLException {
        return jdbi.withHandle(handle -> {
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
