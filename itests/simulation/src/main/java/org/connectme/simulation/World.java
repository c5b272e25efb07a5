package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.CommandRunner;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.PresenceCommand.NoteOutage;
import org.connectme.core.command.PresenceCommand.Span;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;
import org.connectme.core.journal.JournalException;
import org.connectme.payment.spi.PaymentProvider;

/** One run: a server that may die, a few consultations, and everything that can go wrong, from one seed. */
final class World {

    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    /** Long enough for every call, every deadline and every doubt to come to its end. */
    static final Duration LENGTH = Duration.ofDays(4);

    private static final Duration ALIVE_EVERY = Duration.ofSeconds(1);
    private static final Duration CALLS_END = Duration.ofHours(3);

    private final Dice dice;
    private final Faults faults;
    private final Bug bug;
    private final Scheduler scheduler = new Scheduler(START);
    private final SimDispatcher dispatcher;
    private final SimJournal journal;
    private final SimPayments payments;
    private final CommandRunner commands;
    private final Map<ConsultationId, Meeting> meetings = new LinkedHashMap<>();
    /** As the server knows them: from its last sign of life. */
    private final List<Span> outages = new ArrayList<>();
    /** As they truly were. */
    private final List<Span> deaths = new ArrayList<>();
    private final ConsultantId consultant;
    private boolean serverUp = true;
    private Instant lastAlive = START;

    World(long seed, Bug bug) {
        this.dice = new Dice(seed);
        this.faults = bug.applyTo(Faults.roll(dice));
        this.bug = bug;
        this.consultant = new ConsultantId(new java.util.UUID(seed, 1));
        this.dispatcher = new SimDispatcher(scheduler, dice, faults, () -> serverUp);
        this.journal = new SimJournal(scheduler::now, dice, faults, (id, history) -> dispatcher.appended(id), this::someoneGetsIn);
        this.payments = new SimPayments(scheduler::now, dice, faults, this::killServer, this::callTakesTime);
        PaymentProvider plugIn = bug == Bug.NONE ? payments : new BuggyLine(payments, bug);
        Engine engine = new Engine(journal, plugIn, START);
        this.commands = new CommandRunner(journal, scheduler::now, engine::decider);
        dispatcher.install(journal, engine.reactions(), this::killServer);
    }

    /** Plays the run to its end. */
    void play() {
        int count = (int) dice.between(1, 2);
        for (int i = 0; i < count; i++) {
            Meeting meeting = new Meeting(this, new ConsultationId(new java.util.UUID(consultant.value().getMostSignificantBits(), 100 + i)));
            meetings.put(meeting.id(), meeting);
            scheduler.after(dice.millis(0, 60_000), meeting::begin);
        }
        keepAlive();
        scheduler.runUntil(START.plus(LENGTH));
    }

    Instant now() {
        return scheduler.now();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Dice dice() {
        return dice;
    }

    boolean serverUp() {
        return serverUp;
    }

    /** A planted bug: the pause is noted when the silence is detected, not when it began. */
    boolean faultyDetection() {
        return bug == Bug.PAUSE_AT_DETECTION;
    }

    ConsultantId consultant() {
        return consultant;
    }

    Iterable<Meeting> meetings() {
        return meetings.values();
    }

    SimPayments payments() {
        return payments;
    }

    List<Span> outages() {
        return outages;
    }

    List<Span> deaths() {
        return deaths;
    }

    History history(ConsultationId id) {
        return journal.read(id);
    }

    boolean isOver(ConsultationId id) {
        return !Consultation.of(journal.read(id)).isOpen();
    }

    /** Whether the server took it; false if it is down, refused it, or its answer was lost. */
    boolean send(ConsultationId id, Actor actor, Command command) {
        return answer(id, actor, command)
                .filter(Outcome.Accepted.class::isInstance)
                .isPresent();
    }

    Optional<Outcome> answer(ConsultationId id, Actor actor, Command command) {
        if (!serverUp) {
            return Optional.empty();
        }
        try {
            return Optional.of(commands.send(id, actor, command));
        } catch (JournalException e) {
            return Optional.empty();
        } catch (Crash e) {
            killServer();
            return Optional.empty();
        }
    }

    /** Spans of the last ten minutes in which media truly flowed: both linked and both in the call. */
    List<Span> mediaFlow(ConsultationId id, Instant now) {
        return meetings.get(id).flow(now).stream()
                .filter(span -> span.to().isAfter(now.minus(Duration.ofMinutes(10))))
                .toList();
    }

    void killServer() {
        if (!serverUp) {
            return;
        }
        serverUp = false;
        Instant died = scheduler.now();
        meetings.values().forEach(meeting -> meeting.people().forEach(person -> person.serverDied(died)));
        Instant alive = lastAlive;
        scheduler.after(dice.millis(2_000, dice.chance(0.1) ? 300_000 : 30_000), () -> startServer(alive, died));
    }

    private void someoneGetsIn() {
        if (dice.chance(0.03)) {
            scheduler.meanwhile(dice.millis(0, 30));
        }
    }

    private void callTakesTime() {
        scheduler.meanwhile(dice.millis(5, dice.chance(0.05) ? 4000 : 300));
    }

    private void startServer(Instant alive, Instant died) {
        serverUp = true;
        lastAlive = now();
        deaths.add(new Span(died, now()));
        outages.add(new Span(alive, now()));
        Span outage = new Span(alive, now());
        for (Meeting meeting : meetings.values()) {
            noteOutage(meeting, outage);
            meeting.people().forEach(Person::serverBack);
        }
        dispatcher.restarted();
    }

    /** As the server does at its start: until the journal has it. */
    private void noteOutage(Meeting meeting, Span outage) {
        Consultation consultation = Consultation.of(journal.read(meeting.id()));
        boolean somebodyWasThere = consultation.isOpen() && !consultation.presence().isEmpty();
        if (!serverUp || !somebodyWasThere || bug == Bug.OUTAGE_IS_BILLED) {
            return;
        }
        if (!send(meeting.id(), new Actor.Engine(), new NoteOutage(outage.from(), outage.to()))) {
            scheduler.after(Duration.ofMillis(1), () -> noteOutage(meeting, outage));
        }
    }

    private void keepAlive() {
        if (serverUp) {
            lastAlive = now();
        }
        boolean callsMayRun = now().isBefore(START.plus(CALLS_END));
        if (callsMayRun) {
            scheduler.after(ALIVE_EVERY, this::keepAlive);
        }
        if (callsMayRun && serverUp && dice.chance(faults.crashAtAppend() / 10)) {
            killServer();
        }
    }
}
