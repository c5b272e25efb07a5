package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The channel between the consultant's page and the app, past the server: in order, nothing lost while it is open, and so
 * what was said before a cut arrives after it. It closes when the cut is noticed, and opens again when it is over.
 */
final class Wire<M> {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Scheduler scheduler;
    private final Dice dice;
    private final BooleanSupplier isLinked;
    private final Consumer<M> heard;
    private final Consumer<Boolean> opened;
    private final Queue<M> onItsWay = new ArrayDeque<>();
    private boolean open;
    private boolean wanted;
    private Instant cutSince = Instant.MAX;
    private Duration notices = Duration.ZERO;

    Wire(Scheduler scheduler, Dice dice, BooleanSupplier isLinked, Consumer<M> heard, Consumer<Boolean> opened) {
        this.scheduler = scheduler;
        this.dice = dice;
        this.isLinked = isLinked;
        this.heard = heard;
        this.opened = opened;
    }

    boolean isOpen() {
        return open;
    }

    void begin() {
        wanted = true;
        look();
    }

    void end() {
        wanted = false;
        close();
    }

    /** One side is gone for a moment, as with a reload or a crash; what was on its way is lost. */
    void close() {
        onItsWay.clear();
        if (open) {
            open = false;
            opened.accept(false);
        }
    }

    /** Lost if it is not open. */
    void say(M message) {
        if (open) {
            onItsWay.add(message);
            scheduler.after(dice.millis(5, dice.chance(0.05) ? 1_500 : 80), this::deliver);
        }
    }

    private void deliver() {
        if (open && isLinked.getAsBoolean() && !onItsWay.isEmpty()) {
            heard.accept(onItsWay.remove());
        }
    }

    private void look() {
        if (!wanted) {
            return;
        }
        boolean linked = isLinked.getAsBoolean();
        if (!linked && open && cutSince.equals(Instant.MAX)) {
            cutSince = scheduler.now();
            notices = dice.millis(5_000, 30_000);
        } else if (!linked && open && scheduler.now().isAfter(cutSince.plus(notices))) {
            close();
        } else if (linked) {
            cutSince = Instant.MAX;
            if (!open && dice.chance(0.3)) {
                open = true;
                opened.accept(true);
            }
            while (open && !onItsWay.isEmpty() && dice.chance(0.5)) {
                deliver();
            }
        }
        scheduler.after(LOOK, this::look);
    }
}
