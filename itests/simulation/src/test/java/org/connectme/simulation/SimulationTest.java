package org.connectme.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.connectme.core.event.ConsentEvent.ConsentGiven;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.ConsultationEvent.EndProposed;
import org.connectme.core.event.ConsultationEvent.OfferChanged;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.MeterStopped;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.CardSaved;
import org.connectme.core.event.PaymentEvent.HoldRaised;
import org.connectme.core.event.PaymentEvent.PaymentInDoubt;
import org.connectme.core.event.PaymentEvent.Refunded;
import org.connectme.core.event.PresenceEvent.MediaReported;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.simulation.Allowed.Seen;
import org.connectme.simulation.Simulation.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {

    private static final int SEEDS = 5_000;
    private static final int SEEDS_FOR_A_BUG = 300;
    private static final int BATCH = 20;
    private static final int BATCH_OF_APPS = 4;
    private static final int WORLDS_WITH_APPS = 30;

    @Test
    void noSeedBreaksAPromise() {
        List<Result> broken = Simulation.broken(1, SEEDS, Bug.NONE).toList();

        assertThat(broken)
                .as("replay one with ./connectme simulate --seeds 1 --from SEED")
                .isEmpty();
    }

    @Test
    void aSeedPlaysTheSameEachTime() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(heads(played(seed))).as("seed " + seed).isEqualTo(heads(played(seed)));
        }
    }

    /** Without this the first test could pass because it looks at nothing. */
    @ParameterizedTest
    @EnumSource(value = Bug.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(Bug bug) {
        // Where only customers with the app can show it, the seeds are those in which they have it.
        long step = bug.isOfTheApp() ? World.APP_EVERY : 1;
        int batch = bug.isOfTheApp() ? BATCH_OF_APPS : BATCH;
        Optional<Result> found = Optional.empty();
        for (long from = 1; from <= SEEDS_FOR_A_BUG && found.isEmpty(); from += batch) {
            found = Simulation.broken(LongStream.range(from, from + batch).map(seed -> seed * step), bug)
                    .findFirst();
        }

        assertThat(found).as(bug.toString()).isPresent();
    }

    /** Nor because nothing of what it is about ever happens. */
    @Test
    void theWorldIsRich() {
        List<Class<? extends Event>> kinds = List.of(
                Captured.class,
                CardSaved.class,
                HoldRaised.class,
                Refunded.class,
                PaymentInDoubt.class,
                ConsultationCancelled.class,
                ConsultationRescheduled.class,
                OfferChanged.class,
                MeterStopped.class,
                ConsentGiven.class,
                ServerOutage.class,
                MediaReported.class);
        List<World> worlds = new ArrayList<>();
        for (long seed = 1; seed <= 100; seed++) {
            worlds.add(played(seed));
        }

        assertThat(kinds)
                .allSatisfy(kind -> assertThat(worlds)
                        .as(kind.getSimpleName())
                        .filteredOn(world -> has(world, kind))
                        .hasSizeGreaterThan(2));
        assertThat(worlds)
                .as("asked twice whether to end")
                .filteredOn(SimulationTest::isAskedAgain)
                .isNotEmpty();
    }

    /** The app's promises are tried: it is used, stopped, cut off, killed, renewed and lied to while it lends. */
    @Test
    void theAppIsTried() {
        Map<Seen, Integer> seen = new EnumMap<>(Seen.class);
        for (long seed = World.APP_EVERY; seed <= World.APP_EVERY * WORLDS_WITH_APPS; seed += World.APP_EVERY) {
            for (Helping helping : played(seed).helpings()) {
                helping.allowed().seen().forEach((what, times) -> seen.merge(what, times, Integer::sum));
            }
        }

        assertThat(seen).containsOnlyKeys(Seen.values());
        assertThat(seen.values()).allSatisfy(times -> assertThat(times).isGreaterThan(2));
        assertThat(seen.get(Seen.INPUT)).isGreaterThan(1_000);
    }

    private static boolean isAskedAgain(World world) {
        for (Meeting meeting : world.meetings()) {
            if (world.history(meeting.id()).all(EndProposed.class).count() > 2) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(World world, Class<? extends Event> kind) {
        for (Meeting meeting : world.meetings()) {
            if (world.history(meeting.id()).has(kind)) {
                return true;
            }
        }
        return false;
    }

    private static World played(long seed) {
        World world = new World(seed, Bug.NONE);
        world.play();
        return world;
    }

    private static List<String> heads(World world) {
        List<String> heads = new ArrayList<>();
        world.meetings()
                .forEach(meeting -> heads.add(world.history(meeting.id()).head()));
        return heads;
    }
}
