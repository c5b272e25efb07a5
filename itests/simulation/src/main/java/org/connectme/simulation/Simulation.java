package org.connectme.simulation;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.connectme.core.journal.Entry;

/** Plays seeds and says which broke a promise. {@code main} takes {@code --seeds N --from S [--bug NAME]}. */
public final class Simulation {

    private Simulation() {}

    /** @param broken what did not hold; empty for a good seed */
    public record Result(long seed, List<String> broken) {}

    static Result play(long seed, Bug bug) {
        World world = new World(seed, bug);
        try {
            world.play();
            return new Result(seed, Checks.of(world));
        } catch (RuntimeException | Crash e) {
            StackTraceElement[] trace = e.getStackTrace();
            return new Result(seed, List.of("threw " + e + (trace.length == 0 ? "" : " at " + trace[0])));
        }
    }

    /** The seeds that broke a promise, in order, played on all processors. */
    static Stream<Result> broken(long from, long seeds, Bug bug) {
        return broken(LongStream.range(from, from + seeds), bug);
    }

    static Stream<Result> broken(LongStream seeds, Bug bug) {
        return seeds.parallel()
                .mapToObj(seed -> play(seed, bug))
                .filter(result -> !result.broken().isEmpty());
    }

    public static void main(String[] arguments) {
        long seeds = Long.parseLong(option(arguments, "--seeds", "2000"));
        long from = Long.parseLong(option(arguments, "--from", "1"));
        Bug bug = Bug.valueOf(option(arguments, "--bug", Bug.NONE.name()));
        PrintStream out = System.out;
        long started = System.nanoTime();
        AtomicLong failed = new AtomicLong();
        broken(from, seeds, bug).forEachOrdered(result -> {
            out.println("seed " + result.seed() + ": " + String.join("; ", result.broken()));
            if (failed.incrementAndGet() == 1) {
                tell(result.seed(), bug, out);
            }
        });
        long seconds = (System.nanoTime() - started) / 1_000_000_000;
        long failures = failed.get();
        out.printf(
                "%d seeds from %d in %d s: %d passed, %d failed%n", seeds, from, seconds, seeds - failures, failures);
        System.exit(failures == 0 ? 0 : 1);
    }

    /** A seed's story: every entry of every journal, with the outages. */
    private static void tell(long seed, Bug bug, PrintStream out) {
        World world = new World(seed, bug);
        try {
            world.play();
        } catch (RuntimeException | Crash e) {
            e.printStackTrace(out);
        }
        out.println("  outages: " + world.outages());
        world.meetings().forEach(meeting -> {
            out.println("  consultation " + meeting.id() + ", plan " + meeting.plan());
            meeting.people()
                    .forEach(
                            person -> out.println("    heard " + person.side() + " " + person.heardUntil(world.now())));
            for (Entry entry : world.history(meeting.id()).entries()) {
                out.println("    " + entry.seq() + " " + entry.at() + " " + entry.event());
            }
        });
    }

    private static String option(String[] arguments, String name, String otherwise) {
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals(name)) {
                return arguments[i + 1];
            }
        }
        return otherwise;
    }
}
