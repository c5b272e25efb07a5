package org.connectme.core.command;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Journal.Append;

/**
 * Read, authorise, decide, compare-and-set, again. Plain Java without a thread or clock of its own, so that the server
 * and the simulation run the very same lines.
 */
public final class CommandRunner implements Commands {

    private static final int ATTEMPTS = 50;

    private final Journal journal;
    private final Supplier<Instant> now;
    private final Function<Class<? extends Command>, Optional<Decider>> deciders;

    /** @param deciders finds the decider of a command; may wait for one that is being replaced */
    public CommandRunner(
            Journal journal, Supplier<Instant> now, Function<Class<? extends Command>, Optional<Decider>> deciders) {
        this.journal = journal;
        this.now = now;
        this.deciders = deciders;
    }

    @Override
    public Outcome send(ConsultationId id, Actor actor, Command command) {
        History history = journal.read(id);
        if (!mayTouch(history, actor, command)) {
            return refused(Refusal.Kind.NOT_FOUND, "consultation.not-found", "There is no such consultation.");
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Decider> decider = deciders.apply(command.getClass());
            if (decider.isEmpty()) {
                return refused(
                        Refusal.Kind.UNAVAILABLE,
                        "engine.replacing",
                        "This part of the server is being replaced. Try again in a moment; nothing was changed.");
            }
            Decision decision = decider.get().decide(history, actor, command, now.get());
            if (decision instanceof Decision.Refuse refuse) {
                return new Outcome.Refused(refuse.refusal());
            }
            var events = ((Decision.Accept) decision).events();
            if (events.isEmpty()) {
                return new Outcome.Accepted(history);
            }
            Append append = journal.append(id, history.length(), events);
            if (append instanceof Append.Done done) {
                return new Outcome.Accepted(done.history());
            }
            history = ((Append.Conflict) append).history();
        }
        return refused(
                Refusal.Kind.UNAVAILABLE, "journal.busy", "Too much happened at once. Try again; nothing was changed.");
    }

    /** A journal is opened by its own consultant; every other command needs one that is there and is the actor's. */
    private static boolean mayTouch(History history, Actor actor, Command command) {
        if (actor instanceof Actor.Engine) {
            return !history.isEmpty();
        }
        if (actor instanceof Actor.Customer customer) {
            return !history.isEmpty() && customer.consultation().equals(history.id());
        }
        Actor.Consultant consultant = (Actor.Consultant) actor;
        if (command instanceof ConsultationCommand.Schedule schedule) {
            return schedule.consultant().equals(consultant.id());
        }
        return history.entries().stream()
                .findFirst()
                .map(entry -> entry.event() instanceof ConsultationScheduled scheduled
                        && scheduled.consultant().equals(consultant.id()))
                .orElse(false);
    }

    private static Outcome refused(Refusal.Kind kind, String code, String detail) {
        return new Outcome.Refused(new Refusal(kind, code, detail));
    }
}
