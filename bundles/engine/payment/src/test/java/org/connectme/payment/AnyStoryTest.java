package org.connectme.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.account.PaymentForms.Form;
import org.connectme.core.command.PaymentCommand.AnswerChallenge;
import org.connectme.core.command.PaymentCommand.RaiseHold;
import org.connectme.core.command.PaymentCommand.Refund;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.payment.CardServiceInMemory.Line;
import org.connectme.payment.PaymentProjection.Challenge;
import org.connectme.payment.PaymentProjection.RaiseView;
import org.connectme.payment.PaymentProjection.Status;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;

/**
 * Whatever the line to the payment service does, whatever the customer presses, and whenever the server is restarted:
 * the money is right. A failing seed is printed and plays the same story again.
 */
class AnyStoryTest {

    private static final long HOLD = 5000;
    private static final Set<State> STANDING = Set.of(State.HELD, State.CHALLENGE, State.SAVED);

    @Property(tries = 1500)
    void theMoneyIsRightInEveryStory(@ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(new ConsultationId(new UUID(random.nextLong(), random.nextLong())));
        int daysAhead = random.nextInt(4) == 0 ? 5 + random.nextInt(20) : 0;
        world.scheduled(
                World.plan(200, HOLD, "EUR"),
                World.START.plus(Duration.ofDays(daysAhead).plusHours(1)));
        world.agree();
        world.service.abilities(anyAbilities(random));
        world.second = world.withSecondService();
        disturb(world, random, 0.4);

        beforeTheCall(world, random);
        if (daysAhead > 0) {
            world.run(Duration.ofDays(daysAhead));
            beforeTheCall(world, random);
        }
        long due = theCall(world, random);
        world.run(Duration.ofMinutes(random.nextInt(600)));
        maybeRestart(world, random);
        world.service.line(Line.GOOD);
        world.second.line(Line.GOOD);
        world.registry.unbind(world.service);
        world.registry.bind(world.service);
        world.run(Duration.ofDays(3));

        assertThatMoneyIsRight(world, due);
        refund(world, random);
    }

