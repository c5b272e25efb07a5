package org.connectme.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.command.CommandRunner;
import org.connectme.core.command.Commands;
import org.connectme.core.event.ConsentEvent.ConsentGiven;
import org.connectme.core.event.ConsentEvent.ConsentRequested;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.Event;
import org.connectme.core.event.PresenceEvent.CallEntered;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.RecordingEvent.How;
import org.connectme.core.journal.History;
import org.connectme.core.journal.MemoryJournal;
import org.connectme.core.journal.Story;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Wakes;
import org.connectme.core.recording.Answer;
import org.connectme.core.recording.Recordings;
import org.connectme.core.recording.Recordings.Progress;
import org.connectme.core.recording.Recordings.Take;
import org.connectme.core.recording.Recordings.Video;
import org.connectme.database.embedded.LocalDatabase;
import org.connectme.recording.files.FileRecordingStore;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.RecordingStore;

/**
 * The bundle's own parts on a real database and a real store, with a clock that only the test moves. Made anew on the same
 * folder it is the bundle after a replacement.
 */
final class World {

    static final String CONSENT = "consent-1";
    static final int PART = 100_000;

    final ConsultantId consultant = ConsultantId.random();
    final ConsultationId id = ConsultationId.random();
    final List<String> woken = new ArrayList<>();
    final Rows rows;
    Stores stores;
    Recordings recordings;

    private Instant now = Story.START;
    private final MemoryJournal journal = new MemoryJournal(() -> now);
    private final Commands commands =
            new CommandRunner(journal, () -> now, command -> Optional.of(new RecordingDecider()));
    private final Path folder;

    World(LocalDatabase database, Path folder) {
        this.rows = new Rows(database);
        this.folder = folder;
        replace(store(0));
        append(new ConsultationScheduled(
                consultant,
                "Ada Advisor",
                "Hello",
                "Carl Customer",
                "carl@example.org",
                "Taxes",
                Story.START,
                60,
                "Europe/Berlin",
                "en",
                Story.START.plus(Duration.ofDays(1)),
                Story.offer(Story.FREE)));
        for (Side side : Side.values()) {
            append(new ParticipantJoined(side), new CallEntered(side));
        }
        consent(CONSENT, Duration.ofMinutes(60));
    }

    /** @param reserve bytes that it leaves free */
    RecordingStore store(long reserve) {
        return FileRecordingStore.in(folder.resolve("files"), folder.resolve("keys"), reserve, Clock.systemUTC());
    }

    /** One that answers the first calls of a method with something else than it did, and does nothing then. */
    static RecordingStore stumbling(RecordingStore store, String method, int calls, Outcome<?> answer) {
        AtomicInteger left = new AtomicInteger(calls);
        return (RecordingStore) Proxy.newProxyInstance(
                World.class.getClassLoader(),
                new Class<?>[] {RecordingStore.class},
                (proxy, called, arguments) -> called.getName().equals(method) && left.getAndDecrement() > 0
                        ? answer
                        : called.invoke(store, arguments));
    }

    /** As if bundle and store had been replaced. */
    void replace(RecordingStore store) {
        stores = Stores.of(store);
        recordings =
                new RecordingService(commands, journal, timeline(), wakes(), rows, stores, new Figures(), new Config());
    }

    Reactions reactions() {
        return new Reactions(new SealingReaction(rows, stores, commands), new KeepingReaction(rows, stores, commands));
    }

    record Reactions(SealingReaction sealing, KeepingReaction keeping) {}

    void consent(String request, Duration lasts) {
        append(
                new ConsentRequested(request, Scope.RECORDING, "To read it again", 60),
                new ConsentGiven(request, Scope.RECORDING, now.plus(lasts)));
    }

    void append(Event... events) {
        journal.append(id, history().length(), List.of(events));
    }

    History history() {
        return journal.read(id);
    }

    List<String> types() {
        return history().entries().stream()
                .map(entry -> entry.event().type())
                .filter(type -> type.startsWith("Recording"))
                .toList();
    }

    World pass(long millis) {
        now = now.plusMillis(millis);
        return this;
    }

    Instant now() {
        return now;
    }

    UUID begin() {
        UUID recording = UUID.randomUUID();
        Take take = given(recordings.start(id, consultant, CONSENT, recording));
        assertThat(take.startedAt()).isEqualTo(now);
        return recording;
    }

    /** Sends a stream as a page does: in parts, from where the server is. */
    Progress send(UUID recording, int take, byte[] stream) {
        return send(recording, take, stream, stream.length);
    }

    Progress send(UUID recording, int take, byte[] stream, int length) {
        Progress progress = given(recordings.part(consultant, recording, take, 0, part(stream, 0, length)));
        while (progress.received() < length) {
            long before = progress.received();
            progress = given(recordings.part(consultant, recording, take, before, part(stream, (int) before, length)));
            if (progress.received() == before) {
                return progress;
            }
        }
        return progress;
    }

    static byte[] part(byte[] stream, int from, int length) {
        return Arrays.copyOfRange(stream, from, Math.min(length, from + PART));
    }

    byte[] video(UUID recording) {
        try {
            Video video = given(recordings.open(consultant, recording, How.PLAYED));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            video.write(0, video.bytes(), out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static <T> T given(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Given.class);
        return ((Answer.Given<T>) answer).value();
    }

    static String code(Answer<?> answer) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused<?>) answer).refusal().code();
    }

    private Timeline timeline() {
        return new Timeline() {
            @Override
            public Instant now() {
                return now;
            }

            @Override
            public Optional<Outage> lastOutage() {
                return Optional.empty();
            }
        };
    }

    private Wakes wakes() {
        return new Wakes() {
            @Override
            public void wake(ConsultationId consultation, String reaction) {
                woken.add(reaction);
            }

            @Override
            public List<ConsultationId> waiting(String reaction) {
                return List.of();
            }
        };
    }

    /** The defaults, with little room. */
    private static final class Config implements RecordingConfig {

        @Override
        public String store() {
            return "files";
        }

        @Override
        public int largest_gibibytes() {
            return 1;
        }

        @Override
        public int allowance_gibibytes() {
            return 2;
        }

        @Override
        public int deadline_seconds() {
            return 5;
        }

        @Override
        public int threads() {
            return 8;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return RecordingConfig.class;
        }
    }
}
