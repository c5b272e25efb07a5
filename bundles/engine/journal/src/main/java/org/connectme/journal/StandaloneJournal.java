package org.connectme.journal;

import java.nio.file.Path;
import org.connectme.core.command.Commands;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.JournalListener;
import org.connectme.core.journal.ParkedReactions;
import org.connectme.core.journal.Reaction;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Vault;
import org.connectme.core.journal.Wakes;
import org.connectme.database.Database;

/** One node of this bundle, put together without a container: for tests and tools. Close it before its database. */
public final class StandaloneJournal implements AutoCloseable {

    private static final int CACHED = 2_000;
    private static final int THREADS = 16;
    private static final String NODE = "standalone";

    private final Listeners listeners = new Listeners();
    private final WakeSignal signal = new WakeSignal();
    private final Deciders deciders = new Deciders();
    private final Reactions reactions = new Reactions();
    private final Messenger messenger = new Messenger(listeners, signal);

    private final JournalSchema schema;
    private final Timeline timeline;
    private final Vault vault;
    private final HeadSigner signer;
    private final PostgresJournal journal;
    private final Dispatcher dispatcher;

    /**
     * @param keys     folder of the master key, made when it is missing
     * @param timeline the test's own, or a {@link MonotonicTimeline}, which its maker closes
     */
    public StandaloneJournal(Database database, Path keys, Timeline timeline) {
        this(new JournalSchema(database), keys, timeline);
    }

    public StandaloneJournal(JournalSchema schema, Path keys, Timeline timeline) {
        this.schema = schema;
        this.timeline = timeline;
        this.vault = new FileVault(schema, keys);
        this.signer = new HeadSigner(schema, timeline, keys, NODE);
        this.journal = new PostgresJournal(schema, timeline, vault, messenger, signer, CACHED);
        this.dispatcher = new Dispatcher(schema, journal, timeline, reactions, signal, THREADS);
    }

    public void add(Decider decider) {
        deciders.add(decider);
    }

    public void remove(Decider decider) {
        deciders.remove(decider);
    }

    public void add(Reaction reaction) {
        reactions.add(reaction);
    }

    /** Waits for the reaction's calls under way, 10 s at most. */
    public void remove(Reaction reaction) {
        reactions.remove(reaction);
    }

    public void add(JournalListener listener) {
        listeners.add(listener);
    }

    public void remove(JournalListener listener) {
        listeners.remove(listener);
    }

    /** Connects to other nodes' journals, and to a broker, which is not there otherwise. */
    public Messenger messenger() {
        return messenger;
    }

    public Journal journal() {
        return journal;
    }

    public Commands commands() {
        return new JournalCommands(journal, timeline, deciders);
    }

    public Catalog catalog() {
        return new PostgresCatalog(schema);
    }

    public Evidence evidence() {
        return new PostgresEvidence(schema, timeline, vault, journal, signer);
    }

    public Wakes wakes() {
        return new PostgresWakes(schema, timeline, signal);
    }

    public ParkedReactions parked() {
        return new PostgresParkedReactions(schema, timeline, signal);
    }

    public Vault vault() {
        return vault;
    }

    public Timeline timeline() {
        return timeline;
    }

    @Override
    public void close() throws InterruptedException {
        dispatcher.close();
        signer.close();
        messenger.close();
        listeners.close();
    }
}
