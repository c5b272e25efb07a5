package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.connectme.core.Bill;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.Seller;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.CommandRunner;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.PaymentCommand.PlaceHold;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.OfferChanged;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.MeterEvent.CeilingNear;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal.Append;
import org.connectme.core.journal.MemoryJournal;
import org.connectme.core.journal.Reaction;

/** One consultation with a journal, the payment engine and a payment service, in simulated time. */
final class World {

    static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    static final ConsultantId CONSULTANT = new ConsultantId(UUID.fromString("00000000-0000-4000-8000-000000000001"));
    private static final int MANY_CALLS = 5_000;

    final ConsultationId id;
    final CardServiceInMemory service = new CardServiceInMemory(this::now);
    CardServiceInMemory second;
    final ProviderRegistry registry = new ProviderRegistry(provider -> true);
    final OfferedForms forms = OfferedForms.of(registry, List.of("cards", "other"));
    final MemoryJournal journal;

    private final CommandRunner commands;
    private Instant now = START;
    Pace pace = new Pace();
    ProviderCalls calls;
    private Runner holds;
    private Runner settlement;

    World() {
        this(ConsultationId.random());
    }

    World(ConsultationId id) {
        this.id = id;
        this.journal = new MemoryJournal(this::now);
        this.commands = new CommandRunner(journal, this::now, command -> Optional.of(new PaymentDecider()));
        registry.bind(service);
        restart();
    }

    /** A reaction, what it has seen, and when it wants to be called again. */
    private static final class Runner {
        private final Reaction reaction;
        private int seen;
        private Optional<Instant> wake = Optional.empty();

        Runner(Reaction reaction) {
            this.reaction = reaction;
        }
    }

    Instant now() {
        return now;
    }

    CardServiceInMemory withSecondService() {
        CardServiceInMemory second = new CardServiceInMemory(this::now).named("other");
        registry.bind(second);
        return second;
    }

    /** New instances without a memory, as after a crash or an update. */
    void restart() {
        calls = new ProviderCalls(registry, new SameThread(), Duration.ofSeconds(20));
        pace = new Pace();
        holds = new Runner(HoldReaction.activeSince(now, journal, calls, pace, forms));
        settlement = new Runner(new SettlementReaction(journal, calls, pace));
    }

    static RatePlan plan(long pricePerMinute, long hold, String currency) {
        return new RatePlan(
                UUID.fromString("00000000-0000-4000-8000-000000000002"),
                1,
                "Plan",
                Currency.getInstance(currency),
                pricePerMinute,
                1,
                0,
                0,
                null,
                new RatePlan.Tax("VAT", 1900, true),
                hold);
    }

    static Offer offer(RatePlan plan) {
        return new Offer(plan, new Seller("Seller", "Street 1", ""), "en", "terms", "privacy", "");
    }

    World scheduled(RatePlan plan) {
        return scheduled(plan, START.plus(Duration.ofHours(1)));
    }

    World scheduled(RatePlan plan, Instant startsAt) {
        happen(new ConsultationScheduled(
                CONSULTANT,
                "Ana",
                "",
                "Ben",
                "ben@example.org",
                "Help",
                startsAt,
                30,
                "Europe/Vienna",
                "en",
                startsAt.plus(Duration.ofDays(2)),
                offer(plan)));
        return this;
    }

    /** The call begins so many days from now. */
    World agreedAhead(int days) {
        return scheduled(plan(200, 5000, "EUR"), START.plus(Duration.ofDays(days)))
                .agree();
    }

    /** The meter runs, and four fifths of the ceiling are used. */
    World nearCeiling() {
        held().start();
        return near();
    }

    World near() {
        Money ceiling = state().standingHold().orElseThrow().amount();
        happen(new CeilingNear(ceiling, ceiling));
        run(Duration.ofSeconds(2));
        return this;
    }

    World agreed() {
        return scheduled(plan(200, 5000, "EUR")).agree();
    }

    World agree() {
        now = now.plusSeconds(1);
        happen(new TermsAgreed("plan", "terms", true, 1));
        return this;
    }

    World held() {
        agreed().place("attempt-1", "ok");
        run(Duration.ofSeconds(1));
        return this;
    }

    void changeOffer(RatePlan plan) {
        happen(new OfferChanged(offer(plan)));
    }

    void start() {
        happen(new MeterStarted());
    }

    void end(long gross) {
        String currency = state().consultation().offer().plan().currency().getCurrencyCode();
        Money amount = Money.of(gross, currency);
        happen(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null));
        happen(new AmountDue(new Bill(1, 60_000, 60_000, 60, amount, Money.of(0, currency), amount, List.of())));
    }

    void happen(Event event) {
        Append append = journal.append(id, journal.read(id).length(), List.of(event));
        if (!(append instanceof Append.Done)) {
            throw new AssertionError("Nobody else appends here");
        }
    }

    Outcome place(String attempt, String method) {
        return place(attempt, "cards", method);
    }

    Outcome place(String attempt, String provider, String method) {
        return customer(new PlaceHold(attempt, provider, method));
    }

    Outcome customer(Command command) {
        return commands.send(id, new Actor.Customer(id), command);
    }

    Outcome consultant(Command command) {
        return commands.send(id, new Actor.Consultant(CONSULTANT), command);
    }

    History history() {
        return journal.read(id);
    }

    PaymentState state() {
        return PaymentState.of(history());
    }

    PaymentProjection.View view(Side side) {
        return (PaymentProjection.View) new PaymentProjection().project(history(), side, now);
    }

    PaymentProjection.Status status() {
        return view(Side.CUSTOMER).status();
    }

    List<String> story() {
        return history().entries().stream().map(entry -> entry.event().type()).toList();
    }

    /** As the engine does when something is said to have happened. */
    void wake() {
        holds.wake = Optional.of(now);
        settlement.wake = Optional.of(now);
    }

    Optional<Instant> nextWake() {
        return Schedule.earlier(holds.wake, settlement.wake);
    }

    /** Calls the reactions as the engine does: after each change, and when they asked to be called. */
    void run(Duration span) {
        Instant end = now.plus(span);
        for (int calls = 0; calls < MANY_CALLS; calls++) {
            if (call(holds) || call(settlement)) {
                continue;
            }
            Optional<Instant> next = nextWake();
            if (next.isEmpty() || next.get().isAfter(end)) {
                now = end;
                return;
            }
            now = next.get().isAfter(now) ? next.get() : now;
        }
        throw new AssertionError("The reactions do not come to rest: " + story());
    }

    private boolean call(Runner runner) {
        boolean changed = runner.seen < history().length();
        boolean due = runner.wake.isPresent() && !runner.wake.get().isAfter(now);
        if (!changed && !due) {
            return false;
        }
        runner.seen = history().length();
        runner.wake = runner.reaction.react(history(), now);
        return true;
    }

    /** Runs what it is given at once, so that a test has one thread. */
    private static final class SameThread extends AbstractExecutorService {

        @Override
        public void execute(Runnable command) {
            command.run();
        }

        @Override
        public void shutdown() {
            // nothing runs on its own
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
