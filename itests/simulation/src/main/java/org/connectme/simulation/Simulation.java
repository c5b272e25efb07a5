package org.connectme.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
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
            List<String> broken = new ArrayList<>();
            StackTraceElement[] trace = e.getStackTrace();
            broken.add("threw " + e + (trace.length == 0 ? "" : " at " + trace[0]));
            return new Result(seed, broken);
        }
    }

    public static void main(String[] arguments) {
        long seeds = option(arguments, "--seeds", 2_000);
        long from = option(arguments, "--from", 1);
        Bug bug = Bug.NONE;
        for (int i = 0; i + 1 < arguments.length; i++) {
            bug = arguments[i].equals("--bug") ? Bug.valueOf(arguments[i + 1]) : bug;
        }
        PrintStream out = System.out;
        long started = System.nanoTime();
        long failures = 0;
        for (long seed = from; seed < from + seeds; seed++) {
            Result result = play(seed, bug);
            if (!result.broken().isEmpty()) {
                failures++;
                out.println("seed " + seed + ": " + String.join("; ", result.broken()));
                if (failures == 1 || seeds == 1) {
                    tell(seed, bug, out);
                }
            }
        }
        long seconds = (System.nanoTime() - started) / 1_000_000_000;
        out.printf("%d seeds from %d in %d s: %d passed, %d failed%n", seeds, from, seconds, seeds - failures, failures);
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
                    .forEach(person -> out.println("    heard " + person.side() + " " + person.heardUntil(world.now())));
            for (Entry entry : world.history(meeting.id()).entries()) {
                out.println("    " + entry.seq() + " " + entry.at() + " " + entry.event());
            }
        });
    }

    private static long option(String[] arguments, String name, long otherwise) {
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals(name)) {
                return Long.parseLong(arguments[i + 1]);
            }
        }
        return otherwise;
    }
}
