package org.connectme.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.journal.Eventually.until;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.connectme.broker.embedded.LocalBroker;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.ConsultationEvent.NoteLeft;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal.Append;
import org.connectme.core.journal.JournalListener;
import org.connectme.core.journal.Reaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with a real broker between them, and with a broken one. */
@ExtendWith(TestDatabase.class)
@Timeout(120)
class MessengerTest {

    private final ConsultationId id = ConsultationId.random();
    private final ManualTimeline timeline = new ManualTimeline();
    private final Heard here = new Heard();
    private final Heard there = new Heard();
    private final Done done = new Done();

    @TempDir
    private Path folder;

    private StandaloneJournal node;
    private StandaloneJournal other;

    @BeforeEach
    void start(JournalSchema schema) {
        node = new StandaloneJournal(schema, folder.resolve("keys"), timeline);
        other = new StandaloneJournal(schema, folder.resolve("keys"), timeline);
        node.add(here);
        other.add(there);
        node.add(done);
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        other.close();
    }

    @Test
    void withoutABrokerTheListenersHereAndTheReactionsAreToldAllTheSame() {
        append("one");

        until("told here", () -> here.lengths.contains(1));
        until("reacted", () -> done.lengths.contains(1));
        assertThat(there.lengths).isEmpty();
    }

    @Test
    void overTheBrokerEveryNodeIsToldOnce() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"))) {
            connectBoth(broker);
            int length = append("told to both");

            until("told there", () -> there.lengths.contains(length));
            assertThat(here.count(length)).isEqualTo(1);
            until("reacted", () -> done.lengths.contains(length));
        }
    }

    @Test
    void withTheBrokerLostNothingElseIs() throws Exception {
        LocalBroker broker = LocalBroker.start(folder.resolve("broker"));
        connectBoth(broker);
        broker.close();

        int length = append("to a broken connection");
        until("told here", () -> here.lengths.contains(length));
        until("reacted", () -> done.lengths.contains(length));

        try (LocalBroker next = LocalBroker.start(folder.resolve("broker"))) {
            connectBoth(next);
        }
    }

    @Test
    void aBrokerThatNeverAnswersHoldsUpNoAppend() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        node.messenger().use(new UnreachableBroker(asked, never));
        asked.await();

        int length = 0;
        for (int i = 0; i < 50; i++) {
            length = append("note " + i);
        }

        int last = length;
        until("told here", () -> here.lengths.contains(last));
        until("reacted", () -> done.lengths.contains(last));
        never.countDown();
    }

    @Test
    void strangeMessagesAreIgnored() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"))) {
            connectBoth(broker);
            try (JMSContext stranger = broker.connections().createContext()) {
                for (String text : List.of("", ":", "x:1", id + ":", id + ":-1", id + ":99999999999", "\u0000")) {
                    stranger.createProducer().send(stranger.createTopic(BrokerLink.APPENDED_TOPIC), text);
                    stranger.createProducer().send(stranger.createQueue(BrokerLink.WAKE_QUEUE), text);
                }
                stranger.createProducer().send(stranger.createTopic(BrokerLink.APPENDED_TOPIC), new byte[] {1});
            }

            int length = append("goes on");
            until("told there", () -> there.lengths.contains(length));
            assertThat(there.lengths).allMatch(each -> each > 0 && each <= length);
        }
    }

    /** Both are connected when the one hears of what the other appends. */
    private void connectBoth(LocalBroker broker) {
        node.messenger().use(broker.connections());
        other.messenger().use(broker.connections());
        there.lengths.clear();
        until("connected", () -> {
            append("knock");
            return !there.lengths.isEmpty();
        });
    }

    private int append(String text) {
        int length = node.journal().read(id).length();
        Append append = node.journal().append(id, length, List.of(new NoteLeft(text)));
        assertThat(append).isInstanceOf(Append.Done.class);
        return length + 1;
    }

    private static final class Heard implements JournalListener {

        private final List<Integer> lengths = new CopyOnWriteArrayList<>();

        @Override
        public void appended(ConsultationId id, int length) {
            lengths.add(length);
        }

        long count(int length) {
            return lengths.stream().filter(each -> each == length).count();
        }
    }

    private static final class Done implements Reaction {

        private final Set<Integer> lengths = ConcurrentHashMap.newKeySet();

        @Override
        public String name() {
            return "done";
        }

        @Override
        public Optional<Instant> react(History history, Instant now) {
            lengths.add(history.length());
            return Optional.empty();
        }
    }

    private record UnreachableBroker(CountDownLatch asked, CountDownLatch never) implements ConnectionFactory {

        @Override
        public Connection createConnection() throws JMSException {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new JMSException("no broker");
        }

        @Override
        public Connection createConnection(String user, String password) throws JMSException {
            return createConnection();
        }

        @Override
        public JMSContext createContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public JMSContext createContext(String user, String password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public JMSContext createContext(String user, String password, int mode) {
            throw new UnsupportedOperationException();
        }

        @Override
        public JMSContext createContext(int mode) {
            throw new UnsupportedOperationException();
        }
    }
}
