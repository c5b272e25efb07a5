package org.connectme.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.account.PaymentOversight.Reconciliation;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.CommandRunner;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.PresenceCommand.NoteOutage;
import org.connectme.core.command.PresenceCommand.Span;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;
import org.connectme.core.journal.JournalException;
import org.connectme.core.journal.Timeline;

/** One run: a server that may die, a few consultations, and everything that can go wrong, from one seed. */
final class World {

    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    /** Long enough for every call, every deadline and every doubt to come to its end. */
    static final Duration LENGTH = Duration.ofDays(4);

    private static final Duration CALLS_END = Duration.ofHours(3);
    /** In an hour with the worst faults the process dies once or twice by itself. */
    private static final Duration BETWEEN_DEATHS = Duration.ofMinutes(40);

    private static final double WORST = 0.004;
    private static final int MOST_MEETINGS = 4;
    /** In one run of so many the customers have the desktop app; signatures take most of its time. */
    static final int APP_EVERY = 64;

    private final long seed;
    private final Dice dice;
    private final Faults faults;
    private final Bug bug;
    private final Scheduler scheduler = new Scheduler(START);
    private final ServerProcess server = new ServerProcess(scheduler::now);
    private final SimDispatcher dispatcher;
    private final SimJournal journal;
    private final List<SimPayments> services;
    private final CommandRunner commands;
    private final Engine engine;
    private final Map<SimPayments, PlugIn> installed = new IdentityHashMap<>();
    private final Map<ConsultationId, Meeting> meetings = new LinkedHashMap<>();
    private final Map<ConsultationId, State> states = new LinkedHashMap<>();
    /** As the server knows them: from its last sign of life. */
    private final List<Span> outages = new ArrayList<>();
    /** As they truly were. */
    private final List<Span> deaths = new ArrayList<>();
    /** What pages saw in passing that must never be seen. */
    private final List<String> seen = new ArrayList<>();

    private final ConsultantId consultant;
    private final SimPermits permits;
    private final List<Helping> helpings = new ArrayList<>();

    /** A journal's facts, kept for as long as nothing is appended to it. */
    private record State(History history, Consultation consultation) {}

    World(long seed, Bug bug) {
        this.seed = seed;
        this.dice = new Dice(seed);
        this.faults = Faults.roll(dice);
        this.bug = bug;
        this.consultant = new ConsultantId(new UUID(seed, 1));
        this.dispatcher = new SimDispatcher(scheduler, dice, faults, server);
        this.journal = new SimJournal(scheduler::now, dice, faults, bug, dispatcher::appended, this::someoneGetsIn);
        this.services = List.of(service(SimPayments.FIRST), service(SimPayments.SECOND));
        this.engine = new Engine(journal, dispatcher, timeline(), bug);
        this.permits = new SimPermits(journal, timeline(), bug);
        services.forEach(service -> install(service, 0));
        this.commands = new CommandRunner(journal, scheduler::now, engine::decider);
        dispatcher.install(journal, engine.reactions(), this::killServer);
    }

    /** Plays the run to its end. */
    void play() {
        long count = Math.max(1, dice.between(1, MOST_MEETINGS) - 1);
        for (int i = 0; i < count; i++) {
            Meeting meeting = new Meeting(
                    this, new ConsultationId(new UUID(consultant.value().getMostSignificantBits(), 100 + i)));
            meetings.put(meeting.id(), meeting);
            scheduler.after(dice.millis(0, 60_000), meeting::begin);
            if (seed % APP_EVERY == 0) {
                // With dice of its own: where nobody has the app, its code changes no story.
                Helping helping = new Helping(this, meeting, new Dice(-seed - count * i), bug);
                helpings.add(helping);
                helping.begin();
            }
        }
        dieSometimes();
        services.forEach(this::replaceSometimes);
        scheduler.runUntil(START.plus(LENGTH));
    }

    List<Helping> helpings() {
        return helpings;
    }

    SimPermits permits() {
        return permits;
    }