    private static void beforeTheCall(World world, Random random) {
        int steps = 3 + random.nextInt(12);
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> place(world, random);
                case 4 -> answer(world, random);
                case 5 -> maybeRestart(world, random);
                case 6 -> away(world, random);
                default -> maybeNewOffer(world, random);
            }
            world.run(Duration.ofMillis(random.nextInt(40_000)));
            assertThat(world.service.standing() + world.second.standing() - givenUp(world))
                    .as("holds that stand at once, after %s", world.story())
                    .isLessThanOrEqualTo(1);
        }
    }

    /** Attempts the customer replaced because nobody knew what became of them. */
    private static long givenUp(World world) {
        return world.history()
                .all(HoldDeclined.class)
                .filter(declined -> !List.of("generic", "insufficient-funds").contains(declined.reason()))
                .count();
    }

    private static void place(World world, Random random) {
        String provider = random.nextInt(5) == 0
                ? "other"
                : world.forms.next(world.history()).map(Form::provider).orElse("cards");
        world.place("attempt-" + random.nextInt(8), provider, anyMethod(random));
    }

    private static String anyMethod(Random random) {
        return new String[] {"ok", "ok", "decline", "challenge", "away"}[random.nextInt(5)];
    }

    private static Ability[] anyAbilities(Random random) {
        return Arrays.stream(Ability.values())
                .filter(ability ->
                        ability == Ability.PARTIAL_CAPTURE || ability == Ability.REFUND || random.nextInt(4) > 0)
                .toArray(Ability[]::new);
    }

    private static void answer(World world, Random random) {
        Challenge challenge = world.view(Side.CUSTOMER).challenge();
        if (challenge != null) {
            world.customer(new AnswerChallenge(challenge.operation(), random.nextBoolean() ? "complete" : "fail"));
        }
    }

    private static void maybeRestart(World world, Random random) {
        if (random.nextBoolean()) {
            world.restart();
        }
    }

    private static void away(World world, Random random) {
        world.registry.unbind(world.service);
        world.run(Duration.ofMillis(random.nextInt(100_000)));
        world.registry.bind(world.service);
    }

    private static void maybeNewOffer(World world, Random random) {
        if (random.nextInt(3) == 0) {
            world.changeOffer(World.plan(200 + random.nextInt(100), HOLD, "EUR"));
            world.agree();
        }
    }

    private static void disturb(World world, Random random, double part) {
        Line[] faults = {Line.BUSY, Line.LOST_GOING, Line.LOST_COMING};
        Supplier<Line> line = () -> random.nextDouble() < part ? faults[random.nextInt(faults.length)] : Line.GOOD;
        world.service.line(line);
        world.second.line(line);
    }

    /** @return what is due, or 0 */
    private static long theCall(World world, Random random) {
        if (!world.state().consultation().isReadyToJoin() || random.nextInt(5) == 0) {
            world.happen(new ConsultationCancelled(Side.CUSTOMER, ""));
            return 0;
        }
        world.start();
        world.run(Duration.ofMinutes(random.nextInt(60)));
        raise(world, random);
        long ceiling = world.state().standingHold().orElseThrow().amount().minorUnits();
        long due = random.nextInt(4) == 0 ? random.nextInt(60) : random.nextInt((int) ceiling + 1);
        world.end(due);
        return due;
    }

    private static void raise(World world, Random random) {
        for (int i = 0; i < 4 && random.nextBoolean(); i++) {
            world.near();
            RaiseView offered = world.view(Side.CUSTOMER).raise();
            if (offered != null) {
                world.customer(new RaiseHold("request-" + random.nextInt(3), offered.total()));
            }
            world.run(Duration.ofMillis(random.nextInt(90_000)));
            maybeRestart(world, random);
        }
    }

    private static List<Payment> payments(World world) {
        return Stream.concat(world.service.payments().stream(), world.second.payments().stream())
                .toList();
    }

    private static void assertThatMoneyIsRight(World world, long due) {
        String story = world.story().toString();
        long captured = payments(world).stream().mapToLong(Payment::captured).sum();
        long expected = due < 50 ? 0 : due;
        assertThat(captured).as("taken, after %s", story).isEqualTo(expected);
        assertThat(world.service.captures().size() + world.second.captures().size())
                .as("captures, after %s", story)
                .isEqualTo(expected == 0 ? 0 : 1);
        assertThat(world.history().all(CaptureRequested.class).count()).isEqualTo(expected == 0 ? 0 : 1);
        assertThat(world.history()
                        .all(Captured.class)
                        .map(taken -> taken.amount().minorUnits()))
                .as("what the journal says, after %s", story)
                .isEqualTo(expected == 0 ? List.of() : List.of(expected));
        assertThat(world.history().all(ReceiptIssued.class).count()).isEqualTo(expected == 0 ? 0 : 1);
        assertThat(payments(world).stream()
                        .filter(payment -> STANDING.contains(payment.state()))
                        .count())
                .as("what is left on hold and not named, after %s", story)
                .isLessThanOrEqualTo(neverFound(world));
        assertThat(world.state().undecidedRaise()).as("raises, after %s", story).isEmpty();
        HoldPlaced hold = world.state().consultation().hold();
        assertThat(expected)
                .as("taken of the hold, after %s", story)
                .isLessThanOrEqualTo(hold == null ? 0 : hold.amount().minorUnits());
        assertThat(world.status())
                .as("after %s", story)
                .isIn(Status.CAPTURED, Status.RELEASED, Status.WAIVED, Status.NONE);
    }

    /** A service that looks nothing up can leave a hold that was given up in doubt to run out by itself. */
    private static long neverFound(World world) {
        return world.service.capabilities("EUR").orElseThrow().can(Ability.LOOKUP) ? 0 : givenUp(world);
    }

    private static void refund(World world, Random random) {
        Money captured = world.view(Side.CONSULTANT).captured();
        if (captured == null) {
            return;
        }
        disturb(world, random, 0.5);
        for (int i = 0; i < 4; i++) {
            long amount = 1 + random.nextInt((int) captured.minorUnits());
            world.consultant(new Refund("request-" + random.nextInt(3), Money.of(amount, "EUR")));
            world.run(Duration.ofSeconds(random.nextInt(30)));
            maybeRestart(world, random);
        }
        world.service.line(Line.GOOD);
        world.second.line(Line.GOOD);
        world.run(Duration.ofDays(3));
        long refunded = payments(world).stream().mapToLong(Payment::refunded).sum();
        assertThat(refunded).isBetween(1L, captured.minorUnits());
        assertThat(world.view(Side.CONSULTANT).refunded()).isEqualTo(Money.of(refunded, "EUR"));
    }
}
