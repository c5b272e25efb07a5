package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsultationCommand;
import org.connectme.core.command.MeterCommand;
import org.connectme.core.command.PaymentCommand;
import org.connectme.core.command.PresenceCommand;
import org.connectme.core.command.PresenceCommand.Span;
import org.connectme.core.event.PaymentEvent.CardSaved;
import org.connectme.core.event.PaymentEvent.ChallengeRequired;
import org.connectme.core.event.PaymentEvent.RaiseOffered;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;

/** Two people and their consultation: what they do, in what order they like, with which mishaps. */
final class Meeting {

    private static final int PLANNED_MINUTES = 60;

    private final World world;
    private final Dice dice;
    private final ConsultationId id;
    private final Actor consultantActor;
    private final Actor customerActor;
    private final Person consultant;
    private final Person customer;
    private final Offer firstOffer;
    private final Asking asking;
    private Instant callSince = Instant.MAX;
    private int attempts;
    private int offers = 1;

    Meeting(World world, ConsultationId id) {
        this.world = world;
        this.dice = world.dice();
        this.id = id;
        this.consultantActor = new Actor.Consultant(world.consultant());
        this.customerActor = new Actor.Customer(id);
        this.consultant = new Person(world, id, Side.CONSULTANT);
        this.customer = new Person(world, id, Side.CUSTOMER);
        this.firstOffer = Offers.roll(dice, id, 1);
        this.asking = new Asking(dice);
    }

    ConsultationId id() {
        return id;
    }

    /** The plan that stands. */
    RatePlan plan() {
        Offer offer = state().offer();
        return (offer == null ? firstOffer : offer).plan();
    }

    List<Person> people() {
        return List.of(consultant, customer);
    }

    Person consultant() {
        return consultant;
    }

    Person customer() {
        return customer;
    }

    void begin() {
        boolean scheduled = send(
                consultantActor,
                new ConsultationCommand.Schedule(
                        world.consultant(),
                        "Ana Weber",
                        "",
                        "Tom Reed",
                        "tom@example.org",
                        "A question",
                        firstStart(),
                        PLANNED_MINUTES,
                        "Europe/Berlin",
                        "en",
                        world.now().plus(Duration.ofDays(12)),
                        firstOffer));
        if (!scheduled && world.history(id).isEmpty()) {
            soon(this::begin);
            return;
        }
        world.scheduler().after(Duration.ofHours(5), this::callOff);
        boolean nobodyEverComes = dice.chance(0.04);
        if (!nobodyEverComes) {
            soon(this::prepare);
            new Refunding(world, id, consultantActor).begin();
        }
    }

    /** Contact, agreement, card: each again until the journal has it, and again after a new offer. */
    private void prepare() {
        History history = world.history(id);
        Consultation now = state();
        if (!now.isOpen()) {
            return;
        }
        if (dice.chance(0.06)) {
            changeOfMind();
        } else if (now.contact() == null) {
            send(
                    customerActor,
                    new ConsultationCommand.GiveContact("Tom Reed", "tom@example.org", "", "It is about this"));
        } else if (now.agreement() == null) {
            Offer offer = now.offer();
            click(customerActor, new ConsultationCommand.Agree(offer.planHash(), offer.termsHash(), true));
        } else if (!now.isReadyToJoin()) {
            pay(history);
        } else {
            customer.appear();
            consultant.appear();
            soon(this::enter);
            return;
        }
        soon(this::prepare);
    }

    /** Before the meter starts, everything may still change. */
    private void changeOfMind() {
        if (dice.chance(0.3)) {
            click(dice.chance(0.5) ? customerActor : consultantActor, new ConsultationCommand.Cancel("no need"));
        } else if (dice.chance(0.5)) {
            offers++;
            click(consultantActor, new ConsultationCommand.ChangeOffer(Offers.roll(dice, id, offers)));
        } else {
            Instant startsAt = world.now().plus(Duration.ofMinutes(dice.between(0, 90)));
            Instant until = world.now().plus(Duration.ofDays(2));
            click(
                    consultantActor,
                    new ConsultationCommand.Reschedule(startsAt, PLANNED_MINUTES, "Europe/Berlin", until));
        }
    }

    /** Some agree on a day that is further away than a hold lasts, and then meet today after all. */
    private Instant firstStart() {
        return world.now().plus(dice.chance(0.2) ? Duration.ofDays(9) : Duration.ofMinutes(30));
    }

    /** Nobody waits nine days in four: what was never moved to today is called off. */
    private void callOff() {
        Consultation now = state();
        if (now.isOpen() && now.startsAt().isAfter(world.now().plus(Duration.ofDays(1)))) {
            send(consultantActor, new ConsultationCommand.Cancel("another time"));
            world.scheduler().after(dice.millis(10_000, 60_000), this::callOff);
        }
    }

    private boolean isMeetingTodayAfterAll(History history) {
        boolean isFar = state().startsAt().isAfter(world.now().plus(Duration.ofDays(1)));
        return isFar && (history.has(CardSaved.class) ? dice.chance(0.5) : dice.chance(0.02));
    }

    private void pay(History history) {
        if (isMeetingTodayAfterAll(history)) {
            Instant startsAt = world.now().plus(Duration.ofMinutes(dice.between(0, 60)));
            Instant until = world.now().plus(Duration.ofDays(2));
            click(
                    consultantActor,
                    new ConsultationCommand.Reschedule(startsAt, PLANNED_MINUTES, "Europe/Berlin", until));
            return;
        }
        if (dice.chance(0.3) && history.last(ChallengeRequired.class).isPresent()) {
            ChallengeRequired challenge = history.last(ChallengeRequired.class).orElseThrow();
            String answer = dice.chance(0.8) ? "yes" : "no";
            click(customerActor, new PaymentCommand.AnswerChallenge(challenge.operation(), answer));
            return;
        }
        if (dice.chance(0.4)) {
            attempts++;
        }
        String provider = dice.chance(0.05) ? SimPayments.SECOND : world.provider(id);
        click(customerActor, new PaymentCommand.PlaceHold("attempt-" + Math.max(attempts, 1), provider, "card"));
    }

