package org.connectme.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.journal.Eventually.until;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.connectme.core.ConsultationId;
import org.connectme.core.journal.Timeline.Outage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestDatabase.class)
class MonotonicTimelineTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final AtomicLong nanos = new AtomicLong(-7);
    private JournalSchema schema;

    @BeforeEach
    void open(JournalSchema schema) {
        this.schema = schema;
    }

    @Test
    void timeGoesOnWithTheMonotonicClockInWholeMilliseconds() throws Exception {
        try (MonotonicTimeline timeline = startedAt(START)) {
            nanos.addAndGet(1_500_999_999L);

            assertThat(timeline.now()).isEqualTo(START.plusMillis(1_500));
        }
    }

    @Test
    void theFirstStartEndsNoOutage() throws Exception {
        try (MonotonicTimeline timeline = startedAt(START)) {
            assertThat(timeline.lastOutage()).isEmpty();
        }
    }

    @Test
    void anOutageIsFromTheLastSignOfLifeToTheStart() throws Exception {
        startedAt(START).close();

        try (MonotonicTimeline timeline = startedAt(START.plusSeconds(30))) {
            assertThat(timeline.lastOutage()).contains(new Outage(START, START.plusSeconds(30)));
        }
    }

    /** Otherwise a server that dies twice in a row would bill the first outage. */
    @Test
    void anOutageIsRememberedUntilEveryJournalKnowsOfIt() throws Exception {
        startedAt(START).close();
        startedAt(START.plusSeconds(30)).close();

        try (MonotonicTimeline again = startedAt(START.plusSeconds(60))) {
            assertThat(again.lastOutage()).contains(new Outage(START, START.plusSeconds(60)));
            assertThat(again.outageToNote()).isEqualTo(again.lastOutage());
            again.outageNoted(again.lastOutage().orElseThrow());
            assertThat(again.outageToNote()).isEmpty();
        }
        try (MonotonicTimeline after = startedAt(START.plusSeconds(90))) {
            assertThat(after.lastOutage()).contains(new Outage(START.plusSeconds(60), START.plusSeconds(90)));
        }
    }

    @Test
    void aGapOfTwoSecondsIsNone() throws Exception {
        startedAt(START).close();

        try (MonotonicTimeline timeline = startedAt(START.plusSeconds(2))) {
            assertThat(timeline.lastOutage()).isEmpty();
        }
    }

    @Test
    void aClockThatWasSetBackMakesNoEntryEarlierThanAnother(@TempDir Path keys) throws Exception {
        startedAt(START).close();
        ManualTimeline later = new ManualTimeline();
        later.advance(Duration.ofMinutes(5));
        try (HeadSigner signer = new HeadSigner(schema, later, keys, "node-1")) {
            new PostgresJournal(schema, later, new FileVault(schema, keys), (id, length) -> {}, signer, 1)
                    .append(ConsultationId.random(), 0, List.of(Samples.note("newest")));
        }

        try (MonotonicTimeline timeline = startedAt(START.minusSeconds(3600))) {
            assertThat(timeline.now()).isEqualTo(START.plus(Duration.ofMinutes(5)));
            assertThat(timeline.lastOutage()).isEmpty();
        }
    }

    @Test
    void aNodesOutageIsItsOwnWhileAnotherLives() throws Exception {
        startedAt(START).close();
        new MonotonicTimeline(schema, "other", Clock.fixed(START.plusSeconds(59), ZoneOffset.UTC), nanos::get).close();

        try (MonotonicTimeline timeline = startedAt(START.plusSeconds(60))) {
            assertThat(timeline.lastOutage()).contains(new Outage(START, START.plusSeconds(60)));
        }
    }

    @Test
    void aSignOfLifeIsWrittenAgainAndAgain() throws Exception {
        try (MonotonicTimeline timeline = startedAt(START)) {
            nanos.addAndGet(5_000_000_000L);
            until("a second sign", () -> START.plusSeconds(5).equals(lastSign()));
            nanos.addAndGet(7_000_000_000L);
        }

        assertThat(lastSign()).isEqualTo(START.plusSeconds(12));
    }

    @Test
    void aReplacedBundleGoesOnWithTheSameClock() {
        ProcessClock before = new ProcessClock(START, 1_000);

        before.keepForThisProcess();

        assertThat(ProcessClock.ofThisProcess()).isEqualTo(before);
        assertThat(before.at(2_000_001_000L)).isEqualTo(START.plusSeconds(2));
        System.clearProperty("org.connectme.journal.clock");
    }

    private MonotonicTimeline startedAt(Instant time) {
        return new MonotonicTimeline(schema, "node-1", Clock.fixed(time, ZoneOffset.UTC), nanos::get);
    }

    private Instant lastSign() {
        return schema.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT at FROM alive WHERE node = 'node-1'")
                        .mapTo(Instant.class)
                        .one());
    }
}
