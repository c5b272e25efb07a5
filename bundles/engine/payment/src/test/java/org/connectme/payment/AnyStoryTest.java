package org.connectme.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.command.PaymentCommand.AnswerChallenge;
import org.connectme.core.command.PaymentCommand.Refund;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.payment.CardServiceInMemory.Line;
import org.connectme.payment.PaymentProjection.Challenge;
import org.connectme.payment.PaymentProjection.Status;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;

/**
 * Whatever the line to the payment service does, whatever the customer presses, and whenever the server is restarted:
 * the money is right. A failing seed is printed and plays the same story again.
 */
class AnyStoryTest {

    private static final long HOLD = 5000;

    @Property(tries = 1500)
    void theMoneyIsRightInEveryStory(@ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(new ConsultationId(new UUID(random.nextLong(), random.nextLong())));
        world.scheduled(World.plan(200, HOLD, "EUR")).agree();
        disturb(world, random, 0.4);

        beforeTheCall(world, random);
        long due = theCall(world, random);
        world.run(Duration.ofMinutes(random.nextInt(600)));
        maybeRestart(world, random);
        world.service.line(Line.GOOD);
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
                case 0, 1, 2, 3 -> world.place("attempt-" + random.nextInt(6), anyMethod(random));
                case 4 -> answer(world, random);
                case 5 -> maybeRestart(world, random);
                case 6 -> away(world, random);
                default -> maybeNewOffer(world, random);
            }
            world.run(Duration.ofMillis(random.nextInt(40_000)));
            assertThat(world.service.standing())
                    .as("holds that stand at once, after %s", world.story())
                    .isLessThanOrEqualTo(1);
        }
    }

    private static String anyMethod(Random random) {
        return new String[] {"ok", "ok", "decline", "challenge"}[random.nextInt(4)];
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
        world.service.line(() -> random.nextDouble() < part ? faults[random.nextInt(faults.length)] : Line.GOOD);
    }

    /** @return what is due, or 0 */
    private static long theCall(World world, Random random) {
        if (!world.state().consultation().isReadyToJoin() || random.nextInt(5) == 0) {
            world.happen(new ConsultationCancelled(Side.CUSTOMER, ""));
            return 0;
        }
        world.start();
        world.run(Duration.ofMinutes(random.nextInt(60)));
        long due = random.nextInt(4) == 0 ? random.nextInt(60) : random.nextInt(6000);
        world.end(due);
        return due;
    }

    private static void assertThatMoneyIsRight(World world, long due) {
        String story = world.story().toString();
        long captured =
                world.service.payments().stream().mapToLong(Payment::captured).sum();
        long expected = due < 50 ? 0 : Math.min(due, HOLD);
        assertThat(captured).as("taken, after %s", story).isEqualTo(expected);
        assertThat(world.service.captures()).as("captures, after %s", story).hasSize(expected == 0 ? 0 : 1);
        assertThat(world.history().all(CaptureRequested.class).count()).isEqualTo(expected == 0 ? 0 : 1);
        assertThat(world.history()
                        .all(Captured.class)
                        .map(taken -> taken.amount().minorUnits()))
                .as("what the journal says, after %s", story)
                .isEqualTo(expected == 0 ? java.util.List.of() : java.util.List.of(expected));
        assertThat(world.history().all(ReceiptIssued.class).count()).isEqualTo(expected == 0 ? 0 : 1);
        assertThat(world.service.payments())
                .as("what is left on hold, after %s", story)
                .noneMatch(payment -> payment.state() == State.HELD || payment.state() == State.CHALLENGE);
        assertThat(world.status())
                .as("after %s", story)
                .isIn(Status.CAPTURED, Status.RELEASED, Status.WAIVED, Status.NONE);
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
        world.run(Duration.ofDays(3));
        long refunded =
                world.service.payments().stream().mapToLong(Payment::refunded).sum();
        assertThat(refunded).isBetween(1L, captured.minorUnits());
        assertThat(world.view(Side.CONSULTANT).refunded()).isEqualTo(Money.of(refunded, "EUR"));
    }
}
