package org.connectme.simulation;

import java.time.Duration;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.command.Actor;
import org.connectme.core.command.PaymentCommand.Refund;
import org.connectme.core.event.PaymentEvent.Captured;

/** The consultant gives money back, in parts, with double clicks, and tries to give back more than was taken. */
final class Refunding {

    private static final Duration MOST_DAYS = Duration.ofDays(1);

    private final World world;
    private final Dice dice;
    private final ConsultationId id;
    private final Actor consultant;
    private int requests;

    Refunding(World world, ConsultationId id, Actor consultant) {
        this.world = world;
        this.dice = world.dice();
        this.id = id;
        this.consultant = consultant;
    }

    /** Looks now and then whether there is something to give back. */
    void begin() {
        world.scheduler().after(dice.millis(60_000, 3_600_000), this::perhaps);
    }

    private void perhaps() {
        if (world.now().isAfter(World.START.plus(MOST_DAYS)) || requests == 3) {
            return;
        }
        world.history(id).last(Captured.class).map(Captured::amount).ifPresent(this::ask);
        begin();
    }

    private void ask(Money taken) {
        requests++;
        long most = dice.chance(0.2) ? 2 * taken.minorUnits() : taken.minorUnits();
        Refund refund = new Refund(
                "refund-" + requests + "-of-" + id,
                new Money(dice.chance(0.3) ? taken.minorUnits() : dice.between(1, most), taken.currency()));
        world.send(id, consultant, refund);
        if (dice.chance(0.5)) {
            world.scheduler().after(dice.millis(0, 400), () -> world.send(id, consultant, refund));
        }
    }
}