    /** What the consultant's page gets when it asks for a permit. */
    Optional<SimPermits.Issued> permit(ConsultationId id, String request) {
        if (!server.isUp() || !meetings.get(id).consultant().isConnected()) {
            return Optional.empty();
        }
        AtomicReference<Optional<SimPermits.Issued>> answer = new AtomicReference<>(Optional.empty());
        server.run(() -> answer.set(permits.issue(id, consultant, request)));
        return answer.get();
    }

    /** Whether the customer's app reaches the server. */
    boolean isReachable(ConsultationId id) {
        return server.isUp() && meetings.get(id).customer().isLinked();
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
        return server.isUp();
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

    /** Every payment of a consultation, wherever it was made. */
    List<SimPayments.Line> payments(ConsultationId id) {
        return services.stream()
                .flatMap(service -> service.linesOf(id.toString()).stream())
                .toList();
    }

    /** Each day at each service beside the journals, once everything has settled. */
    List<Reconciliation> reconciled() {
        List<Reconciliation> days = new ArrayList<>();
        for (SimPayments service : services) {
            for (int day = 0; day <= LENGTH.toDays(); day++) {
                LocalDate date = LocalDate.ofInstant(START, ZoneOffset.UTC).plusDays(day);
                days.add(engine.reconcile(
                        journal,
                        new SimCatalog(journal, meetings.keySet()),
                        service.descriptor().id(),
                        date));
            }
        }
        return days;
    }

    /** Whose card form the customer's page shows now. */
    String provider(ConsultationId id) {
        return engine.provider(journal.read(id));
    }

    private SimPayments service(String id) {
        return new SimPayments(
                id,
                scheduler::now,
                dice,
                faults,
                server,
                consultation -> call(id, consultation),
                this::killServer,
                this::callTakesTime);
    }

    private PlugIn install(SimPayments service, int version) {
        PlugIn plugIn = new PlugIn(service, bug, version);
        engine.registry().bind(plugIn);
        installed.put(service, plugIn);
        return plugIn;
    }

    /** A new version beside the old one, or in its place, or after a while without any. */
    private void replaceSometimes(SimPayments service) {
        for (int version = 1; version <= 3; version++) {
            int number = version;
            if (dice.chance(faults.replaced())) {
                scheduler.after(dice.millis(0, CALLS_END.toMillis()), () -> replace(service, number));
            }
        }
    }

    private void replace(SimPayments service, int version) {
        PlugIn old = installed.get(service);
        if (dice.chance(0.5)) {
            install(service, version);
            engine.registry().unbind(old);
        } else {
            engine.registry().unbind(old);
            scheduler.after(dice.millis(0, dice.chance(0.1) ? 3_600_000 : 20_000), () -> install(service, version));
        }
    }

    /** The service calls: soon, late, twice, never; and it is not believed. */
    private void call(String provider, String consultation) {
        if (dice.chance(0.5)) {
            return;
        }
        int times = dice.chance(0.2) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            scheduler.after(dice.millis(0, dice.chance(0.1) ? 3_600_000 : 2_000), () -> {
                if (server.isUp()) {
                    server.run(() -> engine.webhooks()
                            .receive(provider, consultation.getBytes(StandardCharsets.UTF_8), Map.of()));
                }
            });
        }
    }

    private Timeline timeline() {
        return new Timeline() {
            @Override
            public Instant now() {
                return scheduler.now();
            }

            @Override
            public Optional<Outage> lastOutage() {
                return Optional.empty();
            }
        };
    }

    List<Span> outages() {
        return outages;
    }

    List<Span> deaths() {
        return deaths;
    }

    List<String> seen() {
        return seen;
    }

    History history(ConsultationId id) {
        return journal.read(id);
    }

    /** The journal's facts. */
    Consultation state(ConsultationId id) {
        History history = journal.read(id);
        State known = states.get(id);
        if (known == null || known.history() != history) {
            known = new State(history, Consultation.of(history));
            states.put(id, known);
        }
        return known.consultation();
    }

    boolean isOver(ConsultationId id) {
        return !state(id).isOpen();
    }

