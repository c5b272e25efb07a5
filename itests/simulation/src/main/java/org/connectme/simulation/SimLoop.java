package org.connectme.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.connectme.agent.core.link.Loop;

/** A thread of the desktop app: its work in order, a little late, and none in the middle of other work of its own. */
final class SimLoop implements Loop {

    private final Scheduler scheduler;
    private final Dice dice;
    private final LongSupplier nanos;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean isBusy;
    private boolean hasEnded;

    SimLoop(Scheduler scheduler, Dice dice, LongSupplier nanos) {
        this.scheduler = scheduler;
        this.dice = dice;
        this.nanos = nanos;
    }

    @Override
    public void run(Runnable work) {
        waiting.add(work);
        scheduler.after(dice.millis(0, dice.chance(0.05) ? 80 : 3), this::work);
    }

    @Override
    public Due after(long millis, Runnable work) {
        boolean[] cancelled = {false};
        scheduler.after(Duration.ofMillis(millis), () -> {
            if (!cancelled[0]) {
                waiting.add(work);
                work();
            }
        });
        return () -> cancelled[0] = true;
    }

    @Override
    public long nanos() {
        return nanos.getAsLong();
    }

    /** The process is gone. */
    void end() {
        hasEnded = true;
        waiting.clear();
    }

    private void work() {
        if (isBusy) {
            return;
        }
        isBusy = true;
        try {
            for (Runnable next = waiting.poll(); next != null && !hasEnded; next = waiting.poll()) {
                next.run();
            }
        } finally {
            isBusy = false;
        }
    }
}
