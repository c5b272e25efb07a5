package org.connectme.journal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.connectme.core.journal.Timeline;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's time in whole milliseconds. The machine's clock is asked once in the life of the Java process: a version
 * of this bundle that takes over goes on from where the one before was, whatever was done to the clock meanwhile.
 *
 * <p>An outage is a gap of more than 2 s between this node's last sign of life, which it writes every second, and the
 * start. A replaced bundle is away for less and no outage. Thread-safe.
 */
@Component(service = Timeline.class, immediate = true, configurationPid = JournalConfig.PID)
public final class MonotonicTimeline implements Timeline, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(MonotonicTimeline.class);

    private static final Duration OUTAGE_BEYOND = Duration.ofSeconds(2);
    private static final Duration SIGN_EVERY = Duration.ofSeconds(1);
    private static final long STOP_SECONDS = 5;

    private final Jdbi jdbi;
    private final String node;
    private final LongSupplier nanoTime;
    private final ProcessClock clock;
    private final Optional<Outage> lastOutage;
    private final ScheduledExecutorService signs;

    private volatile boolean signFailed;
    private volatile boolean outageNoted;

    @Activate
    public MonotonicTimeline(@Reference JournalSchema schema, JournalConfig config) {
        this(schema, config.node(), ProcessClock.ofThisProcess(), System::nanoTime);
        clock.keepForThisProcess();
    }

    /** A timeline of its own that starts at the clock's time, as after a start of the process. */
    public MonotonicTimeline(JournalSchema schema, String node, Clock clock, LongSupplier nanoTime) {
        this(schema, node, new ProcessClock(clock.instant(), nanoTime.getAsLong()), nanoTime);
    }

    private MonotonicTimeline(JournalSchema schema, String node, ProcessClock clock, LongSupplier nanoTime) {
        this.jdbi = schema.jdbi();
        this.node = node;
        this.nanoTime = nanoTime;
        Past past = past();
        this.clock = past.newest() == null ? clock : clock.notBefore(past.newest(), nanoTime.getAsLong());
        this.lastOutage = past.outageUntil(now());
        lastOutage.ifPresent(outage -> logger.info("This node was away from {} to {}", outage.from(), outage.to()));
        signOfLife();
        lastOutage.ifPresent(outage -> rememberAwaySince(outage.from()));
        signs = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "journal-alive"));
        signs.scheduleWithFixedDelay(
                this::trySignOfLife, SIGN_EVERY.toMillis(), SIGN_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Instant now() {
        return clock.at(nanoTime.getAsLong()).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Optional<Outage> lastOutage() {
        return lastOutage;
    }

    @Override
    public void outageNoted(Outage outage) {
        if (lastOutage.filter(outage::equals).isPresent()) {
            rememberAwaySince(null);
            outageNoted = true;
        }
    }

    @Override
    public Optional<Outage> outageToNote() {
        return outageNoted ? Optional.empty() : lastOutage;
    }

    /** Leaves a last sign of life. */
    @Override
    @Deactivate
    public void close() throws InterruptedException {
        signs.execute(this::trySignOfLife);
        signs.shutdown();
        if (!signs.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            logger.warn("No last sign of life: the database did not answer within {} s", STOP_SECONDS);
            signs.shutdownNow();
        }
    }

    private void trySignOfLife() {
        try {
            signOfLife();
            signFailed = false;
        } catch (RuntimeException e) { // the executor would never call again
            if (!signFailed) {
                logger.warn("No sign of life could be written; it is tried again every second", e);
            }
            signFailed = true;
        }
    }

    private void signOfLife() {
        jdbi.useHandle(
                handle -> handle.createUpdate("INSERT INTO alive (node, at) VALUES (:node, :at) ON CONFLICT (node)"
                                + " DO UPDATE SET at = GREATEST(alive.at, excluded.at)")
                        .bind("node", node)
                        .bind("at", now())
                        .execute());
    }

    private void rememberAwaySince(@Nullable Instant since) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE alive SET away_since = :since WHERE node = :node")
                .bind("node", node)
                .bind("since", since)
                .execute());
    }

    private Past past() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT (SELECT at FROM alive WHERE node = :node) AS own,"
                        + " (SELECT away_since FROM alive WHERE node = :node) AS away_since,"
                        + " (SELECT max(at) FROM alive WHERE node <> :node) AS others,"
                        + " (SELECT max(last_at) FROM consultation) AS entry")
                .bind("node", node)
                .map((row, context) -> new Past(
                        instant(row.getTimestamp("own")),
                        instant(row.getTimestamp("away_since")),
                        instant(row.getTimestamp("others")),
                        instant(row.getTimestamp("entry"))))
                .one());
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /**
     * What the database knows of the time before this start.
     *
     * @param awaySince an outage that this node had not told every journal of when it died again
     */
    private record Past(
            @Nullable Instant own,
            @Nullable Instant awaySince,
            @Nullable Instant others,
            @Nullable Instant entry) {

        @Nullable
        Instant newest() {
            return later(own, later(others, entry));
        }

        /** The newest entry is this node's own sign of life only where there is no other node. */
        Optional<Outage> outageUntil(Instant start) {
            if (awaySince != null && awaySince.isBefore(start)) {
                return Optional.of(new Outage(awaySince, start));
            }
            Instant last = others == null ? later(own, entry) : own;
            if (own == null || last == null || !last.plus(OUTAGE_BEYOND).isBefore(start)) {
                return Optional.empty();
            }
            return Optional.of(new Outage(last, start));
        }

        private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            return a.isAfter(b) ? a : b;
        }
    }
}