    private void enter() {
        Consultation now = state();
        if (!now.isOpen()) {
            return;
        }
        if (dice.chance(0.02)) {
            changeOfMind();
        }
        if (!state().isReadyToJoin()) {
            soon(this::prepare);
            return;
        }
        if (!now.inCall().contains(Side.CUSTOMER) && customer.isConnected()) {
            send(customerActor, new PresenceCommand.EnterCall());
        }
        if (!now.inCall().contains(Side.CONSULTANT) && consultant.isConnected()) {
            send(consultantActor, new PresenceCommand.EnterCall());
        }
        if (state().inCall().size() < 2) {
            soon(this::enter);
            return;
        }
        if (callSince.equals(Instant.MAX)) {
            callSince = world.now();
            mishap();
        }
        world.scheduler().after(dice.millis(3_000, 20_000), this::talk);
    }

    /** What people do in a call, until it is over. */
    private void talk() {
        Consultation now = state();
        if (!now.isOpen()) {
            return;
        }
        if (!now.isReadyToJoin() && now.meterStartedAt() == null) {
            soon(this::prepare);
            return;
        }
        boolean wantsToEnd = world.now().isAfter(callSince.plus(Duration.ofMinutes(dice.between(2, 90))));
        if (now.meterStartedAt() == null) {
            press(consultantActor, new MeterCommand.StartMeter());
        } else if (wantsToEnd) {
            end();
        } else {
            act();
        }
        if (dice.chance(0.1)) {
            world.look(id);
        }
        world.scheduler().after(dice.millis(1_000, 60_000), this::talk);
    }

    private void act() {
        Actor either = dice.chance(0.5) ? customerActor : consultantActor;
        if (dice.chance(0.15)) {
            press(consultantActor, new MeterCommand.PauseMeter());
        } else if (dice.chance(0.4)) {
            press(consultantActor, new MeterCommand.StartMeter());
        } else if (dice.chance(0.08)) {
            long limit = dice.between(1, plan().isFree() ? 1_000 : plan().hold());
            press(customerActor, new MeterCommand.SetLimit(new Money(limit, plan().currency())));
        } else if (world.history(id).has(RaiseOffered.class) && dice.chance(0.4)) {
            RaiseOffered offer = world.history(id).last(RaiseOffered.class).orElseThrow();
            press(customerActor, new PaymentCommand.RaiseHold("request-" + dice.between(1, 6), offer.total()));
        } else if (dice.chance(0.05)) {
            press(either, new ConsultationCommand.ProposeEnd());
        } else if (dice.chance(0.05)) {
            press(either, new ConsultationCommand.DismissEnd());
        } else if (dice.chance(0.3)) {
            press(consultantActor, asking.consultantsNext());
        } else if (dice.chance(0.6) && asking.wasAnything()) {
            press(customerActor, asking.customersNext());
        }
    }

    private void end() {
        Actor who = dice.chance(0.5) ? customerActor : consultantActor;
        Actor other = who == customerActor ? consultantActor : customerActor;
        if (dice.chance(0.6)) {
            press(who, new ConsultationCommand.ProposeEnd());
        }
        Duration first = dice.millis(0, 3_000);
        world.scheduler().after(first, () -> press(who, new ConsultationCommand.HangUp()));
        if (dice.chance(0.3)) {
            Duration second = dice.chance(0.5) ? first : dice.millis(0, 3_000);
            world.scheduler().after(second, () -> press(other, new ConsultationCommand.HangUp()));
        }
    }

    private void mishap() {
        if (!state().isOpen()) {
            return;
        }
        Person who = dice.chance(0.5) ? consultant : customer;
        if (dice.chance(0.2)) {
            who.reload();
        } else if (dice.chance(0.03)) {
            who.cutNetwork(Duration.ZERO, true);
        } else if (dice.chance(0.5)) {
            who.cutNetwork(dice.chance(0.1) ? dice.millis(85_000, 101_000) : dice.millis(200, 60_000), false);
        }
        world.scheduler().after(dice.millis(5_000, 240_000), this::mishap);
    }

    /** A button of the call: whoever is cut off cannot press it. */
    private void press(Actor actor, Command command) {
        Person person = actor == customerActor ? customer : consultant;
        if (person.isConnected()) {
            click(actor, command);
        }
    }

    /** Some click twice, and the second click may overtake the first one's append. */
    private void click(Actor actor, Command command) {
        boolean twice = dice.chance(0.2);
        if (twice) {
            world.scheduler().after(dice.millis(0, 30), () -> send(actor, command));
        }
        send(actor, command);
    }

    List<Span> flow(Instant end) {
        if (!callSince.isBefore(end)) {
            return List.of();
        }
        List<Span> inCall = List.of(new Span(callSince, end));
        return Truth.common(inCall, Truth.common(consultant.linkedUntil(end), customer.linkedUntil(end)));
    }

    private boolean send(Actor actor, Command command) {
        return world.send(id, actor, command);
    }

    private Consultation state() {
        return world.state(id);
    }

    private void soon(Runnable next) {
        if (world.now().isBefore(World.START.plus(Duration.ofHours(4)))) {
            world.scheduler().after(dice.millis(500, 8_000), next);
        }
    }
}
