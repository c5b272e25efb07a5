package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** Simulated time: what is due next happens next, and time jumps there. One thread. */
final class Scheduler {

    private static final int DEEPEST = 3;

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private Instant now;
    private long order;
    private int depth;

    private record Task(Instant at, long order, Runnable work) implements Comparable<Task> {

        @Override
        public int compareTo(Task other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }
    }

    Scheduler(Instant start) {
        this.now = start;
    }

    Instant now() {
        return now;
    }

    void at(Instant when, Runnable work) {
        tasks.add(new Task(when.isBefore(now) ? now : when, order++, work));
    }

    void after(Duration delay, Runnable work) {
        at(now.plus(delay), work);
    }

    /** Runs what is due until the instant, and stands at it. */
    void runUntil(Instant end) {
        while (!tasks.isEmpty() && !tasks.peek().at().isAfter(end)) {
            Task task = tasks.remove();
            now = task.at().isAfter(now) ? task.at() : now;
            task.work().run();
        }
        now = end.isAfter(now) ? end : now;
    }

    /** Lets others act in the middle of what runs now; not deeper than three levels, as no more threads meet there. */
    void meanwhile(Duration length) {
        if (depth >= DEEPEST) {
            return;
        }
        depth++;
        try {
            runUntil(now.plus(length));
        } finally {
            depth--;
        }
    }
}