    /** Both pages look at their figures. */
    void look(ConsultationId id) {
        History history = journal.read(id);
        if (!history.isEmpty()) {
            seen.addAll(Pages.look(engine, history, now()));
        }
    }

    /** Whether the server took it; false if it is down, refused it, or its answer was lost. */
    boolean send(ConsultationId id, Actor actor, Command command) {
        return answer(id, actor, command)
                .filter(Outcome.Accepted.class::isInstance)
                .isPresent();
    }

    /** Empty if the server is down, or its answer was lost. */
    Optional<Outcome> answer(ConsultationId id, Actor actor, Command command) {
        if (!server.isUp()) {
            return Optional.empty();
        }
        AtomicReference<Outcome> answer = new AtomicReference<>();
        boolean survived = server.run(() -> {
            try {
                answer.set(commands.send(id, actor, command));
            } catch (JournalException e) {
                answer.set(null);
            } catch (Crash e) {
                killServer();
            }
        });
        return survived ? Optional.ofNullable(answer.get()) : Optional.empty();
    }

    /** Spans of the last ten minutes in which media truly flowed: both linked and both in the call. */
    List<Span> mediaFlow(ConsultationId id, Instant now) {
        Instant tenMinutesAgo = now.minus(Duration.ofMinutes(10));
        return meetings.get(id).flow(now).stream()
                .filter(span -> span.to().isAfter(tenMinutesAgo))
                .toList();
    }

    /** Kills the process that runs now; one that died long ago cannot die again. */
    void killServer() {
        if (!server.isActing()) {
            return;
        }
        Instant died = scheduler.now();
        Instant alive = server.lastAlive();
        server.die();
        meetings.values().forEach(meeting -> meeting.people().forEach(person -> person.serverDied(died)));
        scheduler.after(dice.millis(2_000, dice.chance(0.1) ? 300_000 : 30_000), () -> startServer(alive, died));
    }

    private void someoneGetsIn() {
        if (dice.chance(faults.gettingIn())) {
            scheduler.meanwhile(dice.millis(0, 30));
        }
        server.mustLive();
    }

    private void callTakesTime() {
        scheduler.meanwhile(dice.millis(5, dice.chance(0.05) ? 4000 : 300));
    }

    private void startServer(Instant alive, Instant died) {
        server.start(alive);
        permits.replace();
        deaths.add(new Span(died, now()));
        Span outage = new Span(alive, now());
        outages.add(outage);
        List<Meeting> missing = new ArrayList<>(meetings.values());
        List.copyOf(missing).forEach(meeting -> noteOutage(meeting, outage, missing));
        dispatcher.restarted();
    }

    /** As the server does at its start, until the journal has it; only then does it let the pages in. */
    private void noteOutage(Meeting meeting, Span outage, List<Meeting> missing) {
        boolean isNewest = outages.get(outages.size() - 1).equals(outage);
        if (!server.isUp() || !isNewest) {
            return;
        }
        boolean somebodyWasThere =
                state(meeting.id()).isOpen() && !state(meeting.id()).presence().isEmpty();
        boolean isNoted = !somebodyWasThere
                || bug == Bug.OUTAGE_IS_BILLED
                || send(meeting.id(), new Actor.Engine(), new NoteOutage(outage.from(), outage.to()));
        if (isNoted) {
            missing.remove(meeting);
            if (missing.isEmpty()) {
                server.hasNotedOutage();
            }
            meeting.people().forEach(Person::serverBack);
        } else {
            scheduler.after(Duration.ofMillis(1), () -> noteOutage(meeting, outage, missing));
        }
    }

    private void dieSometimes() {
        double share = faults.crashAtAppend() / WORST;
        if (share == 0) {
            return;
        }
        Duration next = Duration.ofMillis((long) (BETWEEN_DEATHS.toMillis() * dice.exponential() / share));
        if (now().plus(next).isBefore(START.plus(CALLS_END))) {
            scheduler.after(next, () -> {
                server.run(this::killServer);
                dieSometimes();
            });
        }
    }
}
