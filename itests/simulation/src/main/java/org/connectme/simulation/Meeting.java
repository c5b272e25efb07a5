package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.RatePlan.Tax;
import org.connectme.core.Seller;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsultationCommand;
import org.connectme.core.command.MeterCommand;
import org.connectme.core.command.PaymentCommand;
import org.connectme.core.command.PresenceCommand;
import org.connectme.core.command.PresenceCommand.Span;
import org.connectme.core.event.PaymentEvent.ChallengeRequired;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;

/** Two people and their consultation: what they do, in what order they like, with which mishaps. */
final class Meeting {

    private final World world;
    private final Dice dice;
    private final ConsultationId id;
    private final Actor consultantActor;
    private final Actor customerActor;
    private final Person consultant;
    private final Person customer;
    private final RatePlan plan;
    private Instant callSince = Instant.MAX;
    private int attempts;

    Meeting(World world, ConsultationId id) {
        this.world = world;
        this.dice = world.dice();
        this.id = id;
        this.consultantActor = new Actor.Consultant(world.consultant());
        this.customerActor = new Actor.Customer(id);
        this.consultant = new Person(world, id, Side.CONSULTANT);
        this.customer = new Person(world, id, Side.CUSTOMER);
        this.plan = rollPlan();
    }

    ConsultationId id() {
        return id;
    }

    RatePlan plan() {
        return plan;
    }

    List<Person> people() {
        return List.of(consultant, customer);
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
                        world.now().plus(Duration.ofMinutes(30)),
                        60,
                        "Europe/Berlin",
                        "en",
                        world.now().plus(Duration.ofDays(2)),
                        offer()));
        if (!scheduled && world.history(id).isEmpty()) {
            soon(this::begin);
            return;
        }
        if (dice.chance(0.04)) {
            return;
        }
        soon(this::prepare);
    }

    /** Contact, agreement, card: each again until the journal has it. */
    private void prepare() {
        History history = world.history(id);
        Consultation now = Consultation.of(history);
        if (!now.isOpen()) {
            return;
        }
        if (dice.chance(0.02)) {
            send(dice.chance(0.5) ? customerActor : consultantActor, new ConsultationCommand.Cancel("no need"));
        } else if (now.contact() == null) {
            send(
                    customerActor,
                    new ConsultationCommand.GiveContact("Tom Reed", "tom@example.org", "", "It is about this"));
        } else if (now.agreement() == null) {
            Offer offer = now.offer();
            send(customerActor, new ConsultationCommand.Agree(offer.planHash(), offer.termsHash(), true));
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

    private void pay(History history) {
        if (dice.chance(0.3) && history.last(ChallengeRequired.class).isPresent()) {
            ChallengeRequired challenge = history.last(ChallengeRequired.class).orElseThrow();
            String answer = dice.chance(0.8) ? "yes" : "no";
            send(customerActor, new PaymentCommand.AnswerChallenge(challenge.operation(), answer));
            return;
        }
        if (dice.chance(0.4)) {
            attempts++;
        }
        PaymentCommand.PlaceHold hold =
                new PaymentCommand.PlaceHold("attempt-" + Math.max(attempts, 1), SimPayments.ID, "card");
        send(customerActor, hold);
        if (dice.chance(0.3)) {
            send(customerActor, hold);
        }
    }

    private void enter() {
        Consultation now = state();
        if (!now.isOpen()) {
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
        callSince = world.now();
        world.scheduler().after(dice.millis(3_000, 20_000), this::talk);
        mishap();
    }

    /** What people do in a call, until it is over. */
    private void talk() {
        Consultation now = state();
        if (!now.isOpen()) {
            return;
        }
        boolean wantsToEnd = world.now().isAfter(callSince.plus(Duration.ofMinutes(dice.between(2, 90))));
        if (now.meterStartedAt() == null) {
            press(consultantActor, new MeterCommand.StartMeter());
        } else if (wantsToEnd) {
            end();
        } else if (dice.chance(0.15)) {
            press(consultantActor, new MeterCommand.PauseMeter());
        } else if (dice.chance(0.5)) {
            press(consultantActor, new MeterCommand.StartMeter());
        } else if (dice.chance(0.08)) {
            long limit = dice.between(1, plan.isFree() ? 1_000 : plan.hold());
            press(customerActor, new MeterCommand.SetLimit(new Money(limit, plan.currency())));
        } else if (dice.chance(0.05)) {
            press(dice.chance(0.5) ? customerActor : consultantActor, new ConsultationCommand.ProposeEnd());
        } else if (dice.chance(0.05)) {
            press(dice.chance(0.5) ? customerActor : consultantActor, new ConsultationCommand.DismissEnd());
        }
        world.scheduler().after(dice.millis(1_000, 60_000), this::talk);
    }

    private void end() {
        Actor who = dice.chance(0.5) ? customerActor : consultantActor;
        Actor other = who == customerActor ? consultantActor : customerActor;
        if (dice.chance(0.6)) {
            press(who, new ConsultationCommand.ProposeEnd());
        }
        world.scheduler().after(dice.millis(0, 3_000), () -> press(who, new ConsultationCommand.HangUp()));
        if (dice.chance(0.2)) {
            world.scheduler().after(dice.millis(0, 3_000), () -> press(other, new ConsultationCommand.HangUp()));
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

    /** A button: whoever is cut off cannot press it, and some press twice. */
    private void press(Actor actor, Command command) {
        Person person = actor == customerActor ? customer : consultant;
        if (!person.isConnected()) {
            return;
        }
        send(actor, command);
        if (dice.chance(0.15)) {
            send(actor, command);
        }
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
        return Consultation.of(world.history(id));
    }

    private void soon(Runnable next) {
        if (world.now().isBefore(World.START.plus(Duration.ofHours(4)))) {
            world.scheduler().after(dice.millis(500, 8_000), next);
        }
    }

    private Offer offer() {
        return new Offer(plan, new Seller("Ana Weber", "Hill Street 1", ""), "en", "Terms.", "Privacy.", "");
    }

    private RatePlan rollPlan() {
        String[] currencies = {"EUR", "JPY", "KWD", "USD"};
        boolean free = dice.chance(0.05);
        long price = free ? 0 : dice.between(1, 900);
        long minimum = free || dice.chance(0.6) ? 0 : dice.between(1, 1_500);
        Integer[] steps = {1, 1, 6, 30, 60};
        Long cap = dice.chance(0.7) ? null : Long.valueOf(dice.between(500, 20_000));
        Tax tax = new Tax("VAT", (int) dice.between(0, 2_500), dice.chance(0.5));
        long hold = free ? 0 : dice.between(4_000, 60_000);
        return new RatePlan(
                new UUID(7, id.value().getLeastSignificantBits()),
                1,
                "Plan",
                Currency.getInstance(dice.oneOf(currencies)),
                price,
                dice.oneOf(steps),
                (int) (dice.chance(0.5) ? 0 : dice.between(1, 300)),
                minimum,
                cap,
                tax,
                hold);
    }
}
