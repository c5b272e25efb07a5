package org.connectme.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.Bill;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal.Append;
import org.connectme.core.journal.Timeline;
import org.connectme.database.embedded.LocalDatabase;
import org.connectme.journal.StandaloneJournal;
import org.connectme.metering.Metering;
import org.connectme.verify.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Evidence of what happened in simulated worlds. Their histories are written into the server's own journal, exported as
 * it does, and looked at by the stand-alone program, which knows nothing of either.
 */
class ExportedTest {

    private static final int SEEDS = 5_000;
    private static final int ONE_IN = 20;
    private static final int SEEDS_OF_LIES = 200;
    private static final int LIES = 10;

    @TempDir
    private static Path folder;

    private static LocalDatabase database;
    private static StandaloneJournal node;
    private static final Clock clock = new Clock();

    /** Stands where the world's clock stood. */
    private static final class Clock implements Timeline {

        private volatile Instant now = Instant.EPOCH;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Optional<Outage> lastOutage() {
            return Optional.empty();
        }
    }

    @BeforeAll
    static void start() {
        database = LocalDatabase.start(folder.resolve("postgres"));
        node = new StandaloneJournal(database, folder.resolve("keys"), clock);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        node.close();
        database.close();
    }

    @Test
    void theEvidenceOfOneSeedInTwentyVerifies() throws IOException {
        int verified = 0;
        for (long seed = ONE_IN; seed <= SEEDS; seed += ONE_IN) {
            for (History history : histories(seed)) {
                Looked looked = look(history.entries());
                assertThat(looked.status())
                        .as("seed %d: %s", seed, looked.text())
                        .isZero();
                verified++;
            }
        }
        assertThat(verified).isGreaterThan(SEEDS / ONE_IN);
    }

    /** Whoever runs the server can write what he likes, chained and signed; only the sums give him away. */
    @Test
    void aBillThatIsOneCentTooHighIsFound() throws IOException {
        everyLieIsFound(AmountDue.class, "gross amount", (entries, i) -> {
            Bill bill = ((AmountDue) entries.get(i).event()).bill();
            entries.set(i, as(entries.get(i), new AmountDue(dearer(bill))));
        });
    }

    @Test
    void aPauseThatIsLeftOutIsFound() throws IOException {
        everyLieIsFound(MeterPaused.class, "the bill in entry", (entries, i) -> entries.remove(i));
    }

    @Test
    void anAbsenceThatBeginsLaterIsFound() throws IOException {
        everyLieIsFound(ParticipantLost.class, "the bill in entry", (entries, i) -> {
            ParticipantLost lost = (ParticipantLost) entries.get(i).event();
            entries.set(
                    i,
                    as(
                            entries.get(i),
                            new ParticipantLost(lost.side(), lost.lastHeard().plusMillis(1))));
        });
    }

    @Test
    void aSecondCaptureIsFound() throws IOException {
        everyLieIsFound(Captured.class, "a second time", (entries, i) -> entries.add(i + 1, entries.get(i)));
    }

    private interface Lie {
        void tell(List<Entry> entries, int at);
    }

    /**
     * Tells it of the first such event of each history in which it changes what was billed or taken: a pause while
     * somebody was offline anyway costs nobody anything.
     */
    private static void everyLieIsFound(Class<? extends Event> about, String words, Lie lie) throws IOException {
        int told = 0;
        int found = 0;
        for (long seed = 1; seed <= SEEDS_OF_LIES && told < LIES; seed++) {
            for (History history : histories(seed)) {
                List<Entry> entries = new ArrayList<>(history.entries());
                int at = first(entries, about);
                if (at < 0 || !history.has(AmountDue.class)) {
                    continue;
                }
                lie.tell(entries, at);
                if (!costs(history, entries)) {
                    continue;
                }
                told++;
                Looked looked = look(entries);
                assertThat(looked.status())
                        .as("seed %d: %s", seed, looked.text())
                        .isEqualTo(1);
                assertThat(looked.text()).contains("NOT INTACT", words);
                found++;
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(LIES);
    }

    private static int first(List<Entry> entries, Class<? extends Event> kind) {
        for (int i = 0; i < entries.size(); i++) {
            if (kind.isInstance(entries.get(i).event())) {
                return i;
            }
        }
        return -1;
    }

    private static boolean costs(History truth, List<Entry> told) {
        History lie = new History(truth.id(), told);
        return !written(lie).equals(written(truth)) || !bill(lie).equals(bill(truth));
    }

    private static List<Event> written(History history) {
        return history.entries().stream()
                .map(Entry::event)
                .filter(event -> event instanceof AmountDue || event instanceof Captured)
                .toList();
    }

    private static Bill bill(History history) {
        return Metering.of(
                        history,
                        history.lastEntry(AmountDue.class).orElseThrow().at())
                .bill();
    }

    private static Entry as(Entry entry, Event event) {
        return new Entry(entry.seq(), entry.at(), event, entry.hash());
    }

    private static Bill dearer(Bill bill) {
        Money cent = new Money(1, bill.gross().currency());
        return new Bill(
                bill.ratingVersion(),
                bill.durationMillis(),
                bill.billableMillis(),
                bill.chargeableSeconds(),
                bill.net().plus(cent),
                bill.tax(),
                bill.gross().plus(cent),
                bill.pauses());
    }

    private static List<History> histories(long seed) {
        World world = new World(seed, Bug.NONE);
        world.play();
        List<History> histories = new ArrayList<>();
        world.meetings().forEach(meeting -> histories.add(world.history(meeting.id())));
        return histories;
    }

    /** @param status the program's exit status; 0 is intact, 1 is not */
    private record Looked(int status, String text) {}

    private static Looked look(List<Entry> entries) throws IOException {
        ConsultationId id = new ConsultationId(UUID.randomUUID());
        int length = 0;
        for (int from = 0, to = 1; from < entries.size(); from = to, to++) {
            while (to < entries.size()
                    && entries.get(to).at().equals(entries.get(from).at())) {
                to++;
            }
            clock.now = entries.get(from).at();
            List<Event> events =
                    entries.subList(from, to).stream().map(Entry::event).toList();
            length = ((Append.Done) node.journal().append(id, length, events))
                    .history()
                    .length();
        }
        Path file = folder.resolve("evidence.json");
        Files.writeString(file, node.evidence().export(id).orElseThrow());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = Main.run(List.of(file.toString()), text, text);
        return new Looked(status, out.toString(StandardCharsets.UTF_8));
    }
}
