package org.connectme.core.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.Seller;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.ContactGiven;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PresenceEvent.CallEntered;
import org.connectme.core.event.PresenceEvent.MediaFlowing;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;

/**
 * One consultation as a test tells it: a clock that only the test moves, a journal in memory, and what happened at
 * which millisecond. Times are milliseconds after {@link #START}. One thread.
 */
public final class Story {

    public static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    /** A euro a minute by the second, no tax, 100 euros held. */
    public static final RatePlan EURO_A_MINUTE = plan("EUR", 100, 10_000);

    public static final RatePlan FREE = plan("EUR", 0, 0);

    private final ConsultationId id = ConsultationId.random();
    private final ConsultantId consultant = ConsultantId.random();
    private Instant now = START;
    private final MemoryJournal journal = new MemoryJournal(() -> now);

    private Story() {}

    /** Nothing has happened yet. */
    public static Story empty() {
        return new Story();
    }

    /** An hour is planned from {@link #START}. */
    public static Story scheduled(RatePlan plan) {
        Story story = new Story();
        return story.add(new ConsultationScheduled(
                story.consultant,
                "Ada Advisor",
                "Hello",
                "Carl Customer",
                "carl@example.org",
                "Taxes",
                START,
                60,
                "Europe/Berlin",
                "en",
                START.plus(Duration.ofDays(1)),
                offer(plan)));
    }

    /** The customer has agreed, and the plan's hold is placed. */
    public static Story ready(RatePlan plan) {
        Story story = scheduled(plan);
        Offer offer = offer(plan);
        story.add(new ContactGiven("Carl Customer", "carl@example.org", "", "Taxes"));
        story.add(new TermsAgreed(offer.planHash(), offer.termsHash(), false, 1));
        return plan.isFree() ? story : story.add(hold(plan.holdAmount()));
    }

    /** Both talk to each other; the meter was not started. */
    public static Story inCall(RatePlan plan) {
        Story story = ready(plan);
        for (Side side : List.of(Side.CONSULTANT, Side.CUSTOMER)) {
            story.add(new ParticipantJoined(side), new CallEntered(side));
        }
        return story.add(new MediaFlowing(Side.CONSULTANT), new MediaFlowing(Side.CUSTOMER));
    }

    public static HoldPlaced hold(Money amount) {
        return new HoldPlaced(
                "hold-" + amount.minorUnits(),
                "sandbox",
                "auth-1",
                amount,
                "visa",
                "4242",
                START.plus(Duration.ofDays(7)));
    }

    public static Offer offer(RatePlan plan) {
        return new Offer(plan, new Seller("Ada Ltd", "1 Road, Town", "DE1"), "en", "The terms.", "The privacy.", "");
    }

    /** Minor units a minute, by the second, without tax, minimum, cap and free time. */
    public static RatePlan plan(String currency, long pricePerMinute, long hold) {
        return plan(currency, pricePerMinute, 1, 0, 0, null, 0, false, hold);
    }

    public static RatePlan plan(
            String currency,
            long pricePerMinute,
            int stepSeconds,
            int freeSeconds,
            long minimum,
            Long cap,
            int taxBasisPoints,
            boolean taxIncluded,
            long hold) {
        return new RatePlan(
                UUID.fromString("11111111-1111-4111-8111-111111111111"),
                1,
                "Plan",
                Currency.getInstance(currency),
                pricePerMinute,
                stepSeconds,
                freeSeconds,
                minimum,
                cap,
                new RatePlan.Tax("VAT", taxBasisPoints, taxIncluded),
                hold);
    }

    /** Moves the clock; backwards only in tests of clocks that do. */
    public Story at(long millis) {
        now = START.plusMillis(millis);
        return this;
    }

    public Story at(long millis, Event... events) {
        return at(millis).add(events);
    }

    public Story add(Event... events) {
        journal.append(id, history().length(), List.of(events));
        return this;
    }

    /** Lets a decider answer, and appends what it decided. */
    public Decision send(Decider decider, Actor actor, Command command) {
        Decision decision = decider.decide(history(), actor, command, now);
        if (decision instanceof Decision.Accept accept) {
            add(accept.events().toArray(Event[]::new));
        }
        return decision;
    }

    /** Runs reactions now and at the instants they ask for, until the clock stands at {@code millis}. */
    public Story runUntil(long millis, Reaction... reactions) {
        Instant until = START.plusMillis(millis);
        while (true) {
            Instant wake = until;
            for (Reaction reaction : reactions) {
                Optional<Instant> asked = react(reaction).filter(at -> at.isBefore(until));
                if (asked.isPresent() && !asked.get().isAfter(now)) {
                    throw new AssertionError(reaction.name() + " asks to be called again at once, at " + asked.get());
                }
                wake = asked.isPresent() && asked.get().isBefore(wake) ? asked.get() : wake;
            }
            if (!now.isBefore(until)) {
                return this;
            }
            now = wake;
        }
    }

    /** Calls a reaction once, now. */
    public Optional<Instant> react(Reaction reaction) {
        return reaction.react(history(), now);
    }

    public History history() {
        return journal.read(id);
    }

    public Journal journal() {
        return journal;
    }

    public Instant now() {
        return now;
    }

    public ConsultationId id() {
        return id;
    }

    public ConsultantId consultantId() {
        return consultant;
    }

    public Actor consultant() {
        return new Actor.Consultant(consultant);
    }

    public Actor customer() {
        return new Actor.Customer(id);
    }

    public static Actor engine() {
        return new Actor.Engine();
    }

    public static Instant time(long millis) {
        return START.plusMillis(millis);
    }
}
