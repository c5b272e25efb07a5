package org.connectme.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.connectme.simulation.Simulation.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {

    private static final int SEEDS = 2_000;
    private static final int SEEDS_FOR_A_BUG = 300;

    @Test
    void noSeedBreaksAPromise() {
        List<String> broken = new ArrayList<>();
        LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToObj(seed -> Simulation.play(seed, Bug.NONE))
                .filter(result -> !result.broken().isEmpty())
                .forEachOrdered(result -> broken.add("seed " + result.seed() + ": " + result.broken()));

        assertThat(broken)
                .as("replay one with ./connectme simulate --seeds 1 --from SEED")
                .isEmpty();
    }

    @Test
    void aSeedPlaysTheSameEachTime() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(story(seed)).as("seed " + seed).isEqualTo(story(seed));
        }
    }

    /** Without this the first test could pass because it looks at nothing. */
    @ParameterizedTest
    @EnumSource(value = Bug.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(Bug bug) {
        Result found = LongStream.rangeClosed(1, SEEDS_FOR_A_BUG)
                .mapToObj(seed -> Simulation.play(seed, bug))
                .filter(result -> !result.broken().isEmpty())
                .findFirst()
                .orElse(new Result(0, List.of()));

        assertThat(found.broken()).as(bug.toString()).isNotEmpty();
    }

    private static List<String> story(long seed) {
        World world = new World(seed, Bug.NONE);
        world.play();
        List<String> heads = new ArrayList<>();
        world.meetings().forEach(meeting -> heads.add(world.history(meeting.id()).head()));
        return heads;
    }
}
