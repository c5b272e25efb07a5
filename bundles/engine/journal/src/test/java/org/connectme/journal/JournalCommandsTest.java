package org.connectme.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.journal.Eventually.until;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.connectme.core.ConsultationId;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsultationCommand.LeaveNote;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.PresenceCommand.NoteOutage;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsultationEvent.NoteLeft;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

@ExtendWith(TestDatabase.class)
@Timeout(60)
class JournalCommandsTest {

    private final ConsultationId id = ConsultationId.random();
    private final Actor customer = new Actor.Customer(id);
    private final ManualTimeline timeline = new ManualTimeline();
    private StandaloneJournal node;

    @BeforeEach
    void start(JournalSchema schema, @TempDir Path keys) {
        node = new StandaloneJournal(schema, keys, timeline);
        node.journal().append(id, 0, List.of(Samples.scheduled()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        node.close();
    }

    @Test
    void aCommandIsDecidedAndAppended() {
        node.add(new Notes("v1"));

        Outcome outcome = node.commands().send(id, customer, new LeaveNote("hello"));

        assertThat(outcome).isEqualTo(new Outcome.Accepted(node.journal().read(id)));
        assertThat(node.journal().read(id).last(NoteLeft.class)).contains(new NoteLeft("hello v1"));
    }

    @Test
    void aCommandWaitsForItsDeciderThatIsBeingReplaced() throws Exception {
        AtomicReference<Thread> sender = new AtomicReference<>();
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> {
            sender.set(Thread.currentThread());
            return node.commands().send(id, customer, new LeaveNote("hello"));
        });
        until("it waits", () -> sender.get() != null && sender.get().getState() == Thread.State.TIMED_WAITING);

        node.add(new Notes("v2"));

        assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Accepted.class);
        assertThat(node.journal().read(id).last(NoteLeft.class)).contains(new NoteLeft("hello v2"));
    }

    @Test
    void aDeciderThatDoesNotComeBackIsARefusalAndNoError() {
        Outcome outcome = node.commands().send(id, customer, new LeaveNote("hello"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
        });
        assertThat(node.journal().read(id).length()).isEqualTo(1);
    }

    @Test
    void duringAnUpdateTheNewOneDecidesWhicheverComesAndGoesFirst() {
        Notes old = new Notes("old");
        Notes fresh = new Notes("fresh");
        node.add(old);
        node.add(fresh);
        node.remove(old);

        node.commands().send(id, customer, new LeaveNote("hello"));

        assertThat(node.journal().read(id).last(NoteLeft.class)).contains(new NoteLeft("hello fresh"));
    }

    @Test
    void theNewerBundleCountsEvenIfItCameFirst() {
        Newest<String, String> newest = new Newest<>();
        newest.add(Set.of("key"), "1.1", new Version("1.1.0"));
        newest.add(Set.of("key"), "1.0", new Version("1.0.0"));

        assertThat(newest.get("key")).contains("1.1");
        newest.remove("1.1");
        assertThat(newest.get("key")).contains("1.0");
    }

    @Test
    void anOutageIsNotedBeforeAParticipantCanEndTheMeteredCall() {
        node.journal().append(id, 1, List.of(new MeterStarted()));
        timeline.advance(Duration.ofMinutes(5));
        timeline.awayUntilNow(Duration.ofMinutes(2));
        node.add(new Notes("v1"));

        Outcome tooSoon = node.commands().send(id, customer, new LeaveNote("too soon"));
        node.add(new Outages());
        Outcome done = node.commands().send(id, customer, new LeaveNote("hello"));

        assertThat(tooSoon).isInstanceOf(Outcome.Refused.class);
        assertThat(done).isInstanceOf(Outcome.Accepted.class);
        ServerOutage outage = new ServerOutage(timeline.now().minus(Duration.ofMinutes(2)), timeline.now());
        assertThat(node.journal().read(id).entries().stream().map(Entry::event).skip(2))
                .containsExactly(outage, new NoteLeft("hello v1"));
    }

    private record Outages() implements Decider {

        @Override
        public Set<Class<? extends Command>> commands() {
            return Set.of(NoteOutage.class);
        }

        @Override
        public Decision decide(History history, Actor actor, Command command, Instant now) {
            NoteOutage note = (NoteOutage) command;
            return Decision.accept(new ServerOutage(note.from(), note.to()));
        }
    }

    private record Notes(String version) implements Decider {

        @Override
        public Set<Class<? extends Command>> commands() {
            return Set.of(LeaveNote.class);
        }

        @Override
        public Decision decide(History history, Actor actor, Command command, Instant now) {
            return Decision.accept(new NoteLeft(((LeaveNote) command).text() + " " + version));
        }
    }
}
