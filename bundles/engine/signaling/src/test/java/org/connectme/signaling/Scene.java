package org.connectme.signaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Offer;
import org.connectme.core.Seller;
import org.connectme.core.Side;
import org.connectme.core.account.Authenticator;
import org.connectme.core.command.Actor;
import org.connectme.core.command.CommandRunner;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.MemoryJournal;
import org.connectme.core.journal.Projection;
import org.connectme.core.journal.Story;
import org.connectme.core.journal.Timeline;

/** Signaling with journals in memory and recorded sockets, and one consultation scheduled. Time is the test's. */
final class Scene implements AutoCloseable {

    final ConsultantId consultant = ConsultantId.random();
    final ConsultationId id = ConsultationId.random();
    final String customerSeat = seat(Side.CUSTOMER);
    final String consultantSeat = seat(Side.CONSULTANT);
    final String lobby = "lobby/" + consultant;
    final Authenticators authenticators = new Authenticators();
    final Projections projections = new Projections();
    final SocketsSlot slot = new SocketsSlot();
    RecordedSockets sockets;
    Optional<Timeline.Outage> lastOutage = Optional.empty();
    private volatile Instant now = Story.START;
    /** The sockets' clock runs an hour ahead, so that a mix-up shows. */
    private final Duration ahead = Duration.ofHours(1);

    private final List<ConsultationId> open = new ArrayList<>();
    /** What pages confirmed: consultation, side, length and head. */
    final List<String> seen = new ArrayList<>();

    private final Telling journal = new Telling();
    private Signaling signaling;
    private volatile boolean deciderIsAway;

    Scene() {
        sockets = new RecordedSockets(this::socketTime);
        projections.addProjection(new LengthPart());
        schedule(id);
    }

    ConsultationId schedule(ConsultationId another) {
        open.add(another);
        add(
                another,
                new ConsultationScheduled(
                        consultant,
                        "Ada",
                        "",
                        "Carl",
                        "carl@example.org",
                        "",
                        now,
                        60,
                        "UTC",
                        "en",
                        now.plusSeconds(3600),
                        new Offer(Story.EURO_A_MINUTE, new Seller("Ada", "", ""), "en", "", "", "")));
        return another;
    }

    /** A new object, as after the bundle was replaced. */
    Signaling start() {
        if (signaling != null) {
            signaling.stop();
        }
        Timeline timeline = new Timeline() {
            @Override
            public Instant now() {
                return now;
            }

            @Override
            public Optional<Outage> lastOutage() {
                return lastOutage;
            }
        };
        Catalog catalog = new Catalog() {
            @Override
            public Set<ConsultationId> having(Set<String> kinds, Instant from, Instant to) {
                return Set.of();
            }

            @Override
            public List<ConsultationId> of(ConsultantId owner, Instant from, Instant to) {
                return List.copyOf(open);
            }

            @Override
            public List<ConsultationId> open() {
                return List.copyOf(open);
            }
        };
        Evidence evidence = new Evidence() {
            @Override
            public Finding verify(ConsultationId id) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void erase(ConsultationId id) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<String> export(ConsultationId id) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void received(ConsultationId id, Side side, int length, String head) {
                seen.add(id + " " + side + " " + length + " " + head);
            }

            @Override
            public List<SigningKey> signingKeys() {
                throw new UnsupportedOperationException();
            }
        };
        PlainPresence decider = new PlainPresence();
        signaling = new Signaling(
                journal,
                catalog,
                new CommandRunner(
                        journal, () -> now, command -> deciderIsAway ? Optional.empty() : Optional.of(decider)),
                timeline,
                new JsonViews(journal, timeline, projections),
                evidence,
                authenticators,
                slot);
        return signaling;
    }

    void bringSockets() {
        slot.addSockets(sockets);
    }

    void connect(String seat, boolean resumed) {
        sockets.connected.put(seat, socketTime());
        signaling.connected(seat, resumed);
    }

    /** As while its bundle is being replaced. */
    void takeDecider(boolean away) {
        deciderIsAway = away;
    }

    void disconnect(String seat, Instant lastHeard) {
        sockets.connected.remove(seat);
        signaling.disconnected(seat, lastHeard.plus(ahead));
    }

    void elapse(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    Instant socketTime() {
        return now.plus(ahead);
    }

    History history() {
        return journal.read(id);
    }

    Consultation consultation() {
        return Consultation.of(history());
    }

    void add(ConsultationId to, Event event) {
        journal.append(to, journal.read(to).length(), List.of(event));
    }

    void knows(Authenticator.Kind kind, String secret, Actor actor) {
        authenticators.addAuthenticator(new Authenticator() {
            @Override
            public Kind kind() {
                return kind;
            }

            @Override
            public Optional<Actor> authenticate(String given) {
                return given.equals(secret) ? Optional.of(actor) : Optional.empty();
            }
        });
    }

    private String seat(Side side) {
        return "consultation/" + id + "/" + side;
    }

    @Override
    public void close() {
        signaling.stop();
    }

    /** A projection that shows enough to tell views apart. */
    private static final class LengthPart implements Projection {
        @Override
        public String name() {
            return "presence";
        }

        @Override
        public Record project(History history, Side viewer, Instant now) {
            return new Part(Consultation.of(history).presence().size());
        }
    }

    private record Part(int joined) {}

    /** Journals in memory that tell their listener. */
    private final class Telling implements Journal {

        private final MemoryJournal memory = new MemoryJournal(() -> now);

        @Override
        public History read(ConsultationId of) {
            return memory.read(of);
        }

        @Override
        public Append append(ConsultationId to, int expectedLength, List<Event> events) {
            return tell(memory.append(to, expectedLength, events));
        }

        @Override
        public Append appendNumbered(
                ConsultationId to, int expectedLength, String sequence, LongFunction<Event> event) {
            return tell(memory.appendNumbered(to, expectedLength, sequence, event));
        }

        private Append tell(Append append) {
            if (append instanceof Append.Done done && signaling != null) {
                signaling.appended(done.history().id(), done.history().length());
            }
            return append;
        }
    }
}
