package org.connectme.journal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.JournalException;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Vault;
import org.connectme.journal.JournalTables.Row;
import org.connectme.journal.JournalTables.Tip;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The journal in PostgreSQL. Journals that were read are kept in memory; each use first asks the database for length
 * and head, so that what other nodes appended is seen at once. Thread-safe.
 */
@Component(configurationPid = JournalConfig.PID)
@Designate(ocd = JournalConfig.class)
public final class PostgresJournal implements Journal {

    private final Jdbi jdbi;
    private final Timeline timeline;
    private final ConsultationKeys keys;
    private final GrowthListener grown;
    private final HeadSigner signer;
    private final EventCodec codec = new EventCodec();
    private final Map<ConsultationId, KnownJournal> known;

    @Activate
    public PostgresJournal(
            @Reference JournalSchema schema,
            @Reference Timeline timeline,
            @Reference Vault vault,
            @Reference GrowthListener grown,
            @Reference HeadSigner signer,
            JournalConfig config) {
        this(schema, timeline, vault, grown, signer, config.journals_cached());
    }

    /**
     * @param grown       told after each commit
     * @param signer      of this node; told after each commit too
     * @param cachedCount journals kept in memory
     */
    public PostgresJournal(
            JournalSchema schema,
            Timeline timeline,
            Vault vault,
            GrowthListener grown,
            HeadSigner signer,
            int cachedCount) {
        this.jdbi = schema.jdbi();
        this.timeline = timeline;
        this.keys = new ConsultationKeys(vault);
        this.grown = grown;
        this.signer = signer;
        this.known = Collections.synchronizedMap(new LeastRecentlyUsed<>(cachedCount));
    }

    @Override
    public History read(ConsultationId id) {
        return current(id).history();
    }

    @Override
    public Append append(ConsultationId id, int expectedLength, List<Event> events) {
        KnownJournal before = at(id, expectedLength);
        if (before.history().length() != expectedLength) {
            return new Append.Conflict(before.history());
        }
        if (events.isEmpty()) {
            return new Append.Done(before.history());
        }
        return answer(id, answering(() -> jdbi.withHandle(handle -> store(handle, before, events))));
    }

    @Override
    public Append appendNumbered(ConsultationId id, int expectedLength, String sequence, LongFunction<Event> event) {
        KnownJournal before = at(id, expectedLength);
        if (before.history().length() != expectedLength) {
            return new Append.Conflict(before.history());
        }
        return answer(
                id,
                answering(() -> jdbi.inTransaction(handle -> {
                    long number = JournalTables.nextNumber(handle, sequence);
                    Optional<KnownJournal> after = store(handle, before, List.of(event.apply(number)));
                    if (after.isEmpty()) {
                        handle.rollback();
                    }
                    return after;
                })));
    }

    private Append answer(ConsultationId id, Optional<KnownJournal> after) {
        if (after.isEmpty()) {
            return new Append.Conflict(current(id).history());
        }
        History history = after.get().history();
        known.put(id, after.get());
        signer.grown(history);
        grown.grown(id, history.length());
        return new Append.Done(history);
    }

    /** @return empty if the journal has changed since {@code before} */
    private Optional<KnownJournal> store(Handle handle, KnownJournal before, List<Event> events) {
        History history = before.history();
        if (!history.isEmpty()) {
            Addition addition = Addition.to(history, events, notBefore(history), codec, before.cipher());
            return JournalTables.grow(handle, history.id(), history.length(), history.head(), addition)
                    ? Optional.of(before.grownBy(readable(before, addition)))
                    : Optional.empty();
        }
        byte[] key = Crypto.random(Crypto.KEY_BYTES);
        PersonalCipher cipher = PersonalCipher.with(history.id(), key);
        Addition addition = Addition.to(history, events, notBefore(history), codec, cipher);
        return JournalTables.create(handle, history.id(), addition, keys.seal(history.id(), key))
                ? Optional.of(new KnownJournal(history, cipher, false).grownBy(addition.entries()))
                : Optional.empty();
    }

    /** What was just written is what the next reader reads; with the key destroyed that is less than was given. */
    private List<Entry> readable(KnownJournal journal, Addition addition) {
        return journal.erased() ? decoded(addition.rows(), journal.cipher()) : addition.entries();
    }

    private Instant notBefore(History history) {
        Instant now = timeline.now().truncatedTo(ChronoUnit.MILLIS);
        if (history.isEmpty()) {
            return now;
        }
        Instant last = history.entries().get(history.length() - 1).at();
        return now.isBefore(last) ? last : now;
    }

    /** From memory if it has just this length there: that is not current then, at worst, and the append conflicts. */
    private KnownJournal at(ConsultationId id, int length) {
        KnownJournal journal = known.get(id);
        return journal != null && journal.history().length() == length ? journal : current(id);
    }

    private KnownJournal current(ConsultationId id) {
        KnownJournal before = known.get(id);
        KnownJournal now = answering(() -> twice(() -> jdbi.withHandle(handle -> load(handle, id, before))));
        if (now != before && !now.history().isEmpty()) {
            known.put(id, now);
        }
        return now;
    }

    private KnownJournal load(Handle handle, ConsultationId id, @Nullable KnownJournal before) {
        Optional<Tip> tip = JournalTables.tip(handle, id);
        if (tip.isEmpty()) {
            return new KnownJournal(new History(id, List.of()), PersonalCipher.erased(id), false);
        }
        if (before != null && before.isAt(tip.get())) {
            return before;
        }
        if (before != null
                && before.erased() == tip.get().erased()
                && before.history().length() < tip.get().length()) {
            List<Row> more = JournalTables.rows(
                    handle, id, before.history().length(), tip.get().length());
            if (continues(before.history(), more, tip.get())) {
                return before.grownBy(decoded(more, before.cipher()));
            }
        }
        PersonalCipher cipher = keys.cipher(id, JournalTables.sealedKey(handle, id));
        List<Row> rows = JournalTables.rows(handle, id, 0, tip.get().length());
        if (rows.size() != tip.get().length()) {
            throw new JournalException("Journal " + id + " has " + rows.size() + " entries and not "
                    + tip.get().length() + ": some were removed from the database.");
        }
        return new KnownJournal(
                new History(id, decoded(rows, cipher)), cipher, tip.get().erased());
    }

    private static boolean continues(History history, List<Row> more, Tip tip) {
        String head = history.head();
        for (Row row : more) {
            head = Chain.next(head, history.id(), row.seq(), row.at(), row.type(), row.json());
        }
        return head.equals(tip.head());
    }

    private List<Entry> decoded(List<Row> rows, PersonalCipher cipher) {
        return rows.stream()
                .map(row -> new Entry(row.seq(), row.at(), codec.decode(row.type(), row.json(), cipher), row.hash()))
                .toList();
    }

    /** Reading may be repeated: after a restart of the server the first use of a pooled connection finds it dead. */
    private static <T> T twice(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ConnectionException e) {
            throw e; // waited long enough for a connection already
        } catch (JdbiException e) {
            return reading.get();
        }
    }

    private static <T> T answering(Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            throw new JournalException("The journal's database did not answer", e);
        }
    }

    /** Forgets what was not used for the longest time. */
    private static final class LeastRecentlyUsed<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1L;

        private final int capacity;

        LeastRecentlyUsed(int capacity) {
            super(16, 0.75f, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
        }
    }
}
