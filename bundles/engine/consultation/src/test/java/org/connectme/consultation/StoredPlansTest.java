package org.connectme.consultation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.connectme.core.ConsultantId;
import org.connectme.core.RatePlan;
import org.connectme.core.account.Plans;
import org.connectme.core.account.Plans.Saved;
import org.connectme.core.command.Refusal;
import org.connectme.core.journal.Story;
import org.connectme.database.embedded.LocalDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real PostgreSQL. */
class StoredPlansTest {

    private static final UUID NEW = new UUID(0, 0);

    @TempDir
    static Path folder;

    private static LocalDatabase database;
    private static Plans plans;

    private final ConsultantId owner = ConsultantId.random();

    @BeforeAll
    static void start() {
        database = LocalDatabase.start(folder);
        plans = new StoredPlans(database, new AnyPlan());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static RatePlan draft(UUID id, String name, long price) {
        RatePlan p = Story.plan("KWD", price, 60, 30, 100, 5_000L, 770, true, 9_000);
        return new RatePlan(id, 0, name, p.currency(), price, 60, 30, 100, 5_000L, p.tax(), p.hold());
    }

    private RatePlan saved(RatePlan draft) {
        return ((Saved.Done) plans.save(owner, draft)).plan();
    }

    private String refused(ConsultantId who, RatePlan draft) {
        return ((Saved.Refused) plans.save(who, draft)).refusal().code();
    }

    @Test
    void aPlanIsKeptWithEveryFigureAndReadBackByItsOwnerOnly() {
        RatePlan plan = saved(draft(NEW, " Evening ", 500));

        assertThat(plan.name()).isEqualTo("Evening");
        assertThat(plan.version()).isEqualTo(1);
        assertThat(plans.find(owner, plan.id())).contains(plan);
        assertThat(plans.find(ConsultantId.random(), plan.id())).isEmpty();
        assertThat(plans.of(ConsultantId.random())).isEmpty();
    }

    @Test
    void anEditIsANewVersionAndTheSameAgainIsNot() {
        RatePlan first = saved(draft(NEW, "Plan", 500));
        RatePlan second = saved(draft(first.id(), "Plan", 600));
        RatePlan same = saved(draft(first.id(), "Plan", 600));

        assertThat(second.version()).isEqualTo(2);
        assertThat(same).isEqualTo(second);
        assertThat(plans.of(owner)).containsExactly(second);
        assertThat(versions(first.id())).containsExactly("1 500", "2 600");
    }

    private static List<String> versions(UUID id) {
        return database.open("consultation", StoredPlans.class)
                .withHandle(handle -> handle.createQuery(
                                "select version || ' ' || price_per_minute from plan where id = :id order by version")
                        .bind("id", id)
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void somebodyElsesPlanLooksLikeNoneAtAll() {
        RatePlan plan = saved(draft(NEW, "Mine", 500));
        ConsultantId stranger = ConsultantId.random();

        assertThat(refused(stranger, draft(plan.id(), "Mine", 1))).isEqualTo("plan.not-found");
        assertThat(refused(stranger, draft(UUID.randomUUID(), "None", 1))).isEqualTo("plan.not-found");
        assertThat(plans.withdraw(stranger, plan.id())).map(Refusal::code).contains("plan.not-found");
        assertThat(plans.find(owner, plan.id())).contains(plan);
    }

    @Test
    void aWithdrawnPlanIsOfferedNoMore() {
        RatePlan kept = saved(draft(NEW, "b", 500));
        RatePlan other = saved(draft(NEW, "A", 500));
        RatePlan gone = saved(draft(NEW, "gone", 500));

        assertThat(plans.withdraw(owner, gone.id())).isEmpty();
        assertThat(plans.withdraw(owner, gone.id())).map(Refusal::code).contains("plan.not-found");
        assertThat(plans.of(owner)).containsExactly(other, kept);
        assertThat(refused(owner, draft(gone.id(), "back", 1))).isEqualTo("plan.not-found");
    }

    @Test
    void aPlanThatCannotWorkIsNotKept() {
        assertThat(refused(owner, draft(NEW, " ", 500))).isEqualTo("plan.name");
        assertThat(plans.of(owner)).isEmpty();
    }

    @Test
    void savingAtTheSameTimeMakesOneVersionEach() throws Exception {
        RatePlan first = saved(draft(NEW, "Plan", 1));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<RatePlan>> savings = new ArrayList<>();
        for (int i = 2; i <= 21; i++) {
            RatePlan draft = draft(first.id(), "Plan", i);
            savings.add(() -> saved(draft));
        }
        List<Integer> versions = new ArrayList<>();
        for (Future<RatePlan> saving : threads.invokeAll(savings)) {
            versions.add(saving.get().version());
        }
        threads.shutdown();

        assertThat(versions).doesNotHaveDuplicates().hasSize(20).allMatch(version -> version >= 2 && version <= 21);
    }
}
