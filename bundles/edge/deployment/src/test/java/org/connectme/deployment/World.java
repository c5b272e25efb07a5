package org.connectme.deployment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Story;
import org.connectme.wire.socket.Sockets;

/** Consultations in memory, and the pages that are connected. Entries can get lost and changed here. */
final class World implements Journal, Catalog, Evidence {

    private final Map<ConsultationId, Story> stories = new ConcurrentHashMap<>();
    private final Map<ConsultationId, History> damaged = new ConcurrentHashMap<>();

    Story add(Story story) {
        stories.put(story.id(), story);
        return story;
    }

    void loseTheNewest(Story story) {
        History whole = story.history();
        damaged.put(story.id(), new History(story.id(), whole.entries().subList(0, whole.length() - 1)));
    }

    void changeTheNewest(Story story, Event event) {
        List<Entry> entries = new ArrayList<>(story.history().entries());
        Entry newest = entries.remove(entries.size() - 1);
        entries.add(new Entry(newest.seq(), newest.at(), event, newest.hash()));
        damaged.put(story.id(), new History(story.id(), entries));
    }

    @Override
    public List<ConsultationId> open() {
        return List.copyOf(stories.keySet());
    }

    @Override
    public History read(ConsultationId id) {
        return damaged.getOrDefault(id, stories.get(id).history());
    }

    @Override
    public Finding verify(ConsultationId id) {
        String head = Chain.ORIGIN;
        for (Entry entry : read(id).entries()) {
            head = Chain.next(
                    head,
                    id,
                    entry.seq(),
                    entry.at(),
                    entry.event().type(),
                    entry.event().toString());
            if (!head.equals(entry.hash())) {
                return new Finding.Broken(entry.seq(), "the hash differs");
            }
        }
        return new Finding.Intact(read(id).length(), head);
    }

    @Override
    public List<ConsultationId> of(ConsultantId consultant, Instant from, Instant to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<ConsultationId> having(Set<String> kinds, Instant from, Instant to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> export(ConsultationId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void received(ConsultationId id, Side side, int length, String head) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SigningKey> signingKeys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Append append(ConsultationId id, int expectedLength, List<Event> events) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Append appendNumbered(ConsultationId id, int expectedLength, String sequence, LongFunction<Event> event) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void erase(ConsultationId id) {
        throw new UnsupportedOperationException();
    }

    /** A gateway without a network. */
    record Seats(Instant since, Map<String, Instant> connected) implements Sockets {

        static Seats of(Instant since, String... seats) {
            Map<String, Instant> connected = new ConcurrentHashMap<>();
            List.of(seats).forEach(seat -> connected.put(seat, since));
            return new Seats(since, connected);
        }

        @Override
        public Instant now() {
            return since;
        }

        @Override
        public boolean send(String seat, String message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean sendNow(String seat, String message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close(String seat, int code) {
            throw new UnsupportedOperationException();
        }
    }
}
