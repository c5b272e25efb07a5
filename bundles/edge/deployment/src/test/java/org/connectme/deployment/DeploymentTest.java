package org.connectme.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.NoteLeft;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Story;
import org.connectme.deployment.World.Seats;
import org.connectme.deployment.sample.Answer;
import org.connectme.wire.socket.Sockets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;

/** What the two commands do, on the framework that is shipped, with consultations in memory. */
class DeploymentTest {

    private static final String NAME = "org.connectme.metering";
    private static final Instant SINCE = Story.START;

    @TempDir
    Path home;

    @TempDir
    Path operator;

    private Container container;
    private Succession succession;
    private Deployment deployment;
    private final World world = new World();
    private final Story call = world.add(Story.inCall(Story.EURO_A_MINUTE));
    private final Story tomorrow = world.add(Story.scheduled(Story.EURO_A_MINUTE));
    private ServiceRegistration<Journal> journal;
    private ServiceRegistration<Sockets> sockets;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        container = new Container(home);
        container.ship(working("1.0.0"));
        journal = container.context().registerService(Journal.class, world, null);
        container.context().registerService(Catalog.class, world, null);
        container.context().registerService(Evidence.class, world, null);
        sockets = container.context().registerService(Sockets.class, Seats.of(SINCE, "customer", "consultant"), null);
        watch(Duration.ofMinutes(5));
    }

    @AfterEach
    void stop() throws Exception {
        succession.stop();
        container.close();
    }

    private void watch(Duration patience) {
        if (succession != null) {
            succession.stop();
        }
        succession = new Succession(container.context(), container.components(), patience, Duration.ofMillis(200));
        deployment = new Deployment(container.context(), succession, container.components(), container.deploy());
    }

    private static TinyBundle working(String version) {
        return TinyBundle.of(NAME, version).component("metering.decider", Answer.class);
    }

    /** Where the operator has it. */
    private Path file(TinyBundle bundle) {
        try {
            return Files.write(operator.resolve("new.jar"), bundle.bytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPlanSaysWhatIsTouchedAndTouchesNothing() {
        List<String> plan = deployment.plan(file(working("1.0.1")));

        assertThat(plan)
                .containsExactly(
                        NAME + ": 1.0.0 is followed by 1.0.1.",
                        "Refreshed: nothing. The older one stops when the newer one stands.",
                        "Sockets: 2, none cut.",
                        "Live calls: 1, none touched.",
                        "  " + call.id());
        assertThat(container.deploy()).isEmptyDirectory();
    }

    @Test
    void aPlanForTheOneWithTheSocketsSaysThatTheyAreCut() throws Exception {
        gateway();

        assertThat(deployment.plan(file(TinyBundle.of("org.connectme.gateway", "1.0.1"))))
                .contains(
                        "Sockets: 2, all cut; the pages come back by themselves.",
                        "Live calls: 1, all interrupted for a moment that is not billed.");
    }

    @Test
    void aContractIsPlannedWithAllItsUsersButNotDeployed() throws Exception {
        container.ship(contract("1.0.0"));
        container.ship(
                TinyBundle.of("org.connectme.user", "1.0.0").with(Constants.IMPORT_PACKAGE, "org.connectme.core.api"));
        Path file = file(contract("1.0.1"));

        assertThat(deployment.plan(file))
                .contains("Refreshed: 2 bundles: org.connectme.core, org.connectme.user")
                .last()
                .asString()
                .contains("start of the server");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> deployment.deploy(file, told::add))
                .withMessage("Nothing was done.");
        assertThat(container.deploy()).isEmptyDirectory();
        assertThat(container.running("org.connectme.core")).containsExactly("1.0.0");
    }

    private static TinyBundle contract(String version) {
        return TinyBundle.of("org.connectme.core", version)
                .with(Constants.EXPORT_PACKAGE, "org.connectme.core.api;version=\"1.0\"");
    }

    @Test
    void aBundleOfWhichTheCommandIsAPartIsNotDeployedByIt() throws Exception {
        for (String name : List.of("org.connectme.shell", "org.connectme.deployment")) {
            container.ship(TinyBundle.of(name, "1.0.0"));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> deployment.deploy(file(TinyBundle.of(name, "1.0.1")), told::add));
            assertThat(told).last().asString().contains("copy the file into the folder deploy");
        }
    }

    @Test
    void whatCannotBeDeployedIsSaid() throws Exception {
        container.ship(TinyBundle.of("com.example.theirs", "1.0.0"));

        assertRefused(Path.of("new.jar"), "whole path");
        assertRefused(operator.resolve("nothing.jar"), "There is no file");
        assertRefused(operator, "There is no file");
        assertRefused(Files.writeString(operator.resolve("text.jar"), "no jar"), "is no bundle");
        assertRefused(file(TinyBundle.of("", "1.0.0")), "is no bundle");
        assertRefused(file(working("one")), "version");
        assertRefused(file(working("1.0.0")), "is installed already");
        assertRefused(file(working("0.9.0")), "which is newer");
        assertRefused(file(TinyBundle.of("org.connectme.unheard.of", "1.0.0")), "No org.connectme.unheard.of runs");
        assertRefused(file(TinyBundle.of("com.example.theirs", "1.0.1")), "not ConnectMe's own");
    }

    private void assertRefused(Path file, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> deployment.deploy(file, told::add))
                .withMessageContaining(why);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> deployment.plan(file))
                .withMessageContaining(why);
        assertThat(told).isEmpty();
        assertThat(container.deploy()).isEmptyDirectory();
    }

    @Test
    void aVersionThatWorksTakesOverAndItIsProvedThatNothingWasLost() {
        onTakeOver(() -> call.add(new NoteLeft("written meanwhile")));
        int before = call.history().length();

        deployment.deploy(file(working("1.0.1")), told::add);

        assertThat(container.running(NAME)).containsExactly("1.0.1");
        assertThat(container.deploy().resolve(NAME + "-1.0.1.jar")).isRegularFile();
        assertThat(told)
                .contains(
                        "1.0.1 has taken over; its 1 components stand.",
                        "Sockets: 2 before, 2 of them after.",
                        call.id() + ": " + before + " entries before, " + (before + 1) + " after, goes on.")
                .noneMatch(line -> line.contains(tomorrow.id().toString()));
        assertThat(told).last().asString().startsWith("Nothing was lost.");
    }

    @Test
    void aVersionThatDoesNotWorkIsPutBack() {
        watch(Duration.ofMillis(300));
        TinyBundle lacking =
                TinyBundle.of(NAME, "1.0.1").componentInNeedOf(Runnable.class, "metering.decider", Answer.class);

        assertPutBack(lacking, "These components do not stand: [metering.decider]");
    }

    @Test
    void aVersionThatLosesAnEntryIsPutBack() {
        onTakeOver(() -> world.loseTheNewest(call));

        assertPutBack(working("1.0.1"), call.id() + ": entries that were there are not there any more.");
    }

    @Test
    void aVersionThatChangesAnEntryIsPutBack() {
        onTakeOver(() -> world.changeTheNewest(call, new NoteLeft("something else")));

        assertPutBack(
                working("1.0.1"),
                "the chain is broken at entry " + call.history().length());
    }

    @Test
    void aVersionThatCutsTheSocketsUnexpectedlyIsPutBack() {
        onTakeOver(() -> {
            sockets.unregister();
            container.context().registerService(Sockets.class, Seats.of(SINCE.plusSeconds(9), "customer"), null);
        });

        assertPutBack(working("1.0.1"), "Every socket was cut.");
        assertThat(told).contains("Sockets: 2 before, 1 of them after.");
    }

    @Test
    void aVersionThatMakesTheServerAwayForACallIsPutBack() {
        onTakeOver(() -> call.add(new ServerOutage(SINCE, SINCE.plusSeconds(1))));

        assertPutBack(working("1.0.1"), "the server was away for its participants");
    }

    private void assertPutBack(TinyBundle bundle, String why) {
        assertThatIllegalStateException()
                .isThrownBy(() -> deployment.deploy(file(bundle), told::add))
                .withMessageContaining(why)
                .withMessageEndingWith(NAME + " 1.0.0 goes on.");
        container.awaitRunning(NAME, "1.0.0");
        container.awaitInstalled(NAME, "1.0.0");
        assertThat(container.deploy()).isEmptyDirectory();
    }

    @Test
    void thePagesReturnIsAwaitedWhenTheSocketsThemselvesAreReplaced() throws Exception {
        gateway();
        onTakeOver(() -> {
            Seats anew = Seats.of(SINCE.plusSeconds(9));
            Bundle newer = container.bundle("org.connectme.gateway", "1.0.1");
            newer.getBundleContext().registerService(Sockets.class, anew, null);
            call.add(new ServerOutage(SINCE, SINCE.plusSeconds(1)));
            CompletableFuture.runAsync(
                    () -> List.of("customer", "consultant")
                            .forEach(seat -> anew.connected().put(seat, SINCE)),
                    CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
        });

        deployment.deploy(file(TinyBundle.of("org.connectme.gateway", "1.0.1")), told::add);

        assertThat(container.running("org.connectme.gateway")).containsExactly("1.0.1");
        assertThat(told).contains("Sockets: 2 before, 2 of them after.");
    }

    private void gateway() throws Exception {
        sockets.unregister();
        Bundle gateway = container.ship(TinyBundle.of("org.connectme.gateway", "1.0.0"));
        gateway.getBundleContext().registerService(Sockets.class, Seats.of(SINCE, "customer", "consultant"), null);
    }

    @Test
    void anEndedCallIsNoLoss() {
        onTakeOver(() -> call.add(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null)));

        deployment.deploy(file(working("1.0.1")), told::add);

        assertThat(told)
                .anyMatch(line -> line.startsWith(call.id().toString()) && line.contains("has ended meanwhile"));
    }

    @Test
    void oneGoesAtATime() {
        Path file = file(working("1.0.1"));
        List<Throwable> refused = new ArrayList<>();

        deployment.deploy(file, line -> {
            told.add(line);
            if (told.size() == 1) {
                CompletableFuture.runAsync(() -> deployment.deploy(file, more -> {}))
                        .handle((nothing, problem) -> refused.add(problem))
                        .join();
            }
        });

        assertThat(refused)
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .isInstanceOf(CompletionException.class)
                        .hasMessageContaining("Another deployment is under way"));
        assertThat(container.running(NAME)).containsExactly("1.0.1");
    }

    @Test
    void withoutTheJournalNothingIsDeployed() {
        journal.unregister();

        assertThatIllegalStateException()
                .isThrownBy(() -> deployment.deploy(file(working("1.0.1")), told::add))
                .withMessageContaining("nothing can be proved");
        assertThat(container.running(NAME)).containsExactly("1.0.0");
        assertThat(container.deploy()).isEmptyDirectory();
    }

    /** While the older version has just been stopped. */
    private void onTakeOver(Runnable happens) {
        AtomicBoolean happened = new AtomicBoolean();
        container.context().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPED && !happened.getAndSet(true)) {
                happens.run();
            }
        });
    }
}
