package org.connectme.agent.core.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/** A loop whose time passes when the test says so. */
public final class ManualLoop implements Loop {

    private record Later(long atNanos, Runnable work) {}

    private final Queue<Runnable> soon = new ArrayDeque<>();
    private final List<Later> later = new ArrayList<>();
    private long now = 5_000_000_000L;

    @Override
    public void run(Runnable work) {
        soon.add(work);
    }

    @Override
    public Due after(long millis, Runnable work) {
        Later due = new Later(now + millis * 1_000_000, work);
        later.add(due);
        return () -> later.remove(due);
    }

    @Override
    public long nanos() {
        return now;
    }

    /** Does everything that is due until then, each at its own time. */
    public void pass(long millis) {
        long end = now + millis * 1_000_000;
        settle();
        while (true) {
            Later next = later.stream()
                    .filter(due -> due.atNanos() <= end)
                    .min(Comparator.comparingLong(Later::atNanos))
                    .orElse(null);
            if (next == null) {
                break;
            }
            later.remove(next);
            now = Math.max(now, next.atNanos());
            next.work().run();
            settle();
        }
        now = end;
    }

    private void settle() {
        for (Runnable work = soon.poll(); work != null; work = soon.poll()) {
            work.run();
        }
    }
}
