package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.core.ConsultationId;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.JournalException;
import org.connectme.core.journal.Reaction;
import org.connectme.core.journal.Wakes;

/**
 * Wakes the reactions as the server does: after every append, soon, late, twice, in any order over consultations; when
 * the instant comes that a reaction asked for; again with growing delay after a failure; all of them after a restart.
 */
final class SimDispatcher implements Wakes {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final int LONGEST_BACKOFF_SECONDS = 60;

    private final Scheduler scheduler;
    private final Dice dice;
    private final Faults faults;
    private final ServerProcess server;
    private final Map<Key, Row> rows = new LinkedHashMap<>();
    private Journal journal;
    private List<Reaction> reactions = List.of();
    private Runnable onCrash = () -> {};

    private record Key(ConsultationId id, String reaction) {}

    /** The row that survives a restart: when to look next, and how often it failed. */
    private static final class Row {
        private Instant due;
        private int failures;
        private boolean running;
    }

    SimDispatcher(Scheduler scheduler, Dice dice, Faults faults, ServerProcess server) {
        this.scheduler = scheduler;
        this.dice = dice;
        this.faults = faults;
        this.server = server;
    }

    void install(Journal durable, List<Reaction> installed, Runnable crashed) {
        this.journal = durable;
        this.reactions = installed;
        this.onCrash = crashed;
    }

    void appended(ConsultationId id) {
        for (Reaction reaction : reactions) {
            Row row = rows.computeIfAbsent(new Key(id, reaction.name()), key -> new Row());
            row.due = scheduler.now();
            Duration delay = dice.chance(faults.messageLost()) ? POLL.plus(dice.millis(0, 2000)) : dice.millis(0, 40);
            scheduler.after(delay, () -> wake(id, reaction));
            if (dice.chance(faults.messageRepeats())) {
                scheduler.after(delay.plus(dice.millis(0, 5000)), () -> wake(id, reaction));
            }
        }
    }

    /** Something is said to have happened: as if the journal had grown. */
    @Override
    public void wake(ConsultationId id, String reaction) {
        Row row = rows.get(new Key(id, reaction));
        if (row != null) {
            row.due = scheduler.now();
            reactions.stream()
                    .filter(installed -> installed.name().equals(reaction))
                    .forEach(installed -> scheduler.after(dice.millis(0, 40), () -> wake(id, installed)));
        }
    }

    @Override
    public List<ConsultationId> waiting(String reaction) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().reaction().equals(reaction) && row.getValue().due != null)
                .map(row -> row.getKey().id())
                .toList();
    }

    void restarted() {
        rows.forEach((key, row) -> {
            row.running = false;
            reactions.stream()
                    .filter(reaction -> reaction.name().equals(key.reaction()))
                    .forEach(reaction -> scheduler.after(POLL, () -> wake(key.id(), reaction)));
        });
    }

    private void wake(ConsultationId id, Reaction reaction) {
        Row row = rows.get(new Key(id, reaction.name()));
        if (!server.isUp() || row.running || row.due == null) {
            return;
        }
        if (row.due.isAfter(scheduler.now())) {
            scheduler.at(row.due, () -> wake(id, reaction));
            return;
        }
        row.running = true;
        boolean survived = server.run(() -> react(id, reaction, row));
        if (!survived) {
            // the dead process leaves the row as it was; the next one takes it up
            return;
        }
        row.running = false;
        if (row.due != null) {
            scheduler.at(row.due, () -> wake(id, reaction));
        }
    }

    private void react(ConsultationId id, Reaction reaction, Row row) {
        History history = journal.read(id);
        try {
            Optional<Instant> next = reaction.react(history, scheduler.now());
            if (server.isActing()) {
                row.failures = 0;
                boolean grew = journal.read(id).length() != history.length();
                row.due = grew ? scheduler.now() : next.orElse(null);
            }
        } catch (JournalException e) {
            row.failures++;
            int seconds = Math.min(LONGEST_BACKOFF_SECONDS, 1 << Math.min(row.failures - 1, 6));
            row.due = scheduler.now().plusSeconds(seconds);
        } catch (Crash e) {
            onCrash.run();
        }
    }
}
